import Markup

/// Follows how the text of an ODT looks, to know what of it nobody can read.
struct OpenDocumentLook {
  /// A paragraph with the styles of its open spans, outermost first.
  private struct Paragraph {
    let style: String?
    var spans: [String?] = []
    var judged: Visibility?
  }

  private let styles: OpenDocumentLooks
  private var paragraphs: [Paragraph] = []
  private var grounds: [Ground]
  private var lowRows: [Bool] = []
  /// For each open frame or shape: why nobody sees it.
  private var frames: [Concealment?] = []
  private var known: [String: Appearance] = [:]

  private static let shapes: Set<String> = [
    "draw:frame", "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:line", "draw:polygon",
    "draw:path", "draw:connector", "draw:caption",
  ]

  init(_ styles: OpenDocumentLooks) {
    self.styles = styles
    grounds = [styles.page]
  }

  mutating func start(_ name: String, _ attributes: MarkupAttributes) {
    switch name {
    case "text:p", "text:h":
      paragraphs.append(Paragraph(style: attributes["text:style-name"]))
    case "text:span":
      change {
        $0.spans.append(attributes["text:style-name"])
        $0.judged = nil
      }
    case "table:table": push(styles.box("table", attributes["table:style-name"]).ground)
    case "table:table-row":
      let box = styles.box("table-row", attributes["table:style-name"])
      push(box.ground)
      lowRows.append(box.height.map { $0 < Appearance.leastPoints } ?? false)
    case "table:table-cell": push(styles.box("table-cell", attributes["table:style-name"]).ground)
    case _ where Self.shapes.contains(name):
      let style = attributes["draw:style-name"]
      grounds.append(styles.box("graphic", style).ground ?? .unknown)
      frames.append(isOffPage(attributes, styles.base(ofFrame: style)) ? .offPage : nil)
    default: return
    }
  }

  mutating func end(_ name: String) {
    switch name {
    case "text:p", "text:h": _ = paragraphs.popLast()
    case "text:span":
      change {
        _ = $0.spans.popLast()
        $0.judged = nil
      }
    case "table:table", "table:table-cell": pop()
    case "table:table-row":
      pop()
      _ = lowRows.popLast()
    case _ where Self.shapes.contains(name):
      pop()
      _ = frames.popLast()
    default: return
    }
  }

  /// Whether text that comes now can be seen.
  mutating func visibility() -> Visibility {
    guard let paragraph = paragraphs.last else { return .seen }
    if let judged = paragraph.judged { return judged }
    let judged = judge(paragraph)
    paragraphs[paragraphs.count - 1].judged = judged
    return judged
  }

  private mutating func judge(_ paragraph: Paragraph) -> Visibility {
    if let frame = frames.lazy.compactMap({ $0 }).first { return .concealed(frame) }
    if lowRows.contains(true) { return .concealed(.squeezed) }
    var look = Appearance()
    for span in paragraph.spans.reversed() { look.inherit(self.look("text", span)) }
    look.inherit(self.look("paragraph", paragraph.style))
    let box = styles.box("paragraph", paragraph.style)
    if let height = box.height, height < Appearance.leastPoints { return .concealed(.squeezed) }
    return look.visibility(
      on: box.ground ?? grounds.last ?? styles.page, points: OpenDocumentLooks.points)
  }

  private mutating func look(_ family: String, _ name: String?) -> Appearance {
    let key = family + " " + (name ?? "")
    if let look = known[key] { return look }
    let look = styles.look(family, name)
    known[key] = look
    return look
  }

  private mutating func change(_ body: (inout Paragraph) -> Void) {
    guard !paragraphs.isEmpty else { return }
    body(&paragraphs[paragraphs.count - 1])
  }

  private mutating func push(_ ground: Ground?) {
    grounds.append(ground ?? grounds.last ?? styles.page)
  }

  private mutating func pop() { if grounds.count > 1 { grounds.removeLast() } }

  /// Whether a frame lies outside the page wherever its anchor stands.
  private func isOffPage(
    _ attributes: MarkupAttributes, _ base: (across: String, down: String)
  ) -> Bool {
    func isOff(_ offset: String, _ length: String, _ base: String, _ side: Double) -> Bool {
      guard let offset = OpenDocumentMeasure.points(attributes[offset]),
        abs(offset) < 1_000_000
      else { return false }
      let whole = Int(side.rounded())
      let length = min(1_000_000, OpenDocumentMeasure.points(attributes[length]) ?? side)
      return Stretch(
        start: base == "page" ? 0...0 : 0...whole, offset: Int(offset), length: Int(length)
      ).isOutside(whole)
    }
    return isOff("svg:x", "svg:width", base.across, styles.width)
      || isOff("svg:y", "svg:height", base.down, styles.height)
  }
}
