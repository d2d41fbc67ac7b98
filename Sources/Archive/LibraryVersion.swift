import CArchive

/// The libarchive that is linked, with the libraries it uses itself.
package var libraryVersion: String {
  unsafe String(cString: archive_version_details())
}
