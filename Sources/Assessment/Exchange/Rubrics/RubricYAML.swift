import Yams

extension Node {
  /// A text that no reader takes for a number, a date or a word of YAML.
  static func quoted(_ text: String) -> Node {
    Node(text, Tag(.str), text.utf8.contains(0x0A) ? .literal : .doubleQuoted)
  }

  /// Prose, folded over several lines where it is long; quoted where it could be taken otherwise.
  static func prose(_ text: String) -> Node {
    let isProse =
      text.utf8.count > 60 && text.utf8.allSatisfy { $0 >= 0x20 }
      && text.utf8.last != UInt8(ascii: " ") && text.utf8.first != UInt8(ascii: " ")
      && text.firstRange(of: "  ") == nil
    return isProse ? Node(text, Tag(.str), .folded) : quoted(text)
  }

  /// A block of keys in their order.
  static func block(_ pairs: [(String, Node)]) -> Node {
    .mapping(Node.Mapping(pairs.map { (Node($0.0), $0.1) }))
  }

  /// The node as a YAML file.
  var written: String? {
    try? serialize(node: self, indent: 2, width: 100, allowUnicode: true, lineBreak: .ln)
  }
}

extension ExchangedRubric {
  /// The mark scheme in our own form; nil where something is missing that it must say.
  var yaml: String? {
    guard let facts, let pass else { return nil }
    var top: [(String, Node)] = [
      ("rubric", Node("1")), ("qualification", Node(facts.qualification.code)),
      ("title", .prose(title)), ("version", .quoted(facts.version)),
      ("date", Node("\(facts.date)")), ("source", .prose(facts.source)),
      ("example", Node(facts.example ? "true" : "false")),
      ("criteria", .sequence(Node.Sequence(criteria.map(\.node)))),
    ]
    let line: (String, Node) =
      switch pass.line {
      case .marks(let marks): ("marks", Node("\(marks)"))
      case .percent(let percent): ("percent", Node("\(percent)"))
      }
    top.append(("pass", .block([line, ("source", .prose(pass.source))])))
    if let borderline {
      top.append(
        (
          "borderline",
          .block([
            ("below", Node("\(borderline.below)")), ("above", Node("\(borderline.above)")),
          ])
        ))
    }
    return Node.block(top).written
  }
}

extension ExchangedRubric.Criterion {
  fileprivate var node: Node {
    var pairs: [(String, Node)] = [
      ("id", Node(id ?? "")), ("head", Node(head?.rawValue ?? "")), ("title", .prose(title)),
      ("asks", .prose(asks)),
    ]
    if !statements.isEmpty {
      pairs.append(("statements", .sequence(Node.Sequence(statements.map { .prose($0) }))))
    }
    if let mustReach { pairs.append(("must-reach", Node("\(mustReach)"))) }
    let levels = levels.enumerated().map { place, level in
      Node.block([
        ("level", Node("\(place)")), ("marks", Node("\(level.marks)")),
        ("name", .prose(level.name)), ("descriptor", .prose(level.descriptor)),
      ])
    }
    return .block(pairs + [("levels", .sequence(Node.Sequence(levels)))])
  }
}
