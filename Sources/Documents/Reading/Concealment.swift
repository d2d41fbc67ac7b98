/// Why nobody can read a text that a document holds.
package enum Concealment: String, Sendable, Hashable, CaseIterable, Codable {
  /// The document says that it is hidden.
  case hidden
  /// Its colour is that of what lies behind it, or it has none.
  case pale
  /// It is under 2 points high.
  case tiny
  /// It is pressed to nothing: by its width, by the room between its letters or by its line.
  case squeezed
  /// It stands outside the page.
  case offPage = "off-page"
}

/// What a text is written on.
enum Ground: Sendable, Hashable {
  case colour(Colour)
  /// A picture, a pattern or something that cannot be told.
  case unknown
}

/// What a text is written in.
enum Ink: Sendable, Hashable {
  /// Black or white, whichever can be seen.
  case automatic
  case colour(Colour)
  /// None: the letters are empty.
  case clear
}

/// How text is set, as far as it decides whether anybody can read it; nil where nothing is said.
struct Appearance: Sendable, Hashable {
  var isHidden: Bool?
  var ink: Ink?
  /// Behind the letters themselves.
  var ground: Ground?
  var points: Double?
  /// The width of letters in per cent.
  var width: Double?
  /// Points between letters; less than nothing where they move together.
  var spacing: Double?

  /// Takes over from what this is based on whatever it does not say itself.
  mutating func inherit(_ parent: Appearance) {
    isHidden = isHidden ?? parent.isHidden
    ink = ink ?? parent.ink
    ground = ground ?? parent.ground
    points = points ?? parent.points
    width = width ?? parent.width
    spacing = spacing ?? parent.spacing
  }

  /// The smallest size that counts as text.
  static let leastPoints = 2.0

  /// Whether text set so can be seen on a ground; `points` is the size where none is said.
  func visibility(on behind: Ground, points standard: Double) -> Visibility {
    if isHidden == true { return .concealed(.hidden) }
    let size = points ?? standard
    if size < Self.leastPoints { return .concealed(.tiny) }
    // Letters are about half as wide as high, so that they lie on each other when moved by that.
    if let width, width < 10 { return .concealed(.squeezed) }
    if let spacing, spacing <= -0.4 * size { return .concealed(.squeezed) }
    switch (ink, ground ?? behind) {
    case (.clear, _): return .concealed(.pale)
    case (.colour(let ink), .colour(let ground)):
      return ink.isLost(on: ground) ? .concealed(.pale) : .seen
    case (.colour(let ink), .unknown): return ink.isLost(on: .white) ? .doubtful : .seen
    default: return .seen
    }
  }
}

/// Whether a text can be seen.
enum Visibility: Sendable, Hashable {
  case seen
  /// White or nearly so, on something that may be dark.
  case doubtful
  case concealed(Concealment)
}

/// The texts of one paragraph that nobody can read, by why not.
struct ConcealedText {
  private var texts: [Concealment: String] = [:]
  /// How much of the paragraph's other text stood before the last of them.
  private var mark: Int?

  /// Adds text that stands behind so many bytes of other text; what stood apart stays apart.
  mutating func add(_ text: String, _ how: Concealment, behind bytes: Int) {
    if texts[how] != nil, mark != bytes { texts[how, default: ""] += " " }
    texts[how, default: ""] += text
    mark = bytes
  }

  /// Each kind as a paragraph of its own.
  var paragraphs: [Paragraph] {
    guard !texts.isEmpty else { return [] }
    return Concealment.allCases.compactMap { how in
      guard let text = texts[how] else { return nil }
      var paragraph = Paragraph(part: .hidden, text: text)
      paragraph.concealment = how
      return paragraph
    }
  }
}
