import Markup

/// What the styles, theme and settings of a Word document make of the look of text.
struct WordLooks: Sendable {
  /// What one style says.
  private struct Style {
    var parent: String?
    var text = Appearance()
    /// Behind whole paragraphs.
    var ground: Ground?
    /// The height of lines in points, where it is fixed.
    var line: Double?
    /// Whether a table style colours some of its rows or columns.
    var isColouring = false
  }

  private enum Place { case none, paragraph, text, table }

  var theme = WordTheme()
  /// What the whole document is written on.
  private(set) var page = Ground.colour(.white)
  /// Whether the page's own colour is shown.
  private var showsPageColour = false
  private var styles: [String: Style] = [:]
  private var standard = Style()
  private var defaultParagraph: String?
  private var current: String?
  private var place = Place.none
  private var fill = WordFill()

  /// The size where nothing says one (ISO/IEC 29500-1, 17.3.2.38).
  static let points = 10.0

  /// Takes the events of the settings.
  mutating func takeSettings(_ event: MarkupEvent) {
    theme.take(event)
    if case .start("w:displayBackgroundShape", let attributes, _) = event {
      showsPageColour = isOn(attributes["w:val"])
    }
  }

  /// Takes the colour of the page, which is said in the main part.
  mutating func takeBackground(_ attributes: MarkupAttributes) {
    guard showsPageColour else { return }
    let colour = theme.colour(
      attributes, own: "w:color", theme: "w:themeColor", tint: "w:themeTint", shade: "w:themeShade")
    page = colour.map { .colour($0) } ?? .unknown
  }

  /// Something lies behind the text of the page that may be of any colour.
  mutating func noteBackdrop() { page = .unknown }

  /// Takes the events of `styles.xml` in order.
  mutating func takeStyles(_ event: MarkupEvent) {
    switch event {
    case .start("w:style", let attributes, _):
      let id = attributes["w:styleId"] ?? ""
      current = id
      styles[id] = Style()
      if attributes["w:type"] == "paragraph", isOn(attributes["w:default"] ?? "0") {
        defaultParagraph = current
      }
    case .end("w:style", _): current = nil
    case .start("w:rPr", _, _): place = .text
    case .start("w:pPr", _, _): place = .paragraph
    case .start("w:tblPr", _, _), .start("w:tcPr", _, _): place = .table
    case .end("w:rPr", _), .end("w:pPr", _), .end("w:tblPr", _), .end("w:tcPr", _): place = .none
    case .start(let name, let attributes, _):
      var style = current.map { styles[$0] ?? Style() } ?? standard
      change(&style, name, attributes)
      if let current { styles[current] = style } else { standard = style }
    case .end(let name, _) where name.hasPrefix("w14:"): fill.end(name)
    default: return
    }
  }

  private mutating func change(_ style: inout Style, _ name: String, _ attributes: MarkupAttributes)
  {
    if name == "w:basedOn" { style.parent = attributes["w:val"] }
    switch (place, name) {
    case (.text, _):
      apply(name, attributes, to: &style.text)
      fill.start(name, attributes, theme, &style.text)
    case (.paragraph, "w:shd"): style.ground = ground(attributes) ?? style.ground
    case (.paragraph, "w:spacing"): style.line = Self.fixedLine(attributes)
    case (.table, "w:shd"): style.isColouring = true
    default: return
    }
  }

  /// Applies one property of a run.
  func apply(_ name: String, _ attributes: MarkupAttributes, to look: inout Appearance) {
    let value = attributes["w:val"]
    switch name {
    case "w:vanish": look.isHidden = isOn(value)
    case "w:color":
      look.ink =
        theme.colour(
          attributes, own: "w:val", theme: "w:themeColor", tint: "w:themeTint",
          shade: "w:themeShade"
        ).map { .colour($0) } ?? .automatic
    case "w:highlight": look.ground = value.flatMap { Self.highlights[$0] }.map { .colour($0) }
    case "w:shd": look.ground = look.ground ?? ground(attributes)
    case "w:sz": look.points = value.flatMap { Double($0) }.map { $0 / 2 }
    case "w:w": look.width = value.flatMap { Double($0.filter { $0 != "%" }) }
    case "w:spacing": look.spacing = value.flatMap { Double($0) }.map { $0 / 20 }
    default: return
    }
  }

  /// What a shading lays behind; nil where it lays nothing.
  func ground(_ attributes: MarkupAttributes) -> Ground? {
    let fill = theme.colour(
      attributes, own: "w:fill", theme: "w:themeFill", tint: "w:themeFillTint",
      shade: "w:themeFillShade")
    switch attributes["w:val"] {
    case "clear", "nil", nil: return fill.map { .colour($0) }
    default: return .unknown
    }
  }

  /// The height of lines in points, where it is fixed.
  static func fixedLine(_ attributes: MarkupAttributes) -> Double? {
    guard attributes["w:lineRule"] == "exact" else { return nil }
    return attributes["w:line"].flatMap { Double($0) }.map { $0 / 20 }
  }

  /// A style and what it is based on, nearest first.
  private func chain(_ id: String?) -> [Style] {
    var found: [Style] = []
    var next = id
    while let id = next, let style = styles[id], found.count < 20 {
      found.append(style)
      next = style.parent
    }
    return found
  }

  /// How text in these styles looks, before its own properties.
  func look(paragraph: String?, run: String?) -> Appearance {
    var look = Appearance()
    for style in chain(run) + chain(paragraph ?? defaultParagraph) { look.inherit(style.text) }
    look.inherit(standard.text)
    return look
  }

  /// What a paragraph style lays behind its lines, and how high those are.
  func paragraph(_ id: String?) -> (ground: Ground?, line: Double?) {
    let chain = chain(id ?? defaultParagraph) + [standard]
    return (chain.lazy.compactMap(\.ground).first, chain.lazy.compactMap(\.line).first)
  }

  /// Whether a table style colours cells, so that what lies behind their text cannot be told.
  func isColouring(table: String) -> Bool { chain(table).contains(where: \.isColouring) }

  /// The colours of Word's highlighter (ISO/IEC 29500-1, 17.18.40).
  private static let highlights: [String: Colour] = [
    "black": .black, "white": .white, "blue": Colour(red: 0, green: 0, blue: 255),
    "cyan": Colour(red: 0, green: 255, blue: 255), "green": Colour(red: 0, green: 255, blue: 0),
    "magenta": Colour(red: 255, green: 0, blue: 255), "red": Colour(red: 255, green: 0, blue: 0),
    "yellow": Colour(red: 255, green: 255, blue: 0),
    "darkBlue": Colour(red: 0, green: 0, blue: 128),
    "darkCyan": Colour(red: 0, green: 128, blue: 128),
    "darkGreen": Colour(red: 0, green: 128, blue: 0),
    "darkMagenta": Colour(red: 128, green: 0, blue: 128),
    "darkRed": Colour(red: 128, green: 0, blue: 0),
    "darkYellow": Colour(red: 128, green: 128, blue: 0),
    "darkGray": Colour(red: 128, green: 128, blue: 128),
    "lightGray": Colour(red: 192, green: 192, blue: 192),
  ]
}
