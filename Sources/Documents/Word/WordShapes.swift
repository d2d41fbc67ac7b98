import Markup

/// Follows the shapes that text boxes stand in: what they are filled with, and where they are.
struct WordShapes {
  private enum Reading { case nothing, horizontal, vertical }

  /// One drawing or VML shape.
  private struct Shape {
    var fill: Ground?
    var isHidden = false
    /// Where it is anchored, how far from there and how large, in EMU.
    var across = Span()
    var down = Span()
    var isAnchored = false
  }

  /// Where a shape lies along one direction.
  private struct Span {
    var base = ""
    var offset: Int?
    var length = 0
  }

  private let page: WordPage
  private var shapes: [Shape] = []
  /// For each open text box: why nobody sees it.
  private var boxes: [Concealment?] = []
  private var reading = Reading.nothing
  private var number = ""
  /// Whether we are in the properties that say how a shape itself is drawn, and in those of its line.
  private var inProperties = false
  private var inFill = false
  private var lineDepth = 0

  init(_ page: WordPage) { self.page = page }

  /// Why nobody sees the text box that we are in.
  var concealment: Concealment? { boxes.lazy.compactMap { $0 }.first }

  mutating func start(_ name: String, _ attributes: MarkupAttributes, _ theme: WordTheme) {
    // Most of a document stands in no shape.
    guard !shapes.isEmpty || name == "w:drawing" || name.utf8.first == UInt8(ascii: "v") else {
      return
    }
    switch name {
    case "w:drawing", "v:shape", "v:rect", "v:roundrect", "v:oval":
      shapes.append(Shape())
      if name.hasPrefix("v:") { vector(attributes) }
    case "wp:anchor": change { $0.isAnchored = true }
    case "wp:positionH": change { $0.across.base = attributes["relativeFrom"] ?? "" }
    case "wp:positionV": change { $0.down.base = attributes["relativeFrom"] ?? "" }
    case "wp:posOffset":
      reading = shapes.last?.down.base.isEmpty == false ? .vertical : .horizontal
      number = ""
    case "wp:extent":
      change {
        $0.across.length = Self.length(attributes["cx"])
        $0.down.length = Self.length(attributes["cy"])
      }
    case "wp:docPr", "wps:cNvPr":
      if attributes["hidden"].map({ isOn($0) }) == true { change { $0.isHidden = true } }
    case "wps:spPr":
      inProperties = true
      change { $0.fill = .unknown }
    case "a:ln": lineDepth += 1
    case "a:solidFill": inFill = inProperties && lineDepth == 0
    case "a:srgbClr" where inFill:
      let colour = attributes["val"].flatMap { Colour(hex: $0) }
      change { $0.fill = colour.map { .colour($0) } ?? .unknown }
    case "a:schemeClr" where inFill:
      let colour = attributes["val"].flatMap { theme[$0] }
      change { $0.fill = colour.map { .colour($0) } ?? .unknown }
    case "a:lumMod", "a:lumOff", "a:alpha", "a:tint", "a:shade":
      if inFill { change { $0.fill = .unknown } }
    default: return
    }
  }

  mutating func take(_ text: String) {
    if reading != .nothing { number += text }
  }

  mutating func end(_ name: String) {
    guard !shapes.isEmpty else { return }
    switch name {
    case "w:drawing", "v:shape", "v:rect", "v:roundrect", "v:oval": _ = shapes.popLast()
    case "wp:posOffset":
      let offset = Int(number.prefix(20).filter { !$0.isWhitespace })
      let isAcross = reading == .horizontal
      change { if isAcross { $0.across.offset = offset } else { $0.down.offset = offset } }
      reading = .nothing
    case "wps:spPr": inProperties = false
    case "a:solidFill": inFill = false
    case "a:ln": lineDepth = max(0, lineDepth - 1)
    default: return
    }
  }

  /// Enters the text of a shape, and says what that is written on.
  mutating func enter() -> Ground {
    guard let shape = shapes.last else {
      boxes.append(nil)
      return .unknown
    }
    let isOff = shape.isAnchored && isOffPage(shape)
    boxes.append(shape.isHidden ? .hidden : isOff ? .offPage : nil)
    // A box without a filling of its own may lie over anything.
    return shape.fill ?? .unknown
  }

  mutating func leave() { _ = boxes.popLast() }

  private mutating func change(_ body: (inout Shape) -> Void) {
    guard !shapes.isEmpty else { return }
    body(&shapes[shapes.count - 1])
  }

  private static func length(_ text: String?) -> Int {
    min(1_000_000_000, max(0, text.flatMap { Int($0) } ?? 0))
  }

  private mutating func vector(_ attributes: MarkupAttributes) {
    let colour = attributes["fillcolor"].flatMap { Colour(hex: String($0.prefix(7))) }
    let isFilled = attributes["filled"].map { isOn($0) && $0 != "f" } ?? true
    let style = attributes["style"] ?? ""
    let isHidden = style.contains("visibility:hidden") || style.contains("display:none")
    change {
      $0.fill = isFilled ? colour.map { .colour($0) } : nil
      $0.isHidden = isHidden
    }
  }

  /// Whether a shape lies outside the page wherever its anchor stands.
  private func isOffPage(_ shape: Shape) -> Bool {
    let left = page.hasColumns ? 0...page.width : 0...max(0, page.left)
    let across = Self.isOff(
      shape.across, page.width, ["margin": page.left...page.left, "column": left])
    return across || Self.isOff(shape.down, page.height, ["margin": page.top...page.top])
  }

  private static func isOff(_ span: Span, _ side: Int, _ starts: [String: ClosedRange<Int>]) -> Bool
  {
    guard let offset = span.offset else { return false }
    let start = span.base == "page" ? 0...0 : starts[span.base] ?? 0...side
    return Stretch(start: start, offset: offset, length: span.length).isOutside(side)
  }
}
