extension ExchangedRubric {
  /// The mark scheme in our own form; nil where something is missing that it must say.
  var yaml: String? {
    guard let facts, let pass else { return nil }
    var top: [(key: String, value: YAMLText)] = [
      ("rubric", .plain("\(Rubric.form)")), ("qualification", .plain(facts.qualification.code)),
      ("title", .text(title)), ("version", .text(facts.version)),
      ("date", .plain("\(facts.date)")), ("source", .text(facts.source)),
      ("example", .plain(facts.example ? "true" : "false")),
      ("criteria", .list(criteria.map(\.yaml))), ("pass", pass.yaml),
    ]
    if let borderline {
      top.append(
        (
          "borderline",
          .block([
            ("below", .plain("\(borderline.below)")), ("above", .plain("\(borderline.above)")),
          ])
        ))
    }
    return YAMLText.block(top).file
  }
}

extension ExchangedRubric.Pass {
  fileprivate var yaml: YAMLText {
    let rule: (key: String, value: YAMLText) =
      switch line {
      case .marks(let marks): ("marks", .plain("\(marks)"))
      case .percent(let percent): ("percent", .plain("\(percent)"))
      }
    return .block([rule, ("source", .text(source))])
  }
}

extension ExchangedRubric.Criterion {
  fileprivate var yaml: YAMLText {
    var pairs: [(key: String, value: YAMLText)] = [
      ("id", .text(id ?? "")), ("head", .plain(head?.rawValue ?? "")), ("title", .text(title)),
      ("asks", .text(asks)),
    ]
    if !statements.isEmpty { pairs.append(("statements", .list(statements.map { .text($0) }))) }
    if let mustReach { pairs.append(("must-reach", .plain("\(mustReach)"))) }
    let levels = levels.enumerated().map { place, level in
      YAMLText.block([
        ("level", .plain("\(place)")), ("marks", .plain("\(level.marks)")),
        ("name", .text(level.name)), ("descriptor", .text(level.descriptor)),
      ])
    }
    return .block(pairs + [("levels", .list(levels))])
  }
}
