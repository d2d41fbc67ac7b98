import Findings
import Yams

/// A block of keys in a YAML file, of which every key is known.
struct YAMLBlock {
  /// What the block is called in messages: 'the window', 'criterion 2'.
  let what: String
  /// Where it starts.
  let mark: Place?
  /// The values by key.
  let values: [String: Node]

  subscript(key: String) -> Node? { values[key] }
}

extension StrictYAML {
  /// Takes a node as a block, reports unknown and missing keys, and keeps the known ones.
  mutating func block(
    _ node: Node, _ what: String, required: [String] = [], optional: [String] = []
  ) -> YAMLBlock? {
    guard case .mapping(let mapping) = node else {
      report(
        "yaml-wrong-type", node.place, "\(what) must be a block of keys",
        remedy: "write 'key: value' lines, indented alike")
      return nil
    }
    let known = required + optional
    var values: [String: Node] = [:]
    var meant: Set<String> = []
    for (key, value) in mapping {
      if let word = key.scalar?.string, known.contains(where: { $0.sameBytes(as: word) }) {
        values[word] = value
      } else if let near = report(unknown: key, in: what, known: known) {
        meant.insert(near)
      }
    }
    for key in required where values[key] == nil && !meant.contains(key) {
      report(
        "yaml-missing-key", mapping.mark.map(Place.init), "'\(key)' is missing in \(what)",
        remedy: "add a line '\(key): …'")
    }
    return YAMLBlock(what: what, mark: mapping.mark.map(Place.init), values: values)
  }

  /// Takes a node as a block whose keys are free, in the order of the file.
  mutating func freeBlock(_ node: Node, _ what: String) -> [(
    key: String, mark: Place?, value: Node
  )] {
    guard case .mapping(let mapping) = node else {
      report(
        "yaml-wrong-type", node.place, "\(what) must be a block of keys",
        remedy: "write 'key: value' lines, indented alike")
      return []
    }
    return mapping.compactMap { key, value in
      key.scalar.map { ($0.string, key.place, value) }
    }
  }

  /// Reports an unknown key; the known one that was probably meant.
  private mutating func report(unknown key: Node, in what: String, known: [String]) -> String? {
    guard let word = key.scalar?.string else {
      report(
        "yaml-unknown-key", key.place, "a key of \(what) is not a word",
        remedy: "known keys: \(known.joined(separator: ", "))")
      return nil
    }
    let near = Spelling.nearest(to: word, among: known)
    report(
      "yaml-unknown-key", key.place, "'\(word)' is not a key of \(what)",
      remedy: (near.map { "did you mean '\($0)'? " } ?? "")
        + "known keys: \(known.joined(separator: ", "))")
    return near
  }
}

extension String {
  /// Whether two texts are the same bytes; `==` also holds for other spellings of one character.
  func sameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
