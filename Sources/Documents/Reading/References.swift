/// Sorts out the reference list: what follows a heading that names one, up to the next heading of
/// the same or a higher level.
///
/// A paragraph that says nothing but 'References' counts as such a heading even where it is not
/// styled as one, since many writers only make it bold; a list of that kind runs to the next
/// styled heading, to a line that begins with Appendix or the like, or to the end.
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
      } else if level == 9, endsReferences(paragraph.text) {
        marked[index].part = .headings
        level = nil
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

/// Words that a heading of a reference list is made of, and those of which one must be there.
private let referenceWords: Set<String> = [
  "references", "reference", "bibliography", "bibliographies", "list", "of", "and", "works",
  "cited",
  "sources", "source", "literature", "further", "reading", "harvard", "apa", "style", "used", "the",
  "my", "full", "key", "end", "other",
]
private let referenceCores: Set<String> = [
  "references", "reference", "bibliography", "bibliographies",
]
private let referencePhrases: Set<String> = [
  "works cited", "sources cited", "literature cited", "list of sources", "list of works cited",
  "sources used",
]
/// What may follow a reference list under a line that is not styled as a heading.
private let endings: Set<String> = [
  "appendix", "appendices", "annex", "annexes", "glossary", "acknowledgements", "declaration",
]

/// Whether a heading announces the reference list; numbering and a closing colon do not matter.
func namesReferences(_ text: String) -> Bool {
  guard text.utf8.count <= 80 else { return false }
  let words = bareWords(text)
  if referencePhrases.contains(words.joined(separator: " ")) { return true }
  return words.allSatisfy(referenceWords.contains) && !Set(words).isDisjoint(with: referenceCores)
}

/// Whether a short line of its own announces something that is no reference list.
private func endsReferences(_ text: String) -> Bool {
  guard text.utf8.count <= 80, let first = bareWords(text).first else { return false }
  return endings.contains(first)
}

/// The words of a heading in small letters, without its number.
private func bareWords(_ text: String) -> [String] {
  var words = text.lowercased()
    .split { !($0.isLetter || $0.isNumber) }
    .map(String.init)
  while let first = words.first, first.allSatisfy({ $0.isNumber }) || first.count == 1 {
    words.removeFirst()
  }
  return words
}
