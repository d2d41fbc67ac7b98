import Markup

/// What the styles of an ODT make of the look of text.
struct OpenDocumentLooks: Sendable {
  /// What one style says.
  private struct Style {
    var parent: String?
    var text = Appearance()
    /// A size in per cent of that of the parent.
    var relative: Double?
    /// Behind paragraphs, cells or what stands in a frame.
    var ground: Ground?
    /// The height of lines or rows in points, where it is fixed.
    var height: Double?
    /// From where a frame is placed, across and down.
    var base: (across: String, down: String) = ("", "")
  }

  /// By family and name: `paragraph P1`; the defaults have no name.
  private var styles: [String: Style] = [:]
  private var current: String?
  /// What the pages are coloured with, and how large they are in points.
  private(set) var page = Ground.colour(.white)
  private(set) var width = 1_191.0
  private(set) var height = 1_191.0
  private var hasPage = false

  /// The size where nothing says one.
  static let points = 12.0

  mutating func take(_ event: MarkupEvent) {
    switch event {
    case .start("style:style", let attributes, _), .start("style:default-style", let attributes, _):
      let key = Self.key(attributes["style:family"] ?? "", attributes["style:name"] ?? "")
      current = key
      styles[key] = Style(parent: attributes["style:parent-style-name"])
    case .end("style:style", _), .end("style:default-style", _): current = nil
    case .start("style:page-layout-properties", let attributes, _): takePage(attributes)
    case .start("style:background-image", _, _):
      if let current { styles[current]?.ground = .unknown } else { page = .unknown }
    case .start(let name, let attributes, _):
      guard let current, var style = styles[current] else { return }
      Self.change(&style, name, attributes)
      styles[current] = style
      // A picture behind the text may be of any colour.
      if attributes["style:run-through"] == "background" { page = .unknown }
    default: return
    }
  }

  private mutating func takePage(_ attributes: MarkupAttributes) {
    let own = OpenDocumentMeasure.ground(attributes["fo:background-color"])
    if let own, page != .unknown { page = hasPage && page != own ? .unknown : own }
    if let width = OpenDocumentMeasure.points(attributes["fo:page-width"]),
      let height = OpenDocumentMeasure.points(attributes["fo:page-height"])
    {
      (self.width, self.height) =
        hasPage ? (max(self.width, width), max(self.height, height)) : (width, height)
      hasPage = true
    }
  }

  private static func change(_ style: inout Style, _ name: String, _ attributes: MarkupAttributes) {
    switch name {
    case "style:text-properties": changeText(&style, attributes)
    case "style:paragraph-properties":
      style.ground = OpenDocumentMeasure.ground(attributes["fo:background-color"]) ?? style.ground
      style.height = OpenDocumentMeasure.points(attributes["fo:line-height"]) ?? style.height
    case "style:table-cell-properties", "style:table-row-properties", "style:table-properties":
      style.ground = OpenDocumentMeasure.ground(attributes["fo:background-color"]) ?? style.ground
      style.height = OpenDocumentMeasure.points(attributes["style:row-height"]) ?? style.height
    case "style:graphic-properties":
      style.ground = fill(attributes)
      style.base = (
        attributes["style:horizontal-rel"] ?? "", attributes["style:vertical-rel"] ?? ""
      )
    default: return
    }
  }

  private static func changeText(_ style: inout Style, _ attributes: MarkupAttributes) {
    if let display = attributes["text:display"] { style.text.isHidden = display == "none" }
    if let colour = attributes["fo:color"].flatMap({ Colour(hex: $0) }) {
      style.text.ink = .colour(colour)
    }
    if let opacity = OpenDocumentMeasure.share(attributes["loext:opacity"]), opacity <= 10 {
      style.text.ink = .clear
    }
    // LibreOffice writes an opacity of nothing beside it, and shows the text.
    if attributes["style:use-window-font-color"] == "true" { style.text.ink = .automatic }
    style.text.ground = OpenDocumentMeasure.ground(attributes["fo:background-color"])
    style.text.points = OpenDocumentMeasure.points(attributes["fo:font-size"])
    style.relative = OpenDocumentMeasure.share(attributes["fo:font-size"])
    style.text.width = OpenDocumentMeasure.share(attributes["style:text-scale"])
    style.text.spacing = OpenDocumentMeasure.points(attributes["fo:letter-spacing"])
  }

  /// What a frame is filled with; one without a filling may lie over anything.
  private static func fill(_ attributes: MarkupAttributes) -> Ground {
    let fill = attributes["draw:fill"]
    let isSolid = fill == "solid" || fill == nil
    let opacity = OpenDocumentMeasure.share(attributes["draw:opacity"]) ?? 100
    guard isSolid, opacity > 90 else { return .unknown }
    let colour = fill == "solid" ? attributes["draw:fill-color"] : attributes["fo:background-color"]
    return OpenDocumentMeasure.ground(colour) ?? .unknown
  }

  private static func key(_ family: String, _ name: String) -> String { family + " " + name }

  /// A style and those that it is based on, nearest first, without the default of the family.
  private func chain(_ family: String, _ name: String?) -> [Style] {
    var found: [Style] = []
    var next = name
    while let name = next, found.count < 20, let style = styles[Self.key(family, name)] {
      found.append(style)
      next = style.parent
    }
    return found
  }

  /// How text in a style looks; with the defaults of the whole document, for a paragraph.
  func look(_ family: String, _ name: String?) -> Appearance {
    var chain = chain(family, name)
    if family == "paragraph", let standard = styles[Self.key(family, "")] { chain.append(standard) }
    var look = Appearance()
    var share = 1.0
    for style in chain {
      if look.points == nil, let relative = style.relative { share *= relative / 100 }
      if look.points == nil, let points = style.text.points { look.points = points * share }
      look.inherit(style.text)
    }
    if look.points == nil, share != 1 { look.points = Self.points * share }
    return look
  }

  /// What a style lays behind its text, and how high its lines or rows are where that is fixed.
  func box(_ family: String, _ name: String?) -> (ground: Ground?, height: Double?) {
    let chain = chain(family, name)
    return (chain.lazy.compactMap(\.ground).first, chain.lazy.compactMap(\.height).first)
  }

  /// From where a frame is placed, across and down.
  func base(ofFrame name: String?) -> (across: String, down: String) {
    let chain = chain("graphic", name)
    return (
      chain.map(\.base.across).first { !$0.isEmpty } ?? "",
      chain.map(\.base.down).first { !$0.isEmpty } ?? ""
    )
  }
}
