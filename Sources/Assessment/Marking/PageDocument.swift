import Foundation

/// The marking page, with a sealed pack in it or none.
///
/// One file that loads nothing: its style and its script stand in it, and its policy lets only
/// these run, named by their digests (CSP Level 3, 2.3.1), so that it works from `file://`. The
/// page without a pack asks for one and is otherwise the same.
package func markingPage(title: String, sealed: String = "") -> String {
  let style = pageFile("page.css")
  let script = pageScripts.map(pageFile).joined(separator: "\n")
  let policy = [
    "default-src 'none'", "script-src '\(digestSource(script))'",
    "style-src '\(digestSource(style))'", "img-src data:", "base-uri 'none'",
    "form-action 'none'", "require-trusted-types-for 'script'",
  ].joined(separator: "; ")
  let values = [
    "title": title.inHTML, "policy": policy, "style": style, "script": script,
    "sealed": sealed.inHTML,
  ]
  // One pass, so that nothing that is put in is looked at again.
  return pageFile("page.html").split(separator: "{{", omittingEmptySubsequences: false)
    .map { piece in
      guard let end = piece.firstRange(of: "}}"),
        let value = values[String(piece[..<end.lowerBound])]
      else { return String(piece) }
      return value + piece[end.upperBound...]
    }.joined()
}

/// The page's scripts in the order in which they stand; each uses what comes before it.
private let pageScripts = [
  "elements.js", "opening.js", "keeping.js", "reading.js", "returning.js", "marking.js",
  "phrases.js", "listing.js", "page.js",
]

private func pageFile(_ name: String) -> String { embedded.first { $0.name == name }?.text ?? "" }

private func digestSource(_ text: String) -> String {
  "sha256-" + Data(Digest(of: Data(text.utf8)).bytes).base64EncodedString()
}
