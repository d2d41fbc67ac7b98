/// The text of a PDF as `pdftotext` gives it, sorted into paragraphs.
///
/// A PDF knows no headers and footers; a first or last line that returns on most pages, numbers
/// apart, is taken for one.
struct PortablePages {
  private(set) var paragraphs: [Paragraph] = []

  init(_ text: String) {
    var pages = text.split(separator: "\u{0C}", omittingEmptySubsequences: false)
      .map { lines(of: String($0)) }
    if pages.last?.allSatisfy(Self.isBlank) == true { pages.removeLast() }
    let heads = Self.returning(pages) { page in page.firstIndex { !Self.isBlank($0) } }
    let feet = Self.returning(pages) { page in page.lastIndex { !Self.isBlank($0) } }
    for page in pages {
      var rest = page
      if let head = rest.firstIndex(where: { !Self.isBlank($0) }),
        heads.contains(Self.shape(rest[head]))
      {
        paragraphs.append(Paragraph(part: .headers, text: rest[head]))
        rest[head] = ""
      }
      if let foot = rest.lastIndex(where: { !Self.isBlank($0) }),
        feet.contains(Self.shape(rest[foot]))
      {
        paragraphs.append(Paragraph(part: .footers, text: rest[foot]))
        rest[foot] = ""
      }
      paragraphs += blocks(of: rest.joined(separator: "\n"))
    }
  }

  private static func isBlank(_ line: String) -> Bool {
    line.unicodeScalars.allSatisfy { WordClass($0) == .blank }
  }

  /// A line with its numbers made equal.
  private static func shape(_ line: String) -> String {
    var shape = ""
    for character in trim(line) {
      if character.isNumber {
        if shape.last != "0" { shape.append("0") }
      } else {
        shape.append(character)
      }
    }
    return shape
  }

  /// The shapes of lines that stand at one place on more than half of at least two pages.
  private static func returning(_ pages: [[String]], _ place: ([String]) -> Int?) -> Set<String> {
    guard pages.count >= 2 else { return [] }
    var counts: [String: Int] = [:]
    for page in pages {
      if let index = place(page) { counts[shape(page[index]), default: 0] += 1 }
    }
    return Set(counts.filter { $0.value >= 2 && $0.value * 2 > pages.count }.keys)
  }
}
