import Markup

/// What the styles of a Word document make of a paragraph; how text looks is in `WordLooks`.
struct WordStyles: Sendable {
  private struct Style {
    var name = ""
    var parent: String?
    var outline: Int?
    var listLevel: Int?
    var list: String?
  }

  /// What a paragraph style is for.
  enum Role: Sendable, Hashable {
    case plain, title, caption, bibliography
    case heading(Int)
    case item(Int)
  }

  private var styles: [String: Style] = [:]
  private var defaultParagraph: String?
  private var current: String?

  /// Takes the events of `styles.xml` in order.
  mutating func take(_ event: MarkupEvent) {
    switch event {
    case .start("w:style", let attributes, _):
      current = attributes["w:styleId"]
      if let current { styles[current] = Style() }
      if attributes["w:type"] == "paragraph", isOn(attributes["w:default"] ?? "0") {
        defaultParagraph = current
      }
    case .end("w:style", _): current = nil
    case .start(let name, let attributes, _):
      guard let current else { return }
      change(&styles[current, default: Style()], name, attributes)
    default: return
    }
  }

  private func change(_ style: inout Style, _ name: String, _ attributes: MarkupAttributes) {
    let value = attributes["w:val"]
    switch name {
    case "w:name": style.name = (value ?? "").lowercased()
    case "w:basedOn": style.parent = value
    case "w:outlineLvl": style.outline = value.flatMap { Int($0) }
    case "w:numPr": style.listLevel = style.listLevel ?? 0
    case "w:numId": style.list = value
    case "w:ilvl": style.listLevel = value.flatMap { Int($0) }
    default: return
    }
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

  func role(of paragraph: String?) -> Role {
    let chain = chain(paragraph)
    for style in chain {
      if let level = Self.headingLevel(style.name) { return .heading(level) }
      if style.name == "title" || style.name == "subtitle" { return .title }
      if style.name == "caption" || style.name.hasSuffix(" caption") { return .caption }
      if style.name == "bibliography" { return .bibliography }
    }
    if let outline = chain.lazy.compactMap(\.outline).first, (0...8).contains(outline) {
      return .heading(outline + 1)
    }
    if let level = chain.lazy.compactMap(\.listLevel).first { return .item(level + 1) }
    return .plain
  }

  /// The list that paragraphs of a style belong to.
  func list(of paragraph: String?) -> String? { chain(paragraph).lazy.compactMap(\.list).first }

  /// Word's built-in names are English whatever language its user sees.
  private static func headingLevel(_ name: String) -> Int? {
    // Pages calls its first level so, and so does LibreOffice the style that all levels rest on.
    if name == "heading" { return 1 }
    guard name.hasPrefix("heading "), let level = Int(name.dropFirst(8)) else { return nil }
    return (1...9).contains(level) ? level : nil
  }
}

/// A true-or-false property: on where it stands without a value.
func isOn(_ value: String?) -> Bool {
  guard let value else { return true }
  return !["0", "false", "off", "none"].contains(value)
}
