import Findings
import Yams

// Each of these gives the value of a key; nil where it is absent (which `block` has reported if
// the key is required) or, with a finding, where it is not what the key takes.
extension StrictYAML {
  /// A text of at least one character.
  mutating func text(_ key: String, in block: YAMLBlock) -> String? {
    block[key].flatMap { text($0, "'\(key)'") }
  }

  /// A whole number within a range.
  mutating func number(_ key: String, in block: YAMLBlock, _ range: ClosedRange<Int>) -> Int? {
    block[key].flatMap { number($0, "'\(key)'", range) }
  }

  /// `true` or `false`.
  mutating func flag(_ key: String, in block: YAMLBlock) -> Bool? {
    guard let node = block[key] else { return nil }
    if let scalar = node.scalar, scalar.style == .plain {
      if scalar.string == "true" { return true }
      if scalar.string == "false" { return false }
    }
    wrong(node, "'\(key)' must be true or false", remedy: "write 'true' or 'false', without quotes")
    return nil
  }

  /// A calendar date.
  mutating func date(_ key: String, in block: YAMLBlock) -> CivilDate? {
    block[key].flatMap { date($0, "'\(key)'") }
  }

  /// A time of day to the minute, as minutes after midnight.
  mutating func minute(_ key: String, in block: YAMLBlock) -> Int? {
    guard let node = block[key] else { return nil }
    if let minute = node.scalar.flatMap({ minuteOfDay($0.string) }) { return minute }
    wrong(
      node, "'\(key)' must be a time of day from 00:00 to 23:59",
      remedy: "write it in quotes with 24 hours and two digits each, for example \"23:59\"")
    return nil
  }

  /// One of the words of an enumeration.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, in block: YAMLBlock, as type: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    guard let node = block[key] else { return nil }
    if let word = node.scalar?.string, let choice = Choice(rawValue: word) { return choice }
    unknown(node, "'\(key)'", known: Choice.allCases.map(\.rawValue))
    return nil
  }

  /// A list.
  mutating func list(_ key: String, in block: YAMLBlock) -> [Node]? {
    guard let node = block[key] else { return nil }
    if case .sequence(let sequence) = node { return Array(sequence) }
    wrong(node, "'\(key)' must be a list", remedy: "write '[one, two]' or one '- …' line for each")
    return nil
  }

  /// A list of texts.
  mutating func texts(_ key: String, in block: YAMLBlock) -> [String]? {
    guard let nodes = list(key, in: block) else { return nil }
    var texts: [String] = []
    for node in nodes {
      if let text = text(node, "an entry of '\(key)'") { texts.append(text) }
    }
    return texts
  }

  /// A list of different words out of a known set, at least one.
  mutating func words(_ key: String, in block: YAMLBlock, known: [String]) -> [String]? {
    guard let nodes = list(key, in: block) else { return nil }
    if nodes.isEmpty {
      report(
        "yaml-missing-value", block[key]?.place, "'\(key)' names nothing",
        remedy: "choose from: \(known.joined(separator: ", "))")
    }
    var words: [String] = []
    for node in nodes {
      guard let word = node.scalar?.string, known.contains(word) else {
        unknown(node, "an entry of '\(key)'", known: known)
        continue
      }
      if words.contains(word) {
        duplicate(node, "'\(word)' stands twice in '\(key)'")
      } else {
        words.append(word)
      }
    }
    return words
  }
}

extension StrictYAML {
  /// A node as a text of at least one character.
  mutating func text(_ node: Node, _ what: String) -> String? {
    guard let scalar = node.scalar else {
      wrong(node, "\(what) must be a text", remedy: "write one text, in quotes if it holds ': '")
      return nil
    }
    if scalar.style == .plain, let other = PlainKind(scalar.string) {
      if other == .nothing { return missing(node, what) }
      wrong(
        node, "\(what) must be a text, but YAML takes \(scalar.string) for \(other.rawValue)",
        remedy: "put it in quotes: \"\(scalar.string)\"")
      return nil
    }
    let text = scalar.string
    if text.allSatisfy(\.isWhitespace) { return missing(node, what) }
    let shown = text.filter { $0 != "\n" && $0 != "\t" }
    guard shown.utf8.count == shown.escaped.utf8.count else {
      report(
        "yaml-invisible-character", node.place,
        "\(what) holds an invisible or control character: \(shown.escaped)",
        remedy: "type the text again")
      return nil
    }
    return text
  }

  /// A node as a whole number within a range.
  mutating func number(_ node: Node, _ what: String, _ range: ClosedRange<Int>) -> Int? {
    guard let scalar = node.scalar, scalar.style == .plain, let value = wholeNumber(scalar.string)
    else {
      wrong(
        node, "\(what) must be a whole number",
        remedy: "write digits alone, from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    guard range.contains(value) else {
      outOfRange(
        node, "\(what) is \(value)",
        remedy: "choose a number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return value
  }

  /// A node as a calendar date.
  mutating func date(_ node: Node, _ what: String) -> CivilDate? {
    if let date = node.scalar.flatMap({ CivilDate($0.string) }) { return date }
    wrong(
      node, "\(what) must be a day of the calendar",
      remedy: "write it as year, month and day, for example 2027-03-08")
    return nil
  }
}

extension StrictYAML {
  mutating func wrong(_ node: Node, _ message: String, remedy: String) {
    report("yaml-wrong-type", node.place, message, remedy: remedy)
  }

  mutating func outOfRange(_ node: Node?, _ message: String, remedy: String) {
    report("yaml-out-of-range", node?.place, message, remedy: remedy)
  }

  mutating func duplicate(_ node: Node, _ message: String) {
    report("yaml-duplicate-value", node.place, message, remedy: "keep one of them")
  }

  mutating func unknown(_ node: Node, _ what: String, known: [String]) {
    let given = node.scalar?.string
    let near = given.flatMap { Spelling.nearest(to: $0, among: known) }
    report(
      "yaml-unknown-value", node.place,
      given.map { "\(what) cannot be '\($0)'" } ?? "\(what) must be one word",
      remedy: (near.map { "did you mean '\($0)'? " } ?? "")
        + "choose from: \(known.joined(separator: ", "))")
  }

  private mutating func missing(_ node: Node, _ what: String) -> String? {
    report(
      "yaml-missing-value", node.place, "\(what) has no value",
      remedy: "write one, or leave the line out if the key is optional")
    return nil
  }
}
