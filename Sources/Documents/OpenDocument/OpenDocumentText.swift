import Markup

/// Gathers the paragraphs of an ODT from the events of `content.xml` or `styles.xml`.
struct OpenDocumentText {
  /// A paragraph that has begun; frames and notes within it nest them.
  private struct Open {
    let container: DocumentPart
    let style: String?
    let level: Int?
    let cell: Paragraph.Style?
    let listLevel: Int
    let list: String?
    var text = ""
    var concealed = ConcealedText()
    var runs: [Paragraph.Run] = []
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

  private(set) var paragraphs: [Paragraph] = []
  /// Charts and equations that stand in parts of their own, and where.
  private(set) var objects: [(name: String, container: DocumentPart)] = []
  private let home: DocumentPart
  private let styles: OpenDocumentStyles
  private var look: OpenDocumentLook
  /// Words in white or nearly so on something that cannot be told.
  private(set) var doubtfulWords = 0
  private var open: [Open] = []
  private var containers: [DocumentPart] = []
  private var tables: [Table] = []
  private var tableCount = 0
  private var listLevel = 0
  /// The outermost list that we are in: its style, and which list of the document it is.
  private var list: String?
  private var listCount = 0
  /// How each open span is set.
  private var spans: [(bold: Bool, italic: Bool)] = []
  private var isDescribing = false
  /// How many equations are open.
  private var equations = 0
  private var depth = 0
  private var skipsAbove: Int?
  /// Whether each open span or section hides.
  private var hiding: [Bool] = []

  init(home: DocumentPart = .body, styles: OpenDocumentStyles, looks: OpenDocumentLooks) {
    self.home = home
    self.styles = styles
    look = OpenDocumentLook(looks)
  }

  mutating func take(_ event: MarkupEvent) {
    switch event {
    case .start(let name, let attributes, _):
      depth += 1
      guard skipsAbove == nil else { return }
      start(name, attributes)
      if skipsAbove == nil { look.start(name, attributes) }
    case .text(let text, _):
      if skipsAbove == nil {
        append(equations > 0 ? text.filter { !$0.isWhitespace } : text)
      } else if isDescribing {
        describe(text)
      }
    case .end(let name, _):
      if let skipped = skipsAbove {
        if depth == skipped {
          skipsAbove = nil
          isDescribing = false
        }
      } else {
        end(name)
        look.end(name)
      }
      depth -= 1
    }
  }

  private mutating func start(_ name: String, _ attributes: MarkupAttributes) {
    if let container = container(name, attributes) {
      containers.append(container)
      return
    }
    switch name {
    case "text:p", "text:h": begin(name, attributes)
    case "math:math":
      equations += 1
      begin(name, attributes)
    case "text:span":
      hiding.append(hides("text", attributes["text:style-name"]))
      spans.append(styles.setting(ofSpan: attributes["text:style-name"]))
    case "text:section":
      hiding.append(
        attributes["text:display"] == "none" || hides("section", attributes["text:style-name"]))
    case "table:table":
      containers.append(container == .body ? .tables : container)
      tables.append(Table(number: tableCount))
      tableCount += 1
    case "table:table-row": if !tables.isEmpty { tables[tables.count - 1].nextRow() }
    case "table:table-cell", "table:covered-table-cell":
      // The numbers of a chart are drawn, not written.
      let isNumber = attributes["office:value-type"] != "string"
      if home == .charts, isNumber { skipsAbove = depth }
      if !tables.isEmpty { tables[tables.count - 1].column += 1 }
    case "text:list": beginList(attributes["text:style-name"])
    case "draw:image": picture(attributes["xlink:href"])
    case "draw:object":
      if let name = attributes["xlink:href"], !hiding.contains(true) {
        objects.append((name, container))
      }
    case "text:s": append(" ")
    case "text:tab": append("\t")
    case "text:line-break": append("\n")
    case "text:hidden-text", "text:conditional-text": appendHidden(attributes)
    case "text:hidden-paragraph": if !open.isEmpty { hideParagraph() }
    // What is no text of the document: labels of notes, marks of changes, descriptions, forms.
    case "math:annotation", "math:annotation-xml", "text:note-citation", "text:change-start",
      "text:change-end", "text:change",
      "office:change-info", "svg:title", "svg:desc", "text:ruby-text", "office:forms",
      "office:binary-data", "dc:creator", "dc:date", "meta:creator-initials",
      "text:sequence-decls", "text:variable-decls", "text:user-field-decls":
      skipsAbove = depth
      isDescribing = name == "svg:title" || name == "svg:desc"
    default: return
    }
  }

  private mutating func beginList(_ style: String?) {
    listLevel += 1
    guard listLevel == 1 else { return }
    listCount += 1
    list = "\(style ?? "") \(listCount)"
  }

  private mutating func picture(_ name: String?) {
    guard let name, !open.isEmpty, !hiding.contains(true) else { return }
    open[open.count - 1].runs.append(Paragraph.Run(text: "", picture: name))
  }

  /// The title or description of the frame that the last picture stands in.
  private mutating func describe(_ text: String) {
    guard let runs = open.last?.runs, let last = runs.last, last.picture != nil else { return }
    open[open.count - 1].runs[runs.count - 1].text += last.text.isEmpty ? text : ". " + text
  }

  /// Elements that say to which part their paragraphs belong.
  private func container(_ name: String, _ attributes: MarkupAttributes) -> DocumentPart? {
    switch name {
    case "office:text": .body
    case "style:header", "style:header-left", "style:header-first", "loext:header-first": .headers
    case "style:footer", "style:footer-left", "style:footer-first", "loext:footer-first": .footers
    case "text:note": attributes["text:note-class"] == "endnote" ? .endnotes : .footnotes
    case "office:annotation": .comments
    case "text:tracked-changes": .deletions
    case "text:bibliography": container == .body ? .references : container
    case "draw:text-box", "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:line",
      "draw:polygon", "draw:path", "draw:connector", "draw:caption":
      container == .body || container == .tables ? .textBoxes : container
    default: nil
    }
  }

  private mutating func end(_ name: String) {
    switch name {
    case "text:p", "text:h": finishParagraph()
    case "math:math":
      equations -= 1
      finishParagraph()
    case "text:span":
      _ = hiding.popLast()
      _ = spans.popLast()
    case "text:section": _ = hiding.popLast()
    case "table:table":
      _ = containers.popLast()
      _ = tables.popLast()
    case "text:list": listLevel -= 1
    case _ where container(name, MarkupAttributes()) != nil: _ = containers.popLast()
    default: return
    }
  }

  private var container: DocumentPart { containers.last ?? home }

  private mutating func begin(_ name: String, _ attributes: MarkupAttributes) {
    let level = name == "text:h" ? attributes["text:outline-level"].flatMap { Int($0) } ?? 1 : nil
    let style = attributes["text:style-name"]
    var cell: Paragraph.Style?
    if container == .tables, let table = tables.last {
      cell = .cell(table: table.number, row: max(0, table.row), column: max(0, table.column))
    }
    open.append(
      Open(
        container: container, style: style, level: level, cell: cell, listLevel: listLevel,
        list: listLevel > 0 ? list : nil))
    hiding.append(hides("paragraph", style))
  }

  private func hides(_ family: String, _ style: String?) -> Bool {
    styles.isHidden(family, style) ?? false
  }

  private mutating func append(_ text: String) {
    guard !open.isEmpty else { return }
    let last = open.count - 1
    if hiding.contains(true) { return conceal(text, .hidden) }
    // A blank is not seen anyway, and parts words whatever its colour.
    let visibility = text.allSatisfy(\.isWhitespace) ? .seen : look.visibility()
    if case .concealed(let how) = visibility { return conceal(text, how) }
    if visibility == .doubtful { doubtfulWords += countWords(text) }
    open[last].text += text
    open[last].runs.append(
      text, bold: spans.contains(where: \.bold), italic: spans.contains(where: \.italic))
  }

  /// Sets text apart that nobody can read.
  ///
  /// Where it stood in the colour of the page, a reader sees a gap between words.
  private mutating func conceal(_ text: String, _ how: Concealment) {
    let last = open.count - 1
    if how == .pale, let end = open[last].text.last, !end.isWhitespace {
      open[last].text += " "
      open[last].runs.append(" ", bold: false, italic: false)
    }
    open[last].concealed.add(text, how, behind: open[last].text.utf8.count)
  }

  private mutating func appendHidden(_ attributes: MarkupAttributes) {
    skipsAbove = depth
    if !open.isEmpty { conceal(attributes["text:string-value"] ?? "", .hidden) }
  }

  private mutating func hideParagraph() {
    if !hiding.isEmpty { hiding[hiding.count - 1] = true }
  }

  private mutating func finishParagraph() {
    guard let done = open.popLast() else { return }
    _ = hiding.popLast()
    if !done.text.isEmpty || done.runs.hasPicture {
      let (part, style) = place(done)
      var paragraph = Paragraph(part: part, text: done.text, style: style)
      paragraph.runs = done.runs
      paragraph.list = done.list
      paragraphs.append(paragraph)
    }
    paragraphs += done.concealed.paragraphs
  }

  private func place(_ done: Open) -> (DocumentPart, Paragraph.Style) {
    let mayBeCaption = [.body, .textBoxes, .tables].contains(done.container)
    if mayBeCaption, styles.isCaption(done.style) { return (.captions, .plain) }
    guard done.container == .body else { return (done.container, done.cell ?? .plain) }
    if let level = done.level { return (.headings, .heading(max(1, min(9, level)))) }
    if styles.isTitle(done.style) { return (.headings, .title) }
    return (.body, done.listLevel > 0 ? .item(done.listLevel) : .plain)
  }
}
