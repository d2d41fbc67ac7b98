import CArchive

/// Brings everything on the file system of an open file to the disk; zero if it is there.
///
/// The C library gives it to C alone.
func syncFileSystem(of descriptor: Int32) -> Int32 { syncfs(descriptor) }

/// Copies bytes of one file to where another is being written, without bringing them here; how
/// many, and nought or less where the system cannot.
///
/// The C library gives it to C alone.
func copyInside(_ source: Int32, from offset: Int, count: Int, to target: Int32) -> Int {
  var place = __off64_t(offset)
  return unsafe copy_file_range(source, &place, target, nil, count, 0)
}
