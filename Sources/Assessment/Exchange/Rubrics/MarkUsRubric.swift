import Findings
import Yams

/// Reads the criteria of a MarkUs assignment.
///
/// Both forms are taken: `levels:` with a mark each, and the older `level_0` to `level_4`, each
/// worth an equal part of `max_mark`. A check box has two levels; a flexible criterion has none and
/// is refused.
func readMarkUs(
  _ bytes: [UInt8], name: String
) throws(RubricFlaw) -> Judged<[ExchangedRubric]> {
  var yaml = StrictYAML(name: name)
  guard let root = yaml.root(of: String(decoding: bytes, as: UTF8.self)) else {
    return Judged(nil, yaml.findings)
  }
  guard let criteria = root.mapping else { throw .form("is not a list of criteria of MarkUs") }
  var rubric = ExchangedRubric(title: "")
  for (key, node) in criteria {
    let title = key.string ?? ""
    guard let fields = node.mapping else { throw .form("'\(title)' is no criterion of MarkUs") }
    var criterion = ExchangedRubric.Criterion(title: title)
    criterion.asks = fields["description"]?.string ?? ""
    criterion.levels = try markUsLevels(fields, of: title)
    criterion.levels.sort { $0.marks < $1.marks }
    rubric.criteria.append(criterion)
  }
  return Judged([rubric], yaml.findings)
}

private func markUsLevels(
  _ fields: Node.Mapping, of title: String
) throws(RubricFlaw) -> [ExchangedRubric.Level] {
  let most = fields["max_mark"]?.string ?? fields["max"]?.string ?? ""
  if fields["type"]?.string?.lowercased() == "checkbox" {
    return [
      ExchangedRubric.Level(marks: 0, name: "Not met", descriptor: "Not met"),
      ExchangedRubric.Level(marks: try wholeMarks(most, at: title), name: "Met", descriptor: "Met"),
    ]
  }
  var levels: [ExchangedRubric.Level] = []
  if let named = fields["levels"]?.mapping {
    for (key, node) in named {
      let marks = try wholeMarks(node["mark"]?.string ?? "", at: title)
      levels.append(
        ExchangedRubric.Level(
          marks: marks, name: key.string ?? "", descriptor: node["description"]?.string ?? ""))
    }
  } else {
    let old = (0...4).compactMap { place in fields["level_\(place)"].map { (place, $0) } }
    let part = Double(most).map { $0 / 4 }
    for (place, node) in old {
      levels.append(
        ExchangedRubric.Level(
          marks: try wholeMarks(part.map { $0 * Double(place) }, at: title),
          name: node["name"]?.string ?? "", descriptor: node["description"]?.string ?? ""))
    }
  }
  guard !levels.isEmpty else { throw .noLevels(title) }
  return levels
}

extension ExchangedRubric {
  /// The criteria as MarkUs takes them: told by title, their levels told by name.
  func markUsBytes() throws(RubricFlaw) -> [UInt8] {
    var seen: Set<String> = []
    var pairs: [(key: String, value: YAMLText)] = []
    for criterion in criteria {
      guard seen.insert(criterion.title).inserted else { throw .sameName(criterion.title) }
      pairs.append((criterion.title, try criterion.markUs()))
    }
    return Array(YAMLText.block(pairs).file.utf8)
  }
}

extension ExchangedRubric.Criterion {
  fileprivate func markUs() throws(RubricFlaw) -> YAMLText {
    var names: Set<String> = []
    var shown: [(key: String, value: YAMLText)] = []
    for (place, level) in levels.enumerated() {
      let name = level.name.isEmpty ? "Level \(place)" : level.name
      guard names.insert(name).inserted else { throw .sameName(name) }
      shown.append(
        (
          name,
          .block([
            ("mark", .plain("\(level.marks).0")), ("description", .text(level.descriptor)),
          ])
        ))
    }
    return .block([
      ("type", .plain("rubric")), ("max_mark", .plain("\(levels.map(\.marks).max() ?? 0).0")),
      ("levels", .block(shown)), ("ta_visible", .plain("true")),
      ("peer_visible", .plain("false")),
    ])
  }
}
