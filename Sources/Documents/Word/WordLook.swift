import Markup

/// Follows how the text of one part of a Word document looks, to know what of it nobody can read.
struct WordLook {
  /// A paragraph that has begun; those of a text box stand in a run of another.
  private struct Paragraph {
    /// Whether it belongs to a drawing, which has colours of its own.
    let isDrawn: Bool
    var style: String?
    var ground: Ground?
    var line: Double?
    var place = Place.none
    var inRun = false
    var runStyle: String?
    var own = Appearance()
    /// What the run came to; nil until it is asked for.
    var judged: Visibility?
  }

  private enum Place { case none, paragraph, mark, run }

  private let styles: WordLooks
  private var paragraphs: [Paragraph] = []
  /// What cells, tables and text boxes lay behind what stands in them, innermost last.
  private var grounds: [Ground]
  /// For each open row: whether it is too low to show anything.
  private var lowRows: [Bool] = []
  private var fill = WordFill()
  private var inTableProperties = false
  private var shapes: WordShapes
  /// What styles make of text, by the styles of its paragraph and run.
  private struct Based {
    let paragraph: String?
    let run: String?
    let look: Appearance
    let ground: Ground?
    let line: Double?
  }

  /// What the few styles came to that text alternates between.
  private var known: [Based] = []

  init(_ styles: WordLooks, page: WordPage = WordPage()) {
    self.styles = styles
    grounds = [styles.page]
    shapes = WordShapes(page)
  }

  mutating func start(_ name: String, _ attributes: MarkupAttributes) {
    shapes.start(name, attributes, styles.theme)
    switch name {
    case "w:p", "a:p": paragraphs.append(Paragraph(isDrawn: name == "a:p"))
    case "w:tbl": grounds.append(ground)
    case "w:tblStyle":
      if styles.isColouring(table: attributes["w:val"] ?? "") { shade(.unknown) }
    case "w:tr": lowRows.append(false)
    case "w:tc": grounds.append(ground)
    case "w:tblPr", "w:tcPr": inTableProperties = true
    case "w:shd" where inTableProperties:
      if let ground = styles.ground(attributes) { shade(ground) }
    case "w:trHeight":
      let height = attributes["w:val"].flatMap { Double($0) }.map { $0 / 20 }
      guard attributes["w:hRule"] == "exact", !lowRows.isEmpty, let height else { return }
      lowRows[lowRows.count - 1] = height < Appearance.leastPoints
    case "w:txbxContent": grounds.append(shapes.enter())
    default: property(name, attributes)
    }
  }

  mutating func end(_ name: String) {
    shapes.end(name)
    switch name {
    case "w:p", "a:p": _ = paragraphs.popLast()
    case "w:tbl", "w:tc": if grounds.count > 1 { grounds.removeLast() }
    case "w:tr": _ = lowRows.popLast()
    case "w:tblPr", "w:tcPr": inTableProperties = false
    case "w:txbxContent":
      if grounds.count > 1 { grounds.removeLast() }
      shapes.leave()
    case "w:pPr": change { $0.place = .none }
    case "w:rPr": change { $0.place = $0.place == .mark ? .paragraph : .none }
    case "w:r": change { $0.inRun = false }
    case "w14:textFill", "w14:textOutline": fill.end(name)
    default: return
    }
  }

  mutating func take(_ text: String) { shapes.take(text) }

  /// Whether text that comes now can be seen.
  mutating func visibility() -> Visibility {
    guard let paragraph = paragraphs.last else { return .seen }
    if let judged = paragraph.judged { return judged }
    let judged = judge(paragraph)
    paragraphs[paragraphs.count - 1].judged = judged
    return judged
  }

  private mutating func judge(_ paragraph: Paragraph) -> Visibility {
    if let box = shapes.concealment { return .concealed(box) }
    if paragraph.isDrawn { return .seen }
    if lowRows.contains(true) { return .concealed(.squeezed) }
    let based = based(paragraph.style, paragraph.runStyle)
    var look = paragraph.own
    look.inherit(based.look)
    if let height = paragraph.line ?? based.line, height < Appearance.leastPoints {
      return .concealed(.squeezed)
    }
    return look.visibility(
      on: paragraph.ground ?? based.ground ?? self.ground, points: WordLooks.points)
  }

  private mutating func based(_ paragraph: String?, _ run: String?) -> Based {
    if let found = known.last(where: { $0.paragraph == paragraph && $0.run == run }) {
      return found
    }
    let (ground, line) = styles.paragraph(paragraph)
    let based = Based(
      paragraph: paragraph, run: run, look: styles.look(paragraph: paragraph, run: run),
      ground: ground, line: line)
    if known.count == 8 { known.removeFirst() }
    known.append(based)
    return based
  }

  private var ground: Ground { grounds.last ?? styles.page }

  private mutating func shade(_ ground: Ground) { grounds[grounds.count - 1] = ground }

  private mutating func change(_ body: (inout Paragraph) -> Void) {
    guard !paragraphs.isEmpty else { return }
    body(&paragraphs[paragraphs.count - 1])
  }

  private mutating func property(_ name: String, _ attributes: MarkupAttributes) {
    guard let paragraph = paragraphs.last else { return }
    switch name {
    case "w:r":
      fill.reset()
      change {
        ($0.inRun, $0.runStyle, $0.own, $0.judged) = (true, nil, Appearance(), nil)
      }
    case "w:pPr": if !paragraph.inRun { change { $0.place = .paragraph } }
    case "w:rPr": change { $0.place = $0.inRun ? .run : .mark }
    case _ where paragraph.place == .paragraph: paragraphProperty(name, attributes)
    case _ where paragraph.place == .run: runProperty(name, attributes)
    default: return
    }
  }

  private mutating func paragraphProperty(_ name: String, _ attributes: MarkupAttributes) {
    switch name {
    case "w:pStyle": change { $0.style = attributes["w:val"] }
    case "w:shd":
      let ground = styles.ground(attributes)
      change { $0.ground = ground }
    case "w:spacing": change { $0.line = WordLooks.fixedLine(attributes) }
    default: return
    }
  }

  private mutating func runProperty(_ name: String, _ attributes: MarkupAttributes) {
    if name == "w:rStyle" { change { $0.runStyle = attributes["w:val"] } }
    var look = paragraphs[paragraphs.count - 1].own
    styles.apply(name, attributes, to: &look)
    fill.start(name, attributes, styles.theme, &look)
    change { $0.own = look }
  }
}
