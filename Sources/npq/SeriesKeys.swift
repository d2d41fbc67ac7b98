import Archive
import Assessment
import Findings
import Foundation

/// The keys of a series, in a folder of their own outside the series.
struct SeriesKeys {
  let folder: URL

  private var secretFile: URL { folder.appending(path: "pseudonym-secret") }

  /// Makes the folder and the keys, readable by their owner alone; what is there already stays.
  func create() throws {
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    guard !FileManager.default.fileExists(atPath: secretFile.path) else { return }
    let digits = (0..<32).map { _ in UInt8.random(in: .min ... .max) }
      .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    try writeWhole(Array((digits + "\n").utf8), to: secretFile.path, replacing: false)
  }

  /// The secret under which script codes are made.
  func pseudonymSecret() throws -> [UInt8] {
    guard let text = try? String(contentsOf: secretFile, encoding: .utf8),
      let digest = Digest(hex: text.trimmingCharacters(in: .whitespacesAndNewlines))
    else { throw KeyError.missing(secretFile.path) }
    return digest.bytes
  }
}

/// What can be wrong with the keys of a series.
enum KeyError: Error, CustomStringConvertible {
  case missing(String)

  var description: String {
    switch self {
    case .missing(let path):
      "the key \(path.escaped) cannot be read: give the folder of the keys with --keys, or put "
        + "the copy back that was kept when the series was made"
    }
  }
}
