import Markup

/// Gathers the paragraphs of one part of a Word document from its events.
struct WordText {
  /// A paragraph that has begun and not yet ended; text boxes nest them.
  private struct Open {
    let container: DocumentPart
    let cell: Paragraph.Style?
    var text = ""
    var deleted = ""
    var concealed = ConcealedText()
    var style: String?
    var outline: Int?
    var listLevel: Int?
    var list: String?
    var runs: [Paragraph.Run] = []

    /// Sets text apart that nobody can read.
    ///
    /// Where it stood in the colour of the page, a reader sees a gap between words.
    mutating func conceal(_ more: String, _ how: Concealment) {
      if how == .pale, let last = text.last, !last.isWhitespace {
        text += " "
        runs.append(" ", bold: false, italic: false)
      }
      concealed.add(more, how, behind: text.utf8.count)
    }
  }

  private struct Table {
    let number: Int
    var row = -1
    var column = -1

    mutating func nextRow() {
      row += 1
      column = -1
    }
  }

  /// The run that we are in.
  private struct Run {
    var isOpen = false
    var inProperties = false
    var isBold = false
    var isItalic = false
  }

  /// Where a field is: its instruction is no text, its result is.
  private enum Field { case instruction, result }

  private(set) var paragraphs: [Paragraph] = []
  private let home: DocumentPart
  private let styles: WordStyles
  private var look: WordLook
  /// Words in white or nearly so on something that cannot be told.
  private(set) var doubtfulWords = 0
  private var open: [Open] = []
  private var containers: [DocumentPart] = []
  private var tables: [Table] = []
  private var tableCount = 0
  private var fields: [Field] = []
  /// How many of the fields are still at their instruction.
  private var instructions = 0
  private var deletions = 0
  private var bibliographies: [Bool] = []
  private var depth = 0
  private var skipsAbove: Int?
  /// For each `mc:AlternateContent`: whether a choice was taken.
  private var choices: [Bool] = []
  private var run = Run()
  /// The runs that text boxes interrupt.
  private var interrupted: [Run] = []
  private var inText = false
  /// Whether a chart has said its categories.
  private var hasCategories = false
  /// How deep an equation lies that stands in no paragraph.
  private var looseMath: Int?
  /// What describes the next picture.
  private var description = ""

  init(home: DocumentPart, styles: WordStyles, look: WordLook) {
    self.home = home
    self.styles = styles
    self.look = look
    containers = [home]
  }

  mutating func take(_ event: MarkupEvent) {
    switch event {
    case .start(let name, let attributes, _):
      depth += 1
      guard skipsAbove == nil else { return }
      start(name, attributes)
      if skipsAbove == nil { look.start(name, attributes) }
    case .text(let text, _):
      guard skipsAbove == nil else { return }
      if inText { append(text) } else { look.take(text) }
    case .end(let name, _):
      if let skipped = skipsAbove {
        if depth == skipped { skipsAbove = nil }
      } else {
        end(name)
        look.end(name)
      }
      depth -= 1
    }
  }

  private mutating func start(_ name: String, _ attributes: MarkupAttributes) {
    switch name {
    case "w:p": open.append(Open(container: container, cell: cell))
    // Text within a drawing, of a shape or a diagram.
    case "a:p": open.append(Open(container: drawn, cell: nil))
    case "w:t", "w:delText", "m:t", "a:t": inText = true
    case "c:v", "cx:v", "cx:pt":
      open.append(Open(container: drawn, cell: nil))
      inText = true
    case "c:cat":
      // Each series says the categories again; they are drawn once.
      if hasCategories { skipsAbove = depth }
      hasCategories = true
    case "c:numCache", "c:numLit", "cx:numDim", "cx:txPr": skipsAbove = depth
    case "m:oMathPara", "m:oMath":
      // An equation may stand between paragraphs.
      if open.isEmpty {
        open.append(Open(container: container, cell: nil))
        looseMath = depth
      }
    case "w:sym": append(symbol(attributes))
    case "v:textpath": wordArt(attributes["string"])
    case "w:r", "a:r", "m:r": run = Run(isOpen: true)
    case "w:rPr": run.inProperties = run.isOpen
    case "w:tab", "w:ptab": if run.isOpen, !run.inProperties { append("\t") }
    case "w:br", "w:cr", "a:br": append("\n")
    case "w:noBreakHyphen": append("\u{2011}")
    case "w:del", "w:moveFrom": deletions += 1
    case "w:txbxContent":
      containers.append(home == .body ? .textBoxes : home)
      interrupted.append(run)
    case "w:tbl": beginTable()
    case "w:tr": if !tables.isEmpty { tables[tables.count - 1].nextRow() }
    case "w:tc": if !tables.isEmpty { tables[tables.count - 1].column += 1 }
    case "w:fldChar": field(attributes["w:fldCharType"])
    case "w:sdt": bibliographies.append(false)
    case "w:bibliography": markBibliography()
    case "w:docPartGallery": if attributes["w:val"] == "Bibliographies" { markBibliography() }
    case "mc:AlternateContent": choices.append(false)
    case "mc:Choice": choose(requires: attributes["Requires"])
    case "mc:Fallback": if choices.last == true { skipsAbove = depth }
    // Instructions and ruby are no text of the document, what was set before is not set now.
    case "w:instrText", "w:delInstrText", "w:rt", "w:rPrChange", "w:pPrChange", "w:tblPrChange",
      "w:tblPrExChange", "w:trPrChange", "w:tcPrChange", "w:sectPrChange":
      skipsAbove = depth
    case "wp:docPr": description = attributes["descr"] ?? ""
    case "a:blip": picture(attributes["r:embed"])
    case "v:imagedata": picture(attributes["r:id"])
    case "w:footnote", "w:endnote":
      // Separators are drawn, not written.
      if let type = attributes["w:type"], type != "normal" { skipsAbove = depth }
    default: property(name, attributes)
    }
  }

  private mutating func property(_ name: String, _ attributes: MarkupAttributes) {
    guard !open.isEmpty else { return }
    let last = open.count - 1
    switch name {
    case "w:pStyle": open[last].style = attributes["w:val"]
    case "w:outlineLvl": open[last].outline = attributes["w:val"].flatMap { Int($0) }
    case "w:numPr": open[last].listLevel = open[last].listLevel ?? 0
    case "w:numId": open[last].list = attributes["w:val"]
    case "w:ilvl": open[last].listLevel = attributes["w:val"].flatMap { Int($0) }
    case "w:b": if run.inProperties { run.isBold = isOn(attributes["w:val"]) }
    case "w:i": if run.inProperties { run.isItalic = isOn(attributes["w:val"]) }
    default: return
    }
  }

  private mutating func end(_ name: String) {
    switch name {
    case "w:p", "a:p": finishParagraph()
    case "w:t", "w:delText", "m:t", "a:t": inText = false
    case "c:v", "cx:v", "cx:pt":
      inText = false
      finishParagraph()
    case "m:oMathPara", "m:oMath":
      if looseMath == depth {
        looseMath = nil
        finishParagraph()
      }
    case "w:r", "a:r", "m:r": run = Run()
    case "w:rPr": run.inProperties = false
    case "w:del", "w:moveFrom": deletions -= 1
    case "w:txbxContent":
      containers.removeLast()
      run = interrupted.popLast() ?? Run()
      inText = false
    case "w:tbl":
      containers.removeLast()
      tables.removeLast()
    case "w:sdt": _ = bibliographies.popLast()
    case "mc:AlternateContent": _ = choices.popLast()
    default: return
    }
  }

  private mutating func beginTable() {
    // A table in a text box, a note or a header counts where that stands.
    containers.append(container == .body ? .tables : container)
    tables.append(Table(number: tableCount))
    tableCount += 1
  }

  private mutating func field(_ type: String?) {
    switch type {
    case "begin":
      fields.append(.instruction)
      instructions += 1
    case "separate":
      guard let field = fields.popLast() else { return }
      if field == .instruction { instructions -= 1 }
      fields.append(.result)
    default: if fields.popLast() == .instruction { instructions -= 1 }
    }
  }

  private mutating func markBibliography() {
    if !bibliographies.isEmpty { bibliographies[bibliographies.count - 1] = true }
  }

  private mutating func choose(requires: String?) {
    let needed = (requires ?? "").split(separator: " ").map(String.init)
    guard choices.last == false, needed.allSatisfy(knownExtensions.contains) else {
      skipsAbove = depth
      return
    }
    choices[choices.count - 1] = true
  }

  private mutating func append(_ text: String) {
    guard !open.isEmpty, instructions == 0 else { return }
    let last = open.count - 1
    if deletions > 0 {
      open[last].deleted += text
      return
    }
    // A blank is not seen anyway, and parts words whatever its colour.
    let visibility = text.allSatisfy(\.isWhitespace) ? .seen : look.visibility()
    if case .concealed(let how) = visibility { return open[last].conceal(text, how) }
    if visibility == .doubtful { doubtfulWords += countWords(text) }
    open[last].text += text
    open[last].runs.append(text, bold: run.isBold, italic: run.isItalic)
  }

  private mutating func picture(_ name: String?) {
    defer { description = "" }
    guard let name, !open.isEmpty, deletions == 0 else { return }
    open[open.count - 1].runs.append(Paragraph.Run(text: description, picture: name))
  }

  /// The text of WordArt of before 2010, which stands in an attribute.
  private mutating func wordArt(_ text: String?) {
    guard let text, !text.isEmpty, deletions == 0 else { return }
    paragraphs.append(Paragraph(part: drawn, text: text))
  }

  /// A character given by its number in a font; those of the symbol fonts are no letters.
  private func symbol(_ attributes: MarkupAttributes) -> String {
    guard var value = attributes["w:char"].flatMap({ UInt32($0, radix: 16) }) else { return "" }
    let font = (attributes["w:font"] ?? "").lowercased()
    let isSymbolic = ["symbol", "wingdings", "webdings", "mt extra", "marlett"].contains {
      font.hasPrefix($0)
    }
    if !isSymbolic, (0xF000...0xF0FF).contains(value) { value -= 0xF000 }
    if isSymbolic, value < 0x100 { value += 0xF000 }
    return Unicode.Scalar(value).map { String(Character($0)) } ?? ""
  }

  private var container: DocumentPart { containers.last ?? home }

  /// Where text counts that stands within a drawing.
  private var drawn: DocumentPart {
    [.body, .tables].contains(container) ? .textBoxes : container
  }

  private var cell: Paragraph.Style? {
    guard container == .tables, let table = tables.last else { return nil }
    return .cell(table: table.number, row: max(0, table.row), column: max(0, table.column))
  }

  private mutating func finishParagraph() {
    guard let done = open.popLast() else { return }
    if !done.text.isEmpty || done.runs.hasPicture {
      let (part, style) = place(done)
      var paragraph = Paragraph(part: part, text: done.text, style: style)
      paragraph.runs = done.runs
      paragraph.list = done.list ?? styles.list(of: done.style)
      paragraphs.append(paragraph)
    }
    if !done.deleted.isEmpty { paragraphs.append(Paragraph(part: .deletions, text: done.deleted)) }
    paragraphs += done.concealed.paragraphs
  }

  /// Which part a paragraph belongs to, and how it is set.
  private func place(_ done: Open) -> (DocumentPart, Paragraph.Style) {
    let role = styles.role(of: done.style)
    let mayBeCaption = [.body, .textBoxes, .tables].contains(done.container)
    if role == .caption, mayBeCaption { return (.captions, .plain) }
    guard done.container == .body else { return (done.container, done.cell ?? .plain) }
    if role == .bibliography || bibliographies.contains(true) && !role.isHeading {
      return (.references, .plain)
    }
    if let outline = done.outline, (0...8).contains(outline) {
      return (.headings, .heading(outline + 1))
    }
    if done.outline == nil, case .heading(let level) = role { return (.headings, .heading(level)) }
    if role == .title { return (.headings, .title) }
    if let level = done.listLevel { return (.body, .item(level + 1)) }
    if case .item(let level) = role { return (.body, .item(level)) }
    return (.body, .plain)
  }
}

extension WordStyles.Role {
  var isHeading: Bool {
    if case .heading = self { true } else { false }
  }
}
