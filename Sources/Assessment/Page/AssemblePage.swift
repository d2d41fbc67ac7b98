import Foundation

/// The files of a page: what it looks like and what it does, in the order in which they stand.
struct PageFiles: Sendable {
  let frame: String
  let styles: [String]
  let scripts: [String]
  /// What the page's policy lets it do besides running its own script and style.
  let allowed: [String]
}

/// Puts a page together: one file that loads nothing.
///
/// Its style and its script stand in it, and its policy lets only these run, named by their digests
/// (CSP Level 3, 2.3.1), so that it works from `file://` and can reach no network. `values` fill
/// the frame's places and are already fit to stand there.
func assemblePage(_ files: PageFiles, values: [String: String]) -> String {
  let style = files.styles.map(pageFile).joined(separator: "\n")
  let script = (["elements.js"] + files.scripts).map(pageFile).joined(separator: "\n")
  let policy =
    [
      "default-src 'none'", "script-src '\(digestSource(script))'",
      "style-src '\(digestSource(style))'",
    ] + files.allowed + [
      "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'",
    ]
  var values = values
  values["policy"] = policy.joined(separator: "; ")
  values["style"] = style
  values["script"] = script
  // One pass, so that nothing that is put in is looked at again.
  return pageFile(files.frame).split(separator: "{{", omittingEmptySubsequences: false)
    .map { piece in
      guard let end = piece.firstRange(of: "}}"),
        let value = values[String(piece[..<end.lowerBound])]
      else { return String(piece) }
      return value + piece[end.upperBound...]
    }.joined()
}

private func pageFile(_ name: String) -> String { embedded.first { $0.name == name }?.text ?? "" }

private func digestSource(_ text: String) -> String {
  "sha256-" + Data(Digest(of: Data(text.utf8)).bytes).base64EncodedString()
}
