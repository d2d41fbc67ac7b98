/// Puts paragraphs that know their place in a table together again, and numbers lists.
struct LayoutBuilder {
  private let paragraphs: [Paragraph]
  /// Where each table ends.
  private var ends: [Int: Int] = [:]
  /// The bytes of a picture by the name that the document gives it.
  var picture: (String) -> [UInt8]? = { _ in nil }
  /// Whether a level of a list counts its items.
  var counts: (_ list: String, _ level: Int) -> Bool = { _, _ in false }

  /// The parts that a reader sees, in their order.
  private static let flow: Set<DocumentPart> = [
    .body, .headings, .tables, .textBoxes, .captions, .references,
  ]
  private static let notes: Set<DocumentPart> = [.footnotes, .endnotes]

  init(_ read: [Paragraph]) {
    let notes = read.filter { Self.notes.contains($0.part) }
    paragraphs = read.filter { Self.flow.contains($0.part) } + notes
    for (index, paragraph) in paragraphs.enumerated() {
      if case .cell(let table, _, _) = paragraph.style { ends[table] = index }
    }
  }

  var blocks: [Block] {
    var numbers = ListNumbers(counts: counts)
    return blocks(Array(paragraphs.indices), skipping: nil, &numbers)
  }

  /// The blocks of some paragraphs; cells of the table `skipping` are plain, since we are in one.
  private func blocks(
    _ indices: [Int], skipping: Int?, _ numbers: inout ListNumbers
  ) -> [Block] {
    var blocks: [Block] = []
    var position = 0
    while position < indices.count {
      let paragraph = paragraphs[indices[position]]
      if case .cell(let table, _, _) = paragraph.style, table != skipping {
        // Whatever stands before the table's last paragraph is inside the table.
        let end = ends[table] ?? indices[position]
        let inside = indices[position...].prefix { $0 <= end }
        blocks.append(tableBlock(table, Array(inside), part: paragraph.part, &numbers))
        position += inside.count
      } else {
        blocks.append(block(paragraph, &numbers))
        position += 1
      }
    }
    return blocks
  }

  private func tableBlock(
    _ table: Int, _ indices: [Int], part: DocumentPart, _ numbers: inout ListNumbers
  ) -> Block {
    var rows: [(number: Int, cells: [Int: [Int]])] = []
    var column = 0
    for index in indices {
      if case .cell(table, let row, let here) = paragraphs[index].style {
        if rows.last?.number != row { rows.append((row, [:])) }
        column = here
      }
      guard !rows.isEmpty else { continue }
      rows[rows.count - 1].cells[column, default: []].append(index)
    }
    let laid = rows.map { row in
      (0...(row.cells.keys.max() ?? 0)).map { column in
        blocks(row.cells[column] ?? [], skipping: table, &numbers)
      }
    }
    return Block(.table, part: part, rows: laid)
  }

  private func block(_ paragraph: Paragraph, _ numbers: inout ListNumbers) -> Block {
    let kind: Block.Kind =
      switch paragraph.style {
      case .plain where paragraph.part == .headings: .heading(level: 2)
      case .plain, .cell: .paragraph
      case .title: .heading(level: 1)
      case .heading(let level): .heading(level: level)
      case .item(let level): .item(level: level, number: numbers.next(paragraph.list, level))
      }
    return Block(kind, part: paragraph.part, runs: inlines(of: paragraph))
  }

  private func inlines(of paragraph: Paragraph) -> [Inline] {
    guard !paragraph.runs.isEmpty else {
      return [.text(paragraph.text, bold: false, italic: false)]
    }
    return paragraph.runs.map { run in
      guard let name = run.picture else {
        return .text(run.text, bold: run.isBold, italic: run.isItalic)
      }
      let shown = picture(name).flatMap { Picture($0, description: run.text) }
      return shown.map { .picture($0) } ?? .missing(run.text)
    }
  }
}

/// Counts the items of lists as a word processor does: a deeper level begins anew under each item.
struct ListNumbers {
  let counts: (_ list: String, _ level: Int) -> Bool
  private var reached: [String: [Int: Int]] = [:]

  init(counts: @escaping (_ list: String, _ level: Int) -> Bool) { self.counts = counts }

  mutating func next(_ list: String?, _ level: Int) -> Int? {
    guard let list, counts(list, level) else { return nil }
    var levels = reached[list] ?? [:]
    let number = (levels[level] ?? 0) + 1
    levels = levels.filter { $0.key < level }
    levels[level] = number
    reached[list] = levels
    return number
  }
}
