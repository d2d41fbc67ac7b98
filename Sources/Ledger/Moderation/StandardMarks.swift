import Assessment

/// What one assessor gave to scripts with definitive marks, as a judgement takes it.
///
/// A set and a seed count as they stood when they were first complete: whoever hears how they did
/// cannot mend it afterwards. Practice scripts count as they stand now.
struct StandardMarks {
  private let facts: [ScriptCode: [MarkFact]]
  /// When each script was first marked in every criterion that has a mark.
  let times: [ScriptCode: MarkingTime]

  /// All that is recorded of such scripts, by assessor.
  static func all(_ facts: [MarkFact]) -> [String: StandardMarks] {
    Dictionary(grouping: facts, by: \.key.assessor.text).mapValues(StandardMarks.init)
  }

  init(_ facts: [MarkFact]) {
    self.facts = Dictionary(grouping: facts, by: \.key.script)
    times = self.facts.compactMapValues(Self.time)
  }

  /// The marks by which scripts are judged.
  func marks(of scripts: [DefinitiveScript]) -> [ScriptCode: [String: Int]] {
    var judged: [ScriptCode: [String: Int]] = [:]
    for (use, group) in Dictionary(grouping: scripts, by: \.use) {
      let whole = group.compactMap { times[$0.script]?.received }.max()
      for script in group {
        let until: Instant? =
          switch use {
          case .practice: nil
          case .first, .second: whole
          case .seed: times[script.script]?.received
          }
        let known = (facts[script.script] ?? []).filter { fact in
          until.map { fact.source.received <= $0 } ?? true
        }
        judged[script.script] = markings(of: known).first?.marks
      }
    }
    return judged
  }

  private static func time(_ facts: [MarkFact]) -> MarkingTime? {
    var first: [MarkFact.Field: MarkFact] = [:]
    for fact in facts {
      guard case .mark = fact.key.field, case .marks = fact.value else { continue }
      let known = first[fact.key.field]
      if known.map({ fact.source.received < $0.source.received }) ?? true {
        first[fact.key.field] = fact
      }
    }
    return first.values.map { fact in
      MarkingTime(
        received: fact.source.received, pack: fact.pack.text, script: fact.key.script)
    }.max()
  }
}
