import Markup

/// The colours of a Word document's theme, under the names by which text asks for them
/// (ISO/IEC 29500-1, 17.18.97).
struct WordTheme: Sendable {
  /// By the short names of the scheme: `dk1`, `lt1`, `accent1`.
  private var colours: [String: Colour] = [:]
  private var current: String?
  /// The scheme's name for each name in the text; a document may exchange them.
  private var mapping = [
    "bg1": "lt1", "t1": "dk1", "bg2": "lt2", "t2": "dk2", "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
  ]

  private static let names: Set<String> = [
    "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
  ]
  /// Names in the text, and the names under which the settings map them.
  private static let asked = [
    "background1": "bg1", "text1": "t1", "background2": "bg2", "text2": "t2", "tx1": "t1",
    "tx2": "t2",
  ]
  private static let long = [
    "dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2",
    "followedHyperlink": "folHlink", "hyperlink": "hlink",
  ]

  /// Takes the events of the theme, or the mapping from those of the settings.
  mutating func take(_ event: MarkupEvent) {
    switch event {
    case .start("w:clrSchemeMapping", let attributes, _):
      for item in attributes.items where item.name.hasPrefix("w:") {
        mapping[String(item.name.dropFirst(2))] = Self.long[item.value] ?? item.value
      }
    case .start(let name, let attributes, _):
      guard name.hasPrefix("a:") else { return }
      let short = String(name.dropFirst(2))
      if Self.names.contains(short) { current = short }
      guard let current else { return }
      let value = name == "a:sysClr" ? attributes["lastClr"] : attributes["val"]
      if name == "a:sysClr" || name == "a:srgbClr" {
        colours[current] = colours[current] ?? value.flatMap { Colour(hex: $0) }
      }
    case .end("a:clrScheme", _): current = nil
    default: return
    }
  }

  /// The colour that a name in the text means.
  subscript(_ name: String) -> Colour? {
    let asked = Self.asked[name] ?? name
    let scheme = mapping[asked] ?? Self.long[asked] ?? asked
    return colours[scheme] ?? Self.standard[scheme]
  }

  private static let standard = ["lt1": Colour.white, "dk1": .black]

  /// A colour of a property: by theme, where it names one, with tint or shade, else by itself.
  func colour(
    _ attributes: MarkupAttributes, own: String, theme: String, tint: String, shade: String
  ) -> Colour? {
    guard let name = attributes[theme], let base = self[name] else {
      return attributes[own].flatMap { Colour(hex: $0) }
    }
    func share(_ key: String) -> Double? {
      attributes[key].flatMap { UInt8($0, radix: 16) }.map { Double($0) / 255 }
    }
    if let share = share(tint) { return base.mixed(with: .white, keeping: share) }
    if let share = share(shade) { return base.mixed(with: .black, keeping: share) }
    return base
  }
}
