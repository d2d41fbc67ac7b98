import CArchive

/// Brings everything on the file system of an open file to the disk; zero if it is there.
///
/// The C library gives it to C alone.
func syncFileSystem(of descriptor: Int32) -> Int32 { syncfs(descriptor) }
