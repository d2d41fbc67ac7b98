import Findings
import Foundation

/// Why a file was not read or written.
package enum FileError: Error, Sendable, Hashable {
  /// Something stands at the path already and was not to be replaced.
  case exists(path: String)
  /// The path leads to a folder, a link or a device where a plain file was meant.
  case notAFile(path: String)
  /// The file is larger than what is read at once.
  case tooLarge(path: String, limit: Int)
  /// The operating system refused an act on a path; `code` is its error number.
  case system(act: String, path: String, code: Int32)
}

extension FileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .exists(let path): "\(path.escaped) exists already and is not replaced"
    case .notAFile(let path): "\(path.escaped) is not a plain file"
    case .tooLarge(let path, let limit):
      "\(path.escaped) is larger than the \(limit) bytes that are read at once"
    case .system(let act, let path, let code):
      "cannot \(act) \(path.escaped): \(Self.reason(code))"
    }
  }

  /// The system's words for an error number, in lower case like all messages.
  private static func reason(_ code: Int32) -> String {
    let text = String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// What Foundation reports about a file, as the error number beneath it.
  init(_ act: String, _ path: String, _ error: any Error) {
    let inner = (error as? CocoaError)?.userInfo[NSUnderlyingErrorKey] as? NSError
    let code = (error as? POSIXError)?.code.rawValue ?? inner.map { Int32($0.code) } ?? EIO
    self = .system(act: act, path: path, code: code)
  }
}
