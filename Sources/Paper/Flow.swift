import Documents

/// Turns blocks into slabs of a width, as the marking page turns them into elements.
struct Flow: ~Copyable {
  var setter = Typesetter()
  private var tags = TagCounter()
  /// The elements of the document in which the next slabs stand.
  private var path: [Tag] = []
  /// Pictures that cannot be shown.
  private(set) var missingPictures = 0
  /// What stands where the word limit falls.
  private let limit: String

  init(limit: String) { self.limit = limit }

  /// Slabs of some blocks; `style` is that of plain paragraphs here.
  mutating func slabs(
    of blocks: [Block], _ style: TextStyle = TextStyle(), width: Double
  ) -> [Slab] {
    var slabs: [Slab] = []
    var (hasNotes, lastLevel, wasItem) = (false, 2, false)
    var lists = OpenLists()
    for block in blocks {
      if !hasNotes, block.part == .footnotes || block.part == .endnotes {
        hasNotes = true
        slabs += notesHead(style, width: width)
      }
      var isItem = false
      switch block.kind {
      case .heading(let level):
        // Never a level left out, whatever the writer did.
        lastLevel = max(3, min(6, level + 2, lastLevel + 1))
        slabs += heading(block.runs, level: lastLevel, style, width: width)
      case .paragraph:
        slabs +=
          block.part == .textBoxes
          ? box(block, style, width: width)
          : paragraph(block.runs, style.of(block.part), width: width)
      case .item(let level, let number):
        isItem = true
        slabs += item(
          block, level: level, number: number, style, width: width, before: wasItem ? 2 : 6,
          &lists)
      case .table: slabs += table(block.rows, style, width: width)
      }
      wasItem = isItem
      if !isItem { lists = OpenLists() }
    }
    return slabs
  }

  /// One short text of ours, above the script.
  mutating func notice(_ text: String, width: Double) -> [Slab] {
    paragraph(
      [.text(text, bold: false, italic: false)], TextStyle(points: 9, isQuiet: true), width: width)
  }

  /// Slabs that stand in one more element of the document.
  mutating func within<Result>(_ name: String, _ body: (inout Flow) -> Result) -> Result {
    let outer = path
    path.append(tags.next(name))
    defer { path = outer }
    return body(&self)
  }

  private mutating func notesHead(_ style: TextStyle, width: Double) -> [Slab] {
    var rule = Slab(.rule, height: 1, before: 14)
    rule.keepsNext = true
    return [rule]
      + heading([.text("Notes", bold: false, italic: false)], level: 4, style, width: width)
  }

  private mutating func heading(
    _ runs: [Inline], level: Int, _ style: TextStyle, width: Double
  ) -> [Slab] {
    let points = [3: 15.0, 4: 12.5, 5: 11][level] ?? style.points
    var slabs = paragraph(
      runs, TextStyle(points: min(points, style.points * 1.45), isBold: true, leading: 1.25),
      width: width, before: level == 3 ? 16 : 12, as: "H\(level - 2)")
    for index in slabs.indices { slabs[index].keepsNext = true }
    return slabs
  }

  private mutating func item(
    _ block: Block, level: Int, number: Int?, _ style: TextStyle, width: Double, before: Double,
    _ lists: inout OpenLists
  ) -> [Slab] {
    let (label, body) = lists.item(level: max(level, 1), &tags)
    let outer = path
    path += body
    defer { path = outer }
    let indent = min(Double(max(level, 1)) * 18, width / 2)
    let mark = number.map { "\($0)." } ?? ["•", "◦", "▪"][(max(level, 1) - 1) % 3]
    let style = style.of(block.part)
    let leader = setter.set([TextPiece(text: mark)], style, width: width)[0]
    var slabs = paragraph(
      block.runs, style, width: width - indent, x: indent, before: before, keepsEmpty: true)
    // A number of many digits pushes into the margin before it pushes into the text.
    let x = max(0, indent - max(14, leader.width + 5))
    if case .line(let line, let at, _) = slabs[0].content {
      slabs[0].content = .line(line, x: at, leader: (leader, x, outer + label))
    }
    return slabs
  }

  private mutating func box(_ block: Block, _ style: TextStyle, width: Double) -> [Slab] {
    let inner = paragraph(block.runs, style, width: width - 2 * Slab.Row.padding)
    guard !inner.isEmpty else { return [] }
    return [Slab(Slab.Row(cells: [Slab.Row.Cell(x: 0, width: width, slabs: inner)]), before: 6)]
  }

  /// Lines, pictures and the place of the limit, each below the other.
  private mutating func paragraph(
    _ runs: [Inline], _ style: TextStyle, width: Double, x: Double = 0, before: Double = 6,
    keepsEmpty: Bool = false, as name: String = "P"
  ) -> [Slab] {
    var slabs: [Slab] = []
    var pieces: [TextPiece] = []
    for run in runs {
      switch run {
      case .text(let text, let bold, let italic):
        pieces.append(TextPiece(text: text.printable, isBold: bold, isItalic: italic))
      case .missing(let words): pieces.append(.missing(words))
      case .limit:
        slabs += lines(&pieces, style, width: width, x: x, as: name)
        slabs += limitSlab(width: width)
      case .picture(let picture):
        guard let size = PictureSize(of: picture) else {
          missingPictures += 1
          pieces.append(.missing(picture.description))
          continue
        }
        slabs += lines(&pieces, style, width: width, x: x, as: name)
        slabs.append(self.picture(picture, size, width: width, x: x))
      }
    }
    slabs += lines(&pieces, style, width: width, x: x, as: name)
    let startsWithLine = if case .line = slabs.first?.content { true } else { false }
    if keepsEmpty, !startsWithLine {
      let path = path + [tags.next(name)]
      slabs =
        setter.set([], style, width: width)
        .map { Slab(.line($0, x: x, leader: nil), path, height: $0.height) } + slabs
    }
    if !slabs.isEmpty { slabs[0].before = before }
    return slabs
  }

  /// The lines of what has gathered; never one of several alone on a page.
  private mutating func lines(
    _ pieces: inout [TextPiece], _ style: TextStyle, width: Double, x: Double, as name: String
  ) -> [Slab] {
    defer { pieces = [] }
    guard pieces.contains(where: { !$0.text.allSatisfy(\.isWhitespace) }) else { return [] }
    pieces[0].text = String(pieces[0].text.drop { $0 == " " })
    let path = path + [tags.next(name)]
    var slabs = setter.set(pieces, style, width: width)
      .map { Slab(.line($0, x: x, leader: nil), path, height: $0.height) }
    // Where a picture or the limit stands before it.
    slabs[0].before = 3
    if slabs.count > 1 {
      slabs[0].keepsNext = true
      slabs[slabs.count - 2].keepsNext = true
    }
    return slabs
  }

  private mutating func limitSlab(width: Double) -> [Slab] {
    let style = TextStyle(points: 8.5, isBold: true)
    let path = path + [tags.next("P")]
    var slabs = setter.set([TextPiece(text: limit)], style, width: width)
      .map { Slab(.limit($0), path, height: $0.height + 4, before: 4) }
    for index in slabs.indices { slabs[index].keepsNext = true }
    return slabs
  }

  /// As large as on a screen, and no larger than the page.
  private mutating func picture(
    _ picture: Picture, _ size: PictureSize, width: Double, x: Double
  ) -> Slab {
    let (across, down) = (Double(size.width) * 0.75, Double(size.height) * 0.75)
    let scale = min(1, width / across, Page.height * 0.6 / down)
    return Slab(
      .picture(picture, size, x: x, width: across * scale), path + [tags.next("Figure")],
      height: down * scale, before: 6)
  }
}

extension TextStyle {
  /// The style of a paragraph by where it stands.
  fileprivate func of(_ part: DocumentPart) -> TextStyle {
    var style = self
    switch part {
    case .captions:
      style.points *= 0.92
      style.isQuiet = true
    case .references, .footnotes, .endnotes: style.points *= 0.92
    default: break
    }
    return style
  }
}

extension TextPiece {
  /// What stands in place of a picture.
  static func missing(_ words: String) -> TextPiece {
    let words = words.isEmpty ? "" : ": \(words.printable)"
    return TextPiece(
      text: "[A picture that cannot be shown here\(words)]", isItalic: true, isQuiet: true)
  }
}

extension String {
  /// The text without signs that steer a machine.
  fileprivate var printable: String {
    guard !unicodeScalars.allSatisfy(\.isPrintable) else { return self }
    return String(UnicodeScalarView(unicodeScalars.filter(\.isPrintable)))
  }
}

extension Unicode.Scalar {
  fileprivate var isPrintable: Bool {
    if (0x20..<0x7F).contains(value) || self == "\n" || self == "\t" { return true }
    return properties.generalCategory != .control
  }
}
