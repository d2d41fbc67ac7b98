/// Sorts out the reference list: what follows a heading that names one, up to the next heading of
/// the same or a higher level.
///
/// A paragraph that says nothing but 'References' counts as such a heading even where it is not
/// styled as one, since many writers only make it bold; a list of that kind runs to the next
/// styled heading, or to the end.
func markingReferences(_ paragraphs: [Paragraph]) -> [Paragraph] {
  var marked = paragraphs
  var level: Int?
  for index in marked.indices {
    let paragraph = marked[index]
    switch (paragraph.part, paragraph.style) {
    case (.headings, .heading(let own)):
      if namesReferences(paragraph.text) {
        level = level.map { min($0, own) } ?? own
      } else if let open = level, own <= open {
        level = nil
      }
    case (.body, .plain), (.body, .item):
      if namesReferences(paragraph.text) {
        marked[index].part = .headings
        level = level ?? 9
      } else if level != nil {
        marked[index].part = .references
      }
    case (.body, _), (.tables, _):
      if level != nil { marked[index].part = .references }
    default: continue
    }
  }
  return marked
}

private let referenceTitles: Set<String> = [
  "references", "reference", "reference list", "list of references", "bibliography",
  "works cited", "references and bibliography", "bibliography and references", "sources cited",
  "references cited", "cited references", "literature cited",
]

/// Whether a heading announces the reference list; numbering and a closing colon do not matter.
func namesReferences(_ text: String) -> Bool {
  guard text.utf8.count <= 80 else { return false }
  var words = text.lowercased()
    .split { !($0.isLetter || $0.isNumber) }
    .map(String.init)
  while let first = words.first, first.allSatisfy({ $0.isNumber }) || first.count == 1 {
    words.removeFirst()
  }
  return referenceTitles.contains(words.joined(separator: " "))
}
