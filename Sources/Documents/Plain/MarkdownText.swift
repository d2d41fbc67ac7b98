/// Gathers the paragraphs of a Markdown text: CommonMark's blocks as far as they matter for
/// counting, with the tables and footnotes of GitHub's Markdown.
///
/// What a reader of the rendered page does not see is no word: front matter, comments, the
/// addresses of links, the marks of headings, lists and tables.
struct MarkdownText {
  private(set) var paragraphs: [Paragraph] = []
  /// Whether the front matter names an author.
  private(set) var namesAuthor = false
  private var block: [String] = []
  private var part = DocumentPart.body
  private var style = Paragraph.Style.plain
  private var fence: String?
  private var tables = 0
  private var tableRow: Int?
  private var inComment = false
  /// The numbered list that the block belongs to.
  private var list: String?
  private var lists = 0

  mutating func read(_ lines: [String]) {
    var index = skipFrontMatter(lines)
    while index < lines.count {
      let next = index + 1 < lines.count ? lines[index + 1] : ""
      index += take(lines[index], next: next)
    }
    close()
  }

  /// Takes a line and says how many were used up.
  private mutating func take(_ line: String, next: String) -> Int {
    let trimmed = trim(line)
    if let open = fence {
      if trimmed.hasPrefix(open) { fence = nil } else { add(trimmed, verbatim: true) }
      return 1
    }
    if trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~") {
      close()
      fence = String(trimmed.prefix(3))
      return 1
    }
    let visible = trim(withoutComments(trimmed))
    guard !visible.isEmpty else {
      if trimmed.isEmpty { close() }
      return 1
    }
    if let level = headingLevel(visible) {
      heading(visible.drop { $0 == "#" }, level)
      return 1
    }
    if block.isEmpty, tableRow == nil, isRow(visible), isDelimiter(trim(next)) {
      close()
      tableRow = 0
      row(visible)
      return 2
    }
    if tableRow != nil, isRow(visible) {
      row(visible)
      return 1
    }
    if let level = underline(trim(next)), block.isEmpty {
      heading(visible[...], level)
      return 2
    }
    return takeText(visible, indent: line.prefix { $0 == " " }.count)
  }

  private mutating func takeText(_ line: String, indent: Int) -> Int {
    tableRow = nil
    let text = line.drop { $0 == ">" || $0 == " " }
    if isRule(text) {
      close()
    } else if let note = afterFootnoteLabel(text) {
      close()
      part = .footnotes
      add(String(note))
    } else if isLinkDefinition(text) {
      close()
    } else if let item = afterListMark(text) {
      close()
      style = .item(indent / 2 + 1)
      numberItem(text, level: indent / 2 + 1)
      add(String(item))
    } else {
      add(String(text))
    }
    return 1
  }

  /// Items follow each other in one list; anything between them but items of a deeper level ends it.
  private mutating func numberItem(_ text: Substring, level: Int) {
    guard text.first?.isNumber == true else { return }
    let before = paragraphs.last { paragraph in
      if case .item(let deeper) = paragraph.style { deeper <= level } else { true }
    }
    if (paragraphs.last?.list ?? before?.list) == nil { lists += 1 }
    list = String(lists)
  }

  private mutating func add(_ text: String, verbatim: Bool = false) {
    block.append(verbatim ? text : plainInline(text))
  }

  private mutating func close() {
    let text = block.joined(separator: "\n")
    if !text.isEmpty {
      var paragraph = Paragraph(part: part, text: text, style: style)
      paragraph.list = list
      paragraphs.append(paragraph)
    }
    block = []
    list = nil
    part = .body
    style = .plain
    tableRow = nil
  }

  private mutating func heading(_ text: Substring, _ level: Int) {
    close()
    var text = trim(String(text))
    while text.last == "#" { text.removeLast() }
    paragraphs.append(
      Paragraph(part: .headings, text: plainInline(trim(text)), style: .heading(level)))
  }

  private mutating func row(_ line: String) {
    let number = tableRow ?? 0
    let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
      trim(String($0))
    }
    let inner = line.hasPrefix("|") ? cells.dropFirst() : cells[...]
    if number == 0 { tables += 1 }
    for (column, cell) in inner.enumerated() where !cell.isEmpty {
      paragraphs.append(
        Paragraph(
          part: .tables, text: plainInline(cell),
          style: .cell(table: tables - 1, row: number, column: column)))
    }
    tableRow = number + 1
  }

  /// Passes over a block between two lines `---` at the very start.
  private mutating func skipFrontMatter(_ lines: [String]) -> Int {
    guard let first = lines.first, trim(first) == "---" else { return 0 }
    guard
      let end = lines.indices.dropFirst().first(where: { ["---", "..."].contains(trim(lines[$0])) })
    else { return 0 }
    namesAuthor = lines[1..<end].contains(where: isTellingFrontMatter)
    return end + 1
  }

  /// A line without its HTML comments, whose text goes to the hidden part.
  private mutating func withoutComments(_ line: String) -> String {
    var visible = ""
    var rest = line[...]
    while !rest.isEmpty {
      let mark = inComment ? "-->" : "<!--"
      let found = rest.firstRange(of: mark)
      let piece = found.map { rest[..<$0.lowerBound] } ?? rest
      if inComment {
        if !trim(String(piece)).isEmpty {
          paragraphs.append(Paragraph(part: .hidden, text: String(piece)))
        }
      } else {
        visible += piece
      }
      guard let found else { break }
      inComment.toggle()
      rest = rest[found.upperBound...]
    }
    return visible
  }
}

/// Whether a line of front matter tells who wrote the text.
func isTellingFrontMatter(_ line: String) -> Bool {
  let key = line.lowercased().prefix { $0 != ":" }
  return ["author", "authors", "name", "email", "by", "student", "participant", "school"]
    .contains(trim(String(key)))
}
