import Markup

/// What the styles of an ODT make of a paragraph, a span or a section.
struct OpenDocumentStyles: Sendable {
  private struct Style {
    var parent: String?
    var isHidden: Bool?
    var isBold: Bool?
    var isItalic: Bool?
  }

  /// By family and name: `paragraph P1`.
  private var styles: [String: Style] = [:]
  private var current: String?
  /// Which levels of a list style count, as `L1 2`.
  private var counting: Set<String> = []
  private var currentList: String?

  mutating func take(_ event: MarkupEvent) {
    switch event {
    case .start("style:style", let attributes, _):
      let key = Self.key(attributes["style:family"] ?? "", attributes["style:name"] ?? "")
      current = key
      styles[key] = Style(parent: attributes["style:parent-style-name"])
    case .start("style:text-properties", let attributes, _),
      .start("style:section-properties", let attributes, _):
      guard let current else { return }
      if let display = attributes["text:display"] { styles[current]?.isHidden = display == "none" }
      if let weight = attributes["fo:font-weight"] { styles[current]?.isBold = weight != "normal" }
      if let slant = attributes["fo:font-style"] { styles[current]?.isItalic = slant != "normal" }
    case .start("text:list-style", let attributes, _): currentList = attributes["style:name"]
    case .start("text:list-level-style-number", let attributes, _):
      guard let currentList, attributes["style:num-format"]?.isEmpty == false else { return }
      counting.insert(Self.key(currentList, attributes["text:level"] ?? "1"))
    case .end("style:style", _): current = nil
    default: return
    }
  }

  private static func key(_ family: String, _ name: String) -> String { family + " " + name }

  /// Whether a style hides; nil where neither it nor its parents say.
  func isHidden(_ family: String, _ name: String?) -> Bool? {
    for name in chain(family, name) {
      if let hidden = styles[Self.key(family, name)]?.isHidden { return hidden }
    }
    return nil
  }

  /// Whether a span's own style makes it bold or slanted.
  func setting(ofSpan name: String?) -> (bold: Bool, italic: Bool) {
    let found = chain("text", name).compactMap { styles[Self.key("text", $0)] }
    return (
      found.lazy.compactMap(\.isBold).first ?? false,
      found.lazy.compactMap(\.isItalic).first ?? false
    )
  }

  /// Whether a level of a list style counts its items.
  func counts(_ list: String, level: Int) -> Bool {
    counting.contains(Self.key(list, String(level)))
  }

  /// The name of a style and of those that it is based on, nearest first.
  func chain(_ family: String, _ name: String?) -> [String] {
    var found: [String] = []
    var next = name
    while let name = next, found.count < 20 {
      found.append(name)
      next = styles[Self.key(family, name)]?.parent
    }
    return found
  }

  /// LibreOffice bases its caption styles (Illustration, Table, Drawing) on this one.
  func isCaption(_ name: String?) -> Bool { chain("paragraph", name).contains("Caption") }

  func isTitle(_ name: String?) -> Bool {
    chain("paragraph", name).contains { $0 == "Title" || $0 == "Subtitle" }
  }
}
