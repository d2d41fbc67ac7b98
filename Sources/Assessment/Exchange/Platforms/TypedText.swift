/// The text of what was typed on a platform, as Markdown; nil for a document, which is none.
///
/// Blackboard's note holds the text beside its own words; it may be a page or plain.
package func typedText(_ kind: HandInFile.Kind, _ bytes: [UInt8]) -> [UInt8]? {
  switch kind {
  case .document, .embedded: return nil
  case .webPage: return webText(bytes)
  case .attemptNote:
    let text = BlackboardNote(bytes).text
    let isPage = ["<p", "<div", "<br", "<span", "<ul", "<ol", "<h"].contains {
      text.lowercased().contains($0)
    }
    return isPage ? webText(Array(text.utf8)) : Array((markdownText(text) + "\n").utf8)
  }
}
