import Archive
package import Findings
import Foundation

/// What kept us from reading or writing, as opposed to what is wrong with a document.
package enum DocumentError: Error, Sendable {
  /// The document is refused; a copy of it would not be clean.
  case refused([Finding])
  /// A file could not be read or written.
  case file(String, String)
  /// One of poppler's programs is missing.
  case popplerMissing(String)
  /// One of poppler's programs failed on a file that it could read before.
  case poppler(String, String)
}

extension DocumentError {
  /// What happened, without the path.
  var reason: String {
    if case .file(_, let reason) = self { reason } else { description }
  }
}

extension DocumentError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .refused(let findings):
      "the document is refused: " + findings.map(\.message).joined(separator: "; ")
    case .file(let path, let reason): "\(path.escaped): \(reason)"
    case .popplerMissing(let program):
      "the program \(program) is missing; install the package poppler-utils"
    case .poppler(let program, let reason): "\(program) failed: \(reason.escaped)"
    }
  }
}

/// A private folder for what programs of others read and write.
func temporaryFolder() throws(DocumentError) -> PrivateFolder {
  do throws(ArchiveError) {
    return try PrivateFolder.temporary()
  } catch {
    throw .file(
      FileManager.default.temporaryDirectory.path, "the temporary folder cannot be written")
  }
}
