import Markup

/// The fill of letters that Word 2010 and later draw instead of their colour ([MS-DOCX] 2.6.1).
struct WordFill: Sendable {
  private enum Place { case none, outline, fill }

  private var place = Place.none
  private var hasOutline = false

  mutating func start(
    _ name: String, _ attributes: MarkupAttributes, _ theme: WordTheme, _ look: inout Appearance
  ) {
    switch (place, name) {
    case (_, "w14:textOutline"): place = .outline
    case (_, "w14:textFill"): place = .fill
    case (.outline, "w14:solidFill"), (.outline, "w14:gradFill"): hasOutline = true
    case (.fill, "w14:noFill"): look.ink = hasOutline ? .automatic : .clear
    case (.fill, "w14:gradFill"): look.ink = .automatic
    case (.fill, "w14:srgbClr"):
      look.ink = attributes["w14:val"].flatMap { Colour(hex: $0) }.map { .colour($0) }
    case (.fill, "w14:schemeClr"):
      look.ink = attributes["w14:val"].flatMap { theme[$0] }.map { .colour($0) } ?? .automatic
    case (.fill, "w14:alpha"):
      // Here it says how transparent the letters are, against its name.
      let share = attributes["w14:val"].flatMap { Int($0) } ?? 0
      if share >= 90_000, !hasOutline { look.ink = .clear }
    case (.fill, "w14:lumMod"), (.fill, "w14:lumOff"), (.fill, "w14:tint"), (.fill, "w14:shade"):
      if look.ink != .clear { look.ink = .automatic }
    default: return
    }
  }

  mutating func end(_ name: String) {
    if name == "w14:textFill" || name == "w14:textOutline" { place = .none }
  }

  /// Forgets what the run before said.
  mutating func reset() { self = WordFill() }
}
