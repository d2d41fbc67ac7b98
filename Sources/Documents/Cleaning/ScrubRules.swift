import Markup

/// What is taken out of the XML of a document, for one family of formats.
struct ScrubRules: Sendable {
  /// What happens to an attribute.
  enum Act: Sendable {
    case keep
    /// Masks are looked for in its value.
    case mask
    case drop(Trace.Kind?)
    case replace(String, Trace.Kind?)
  }

  /// What an element is by its name.
  struct Role: Sendable {
    /// Whether it goes with everything in it; a kind of nil is no trace by itself.
    var dropped: Trace.Kind??
    /// Whether its tags go and its content stays.
    var unwrapped: Trace.Kind?
    /// Words within it belong together.
    var isParagraph = false
    /// Its own character data is text.
    var isText = false
    /// It parts words without holding any.
    var isGap = false
  }

  let vocabulary: [String: String]
  /// Whether all character data of a paragraph is text, whatever element it stands in.
  let takesAllText: Bool
  private var roles: [String: Role] = [:]
  /// Judges an attribute of an element.
  var attribute: @Sendable (_ element: String, _ attribute: String, _ value: String) -> Act
  /// Whether what is dropped is a trace even where nothing stands in it.
  var notesEmpty = true
  /// Judges a whole element by its attributes: nil keeps it, and a kind, or none, drops it.
  var element: @Sendable (_ name: String, _ attributes: MarkupAttributes) -> Trace.Kind?? = {
    _, _ in nil
  }

  /// Rules by the names of elements; `texts` is nil where all of a paragraph's character data is
  /// text.
  init(
    vocabulary: [String: String], dropped: [String: Trace.Kind?], unwrapped: [String: Trace.Kind],
    paragraphs: Set<String>, texts: Set<String>?, gaps: Set<String>,
    attribute: @escaping @Sendable (String, String, String) -> Act
  ) {
    self.vocabulary = vocabulary
    takesAllText = texts == nil
    self.attribute = attribute
    for (name, kind) in dropped { roles[name, default: Role()].dropped = .some(kind) }
    for (name, kind) in unwrapped { roles[name, default: Role()].unwrapped = kind }
    for name in paragraphs { roles[name, default: Role()].isParagraph = true }
    for name in texts ?? [] { roles[name, default: Role()].isText = true }
    for name in gaps { roles[name, default: Role()].isGap = true }
  }

  /// What an element is, by one look-up.
  func role(of name: String) -> Role {
    roles.isEmpty ? Role() : roles[name] ?? Role()
  }

  /// Rules that only drop some of the elements of one name.
  static func dropping(
    _ name: String, _ judge: @escaping @Sendable (MarkupAttributes) -> Trace.Kind??
  ) -> ScrubRules {
    var rules = ScrubRules(
      vocabulary: officeVocabulary, dropped: [:], unwrapped: [:], paragraphs: [], texts: [],
      gaps: [], attribute: { _, _, _ in .keep })
    rules.element = { $0 == name ? judge($1) : nil }
    return rules
  }
}

/// One part after scrubbing.
struct ScrubbedPart: Sendable {
  var bytes: [UInt8]
  var traces: [Trace.Kind: Int] = [:]
  /// How many masks were applied.
  var masked = 0
  /// Words that went with fields which show the author.
  var lostWords = 0

  func traces(at place: String) -> [Trace] {
    traces.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { Trace(place, $0.key, timesText($0.value)) }
  }
}
