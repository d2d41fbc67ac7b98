import Archive
package import Assessment
package import Findings
package import Foundation

extension Ledger {
  /// The folder of a provider's own texts.
  package var templates: URL { folder.appending(path: "templates") }

  /// The text of a kind of letter: the provider's own, else ours.
  package func template(_ kind: LetterKind) -> Judged<LetterTemplate> {
    let name = "\(kind.rawValue).txt"
    guard let bytes = FileManager.default.contents(atPath: templates.appending(path: name).path)
    else { return LetterTemplate.read(kind.standard, kind: kind, name: name) }
    guard let text = String(bytes: bytes, encoding: .utf8) else {
      return Judged(
        nil,
        [
          Finding(
            "not-utf-8", .refused, name, "is not text in UTF-8",
            remedy: "save it again as plain text with the encoding UTF-8")
        ])
    }
    return LetterTemplate.read(
      text.replacing("\r\n", with: "\n"), kind: kind, name: "templates/\(name)")
  }

  /// Writes our texts for a provider to change; one that is there stays as it is.
  ///
  /// - Returns: The names of those that were written.
  package func writeTemplates() throws -> [String] {
    try FileManager.default.createDirectory(
      at: templates, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return try LetterKind.allCases.compactMap { kind in
      let url = templates.appending(path: "\(kind.rawValue).txt")
      guard !FileManager.default.fileExists(atPath: url.path) else { return nil }
      let fields = kind.fields.sorted { $0.key < $1.key }.map { "{{! \($0): \($1) }}" }
      let text = kind.standard + fields.joined(separator: "\n") + "\n"
      try writeWhole(Array(text.utf8), to: url.path, replacing: false, mode: 0o644)
      return url.lastPathComponent
    }
  }
}
