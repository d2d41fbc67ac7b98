import Foundation

/// A web page of one file that loads nothing.
///
/// Its style and its script stand in it, and its policy lets only these run, named by their digests
/// (CSP Level 3, 2.3.1), so that it works from `file://`.
struct WebPage: Sendable {
  /// The names of its files among those that are embedded: what stands in the frame that all pages
  /// share, and styles and scripts, which use what comes before them.
  let template: String
  let styles: [String]
  let scripts: [String]
  /// What the page's policy lets it do besides running its own script and style.
  let allowed: [String]

  /// The page with values in the places that its template names, besides `policy`, `style` and
  /// `script`; values are put in as they are.
  func filled(_ values: [String: String]) -> String {
    let style = styles.map(Self.file).joined(separator: "\n")
    let script = scripts.map(Self.file).joined(separator: "\n")
    let policy =
      [
        "default-src 'none'", "script-src '\(Self.source(script))'",
        "style-src '\(Self.source(style))'",
      ] + allowed + [
        "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'",
      ]
    let all = values.merging([
      "policy": policy.joined(separator: "; "), "style": style, "script": script,
    ]) { $1 }
    // One pass, so that nothing that is put in is looked at again.
    return Self.file("frame.html").replacing("{{inside}}\n", with: Self.file(template))
      .split(separator: "{{", omittingEmptySubsequences: false)
      .map { piece in
        guard let end = piece.firstRange(of: "}}"),
          let value = all[String(piece[..<end.lowerBound])]
        else { return String(piece) }
        return value + piece[end.upperBound...]
      }.joined()
  }

  private static func file(_ name: String) -> String {
    embedded.first { $0.name == name }?.text ?? ""
  }

  private static func source(_ text: String) -> String {
    "sha256-" + Data(Digest(of: Data(text.utf8)).bytes).base64EncodedString()
  }
}

extension String {
  /// The text as it may stand in HTML, in an element or in a quoted attribute.
  var inHTML: String {
    // What was sealed for a page is megabytes without any of them.
    guard
      utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 || $0 == 0x27 })
    else { return self }
    var shown = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": shown += "&amp;"
      case "<": shown += "&lt;"
      case ">": shown += "&gt;"
      case "\"": shown += "&quot;"
      case "'": shown += "&#39;"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
