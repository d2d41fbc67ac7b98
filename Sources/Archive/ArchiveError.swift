package import Findings
import Glibc

/// Why an archive was not read or written.
package enum ArchiveError: Error, Sendable, Hashable {
  /// The archive is not to be trusted; at least one finding is of severity refused.
  case refused([Finding])
  /// Something stands at the path already and was not to be replaced.
  case exists(path: String)
  /// A file changed while it was read.
  case changed(path: String)
  /// The operating system refused an act on a path; `code` is its error number.
  case system(act: String, path: String, code: Int32)
  /// libarchive gave up for a reason that lies in no archive.
  case library(act: String, reason: String)
}

extension ArchiveError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .refused(let findings):
      let refusals = findings.filter { $0.severity == .refused }
      let first = refusals.first.map { Self.sentence($0) } ?? "the archive is refused"
      return refusals.count > 1 ? "\(first), and \(refusals.count - 1) more" : first
    case .exists(let path): return "\(path.escaped) exists already and is not replaced"
    case .changed(let path): return "\(path.escaped) changed while it was read"
    case .system(let act, let path, let code):
      return "cannot \(act) \(path.escaped): \(Self.reason(code))"
    case .library(let act, let reason): return "cannot \(act): \(reason.escaped)"
    }
  }

  private static func sentence(_ finding: Finding) -> String {
    let subject = finding.subject.isEmpty ? "" : finding.subject.escaped + ": "
    return "\(subject)\(finding.message.escaped) [\(finding.code)]"
  }

  /// The system's words for an error number, in lower case like all messages.
  private static func reason(_ code: Int32) -> String {
    guard let words = unsafe strerror(code) else { return "error \(code)" }
    let text = unsafe String(cString: words)
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
