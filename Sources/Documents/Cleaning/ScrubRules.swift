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

  let vocabulary: [String: String]
  /// Elements that go with everything in them; a kind of nil is no trace by itself.
  let dropped: [String: Trace.Kind?]
  /// Elements whose tags go and whose content stays.
  let unwrapped: [String: Trace.Kind]
  /// Elements within which words belong together.
  let paragraphs: Set<String>
  /// Elements whose own character data is text; nil where all of a paragraph's is.
  let texts: Set<String>?
  /// Elements that part words without holding any.
  let gaps: Set<String>
  /// Judges an attribute of an element.
  var attribute: @Sendable (_ element: String, _ attribute: String, _ value: String) -> Act
  /// Judges a whole element by its attributes: nil keeps it, and a kind, or none, drops it.
  var element: @Sendable (_ name: String, _ attributes: MarkupAttributes) -> Trace.Kind?? = {
    _, _ in nil
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
