import Documents

extension Flow {
  /// Rows of cells; with too many columns for a page the cells of a row stand below each other.
  mutating func table(
    _ rows: [[[Block]]], _ style: TextStyle, width: Double
  ) -> [Slab] {
    within("Table") { $0.rows(rows, style, width: width) }
  }

  private mutating func rows(
    _ rows: [[[Block]]], _ style: TextStyle, width: Double
  ) -> [Slab] {
    var style = style
    style.points = max(style.points * 0.95, 8)
    var width = width
    var widths = columnWidths(rows, style, width: width)
    if widths.isTight, width == Page.width {
      // The margin is worth less than words in one piece.
      (width, style.points) = (Page.widest, 8.5)
      widths = columnWidths(rows, style, width: width)
    }
    let hasHead = rows.count > 1 && rows[0].allSatisfy { !$0.isEmpty }
    var slabs: [Slab] = []
    for (number, row) in rows.enumerated() {
      let isHead = hasHead && number == 0
      var look = style
      look.isBold = style.isBold || isHead
      let cells = within("TR") {
        $0.cells(row, look, widths.columns, width: width, as: isHead ? "TH" : "TD")
      }
      var slab = Slab(Slab.Row(cells: cells), before: number == 0 ? 8 : 0)
      slab.keepsNext = isHead && slab.height < Page.height * 0.25
      slabs.append(slab)
    }
    return slabs
  }

  private mutating func cells(
    _ row: [[Block]], _ style: TextStyle, _ columns: [Double], width: Double, as name: String
  ) -> [Slab.Row.Cell] {
    let pad = 2 * Slab.Row.padding
    func cell(_ blocks: [Block], _ wide: Double, _ flow: inout Flow) -> [Slab] {
      flow.within(name) { $0.slabs(of: blocks, style, width: wide - pad) }
    }
    if columns.isEmpty {
      let inner = row.flatMap { cell($0, width, &self) }
      return [Slab.Row.Cell(x: 0, width: width, slabs: inner)]
    }
    var (x, cells) = (0.0, [Slab.Row.Cell]())
    for (blocks, wide) in zip(row, columns) {
      cells.append(Slab.Row.Cell(x: x, width: wide, slabs: cell(blocks, wide, &self)))
      x += wide
    }
    return cells
  }

  /// Widths that give each column its longest word, and share the rest by what stands in it; none
  /// where columns would be too narrow to read.
  private func columnWidths(
    _ rows: [[[Block]]], _ style: TextStyle, width: Double
  ) -> (columns: [Double], isTight: Bool) {
    let columns = rows.map(\.count).max() ?? 0
    let narrowest = 24.0
    guard columns > 0, width / Double(columns) >= narrowest else {
      return ([], columns > 0)
    }
    var least = [Double](repeating: narrowest, count: columns)
    var wished = least
    let pad = 2 * Slab.Row.padding
    for row in rows {
      for (column, cell) in row.enumerated() {
        let (word, line) = cell.longest
        least[column] = max(least[column], Double(word) * style.points * 0.62 + pad)
        wished[column] = max(wished[column], Double(line) * style.points * 0.55 + pad + 4)
      }
    }
    least = least.map { min($0, max(narrowest, width * 0.4)) }
    wished = zip(least, wished).map { max($0, $1) }
    let (fewest, most) = (least.reduce(0, +), wished.reduce(0, +))
    if most <= width {
      let scale = max(1, width * 0.6 / most)
      return (wished.map { $0 * scale }, false)
    }
    if fewest >= width { return (least.map { $0 * width / fewest }, true) }
    let share = (width - fewest) / (most - fewest)
    return (zip(least, wished).map { $0 + ($1 - $0) * share }, false)
  }
}

extension [Block] {
  /// How many letters the longest word has, and the longest paragraph.
  fileprivate var longest: (word: Int, line: Int) {
    var (word, line) = (0, 0)
    for block in self {
      let text = block.plainText
      line = Swift.max(line, text.unicodeScalars.count)
      let words = text.unicodeScalars.split { $0.properties.isWhitespace }
      word = Swift.max(word, words.map(\.count).max() ?? 0)
      for cell in block.rows.joined() {
        let inner = cell.longest
        (word, line) = (Swift.max(word, inner.word), Swift.max(line, inner.line * 2))
      }
      if block.runs.contains(where: \.isPicture) { line = Swift.max(line, 60) }
    }
    return (word, line)
  }
}

extension Inline {
  fileprivate var isPicture: Bool { if case .picture = self { true } else { false } }
}
