package import Findings

/// Two or more versions of one thing, of which a person has to say which holds.
package struct MarkClash: Sendable, Hashable {
  package let key: MarkFact.Key
  /// The versions that stand against each other, from earlier to later; all are kept.
  package let versions: [MarkFact]
}

/// What came of a merge.
package struct MergeOutcome: Sendable {
  /// Every fact, in one order whatever the order in which they came.
  package var facts: [MarkFact]
  /// What was not recorded before.
  package var added: [MarkFact]
  /// Recorded facts whose place a higher revision from the same pack took.
  package var replaced: [MarkFact]
  package var clashes: [MarkClash]
  /// One finding for each clash.
  package var findings: [Finding]
}

/// Joins returned marks with those recorded.
///
/// For each thing of a script in one assessor's marking: equal values join; a blank erases nothing,
/// since it is no fact; a higher revision from the same pack takes the place of a lower; anything
/// else that differs is a clash that keeps both. The outcome depends on the set of facts alone, not
/// on their order, and merging the same again changes nothing.
package func merge(recorded: [MarkFact], incoming: [MarkFact]) -> MergeOutcome {
  if recorded.isEmpty, let facts = ofDifferentThings(incoming) {
    return MergeOutcome(facts: facts, added: facts, replaced: [], clashes: [], findings: [])
  }
  let touched = Set(incoming.map(\.key))
  let before = MarkVersions(recorded.filter { touched.contains($0.key) })
  let after = MarkVersions(recorded + incoming)
  var added: [MarkFact] = []
  var replaced: [MarkFact] = []
  for key in touched {
    let known = before.all[key] ?? []
    added += (after.all[key] ?? []).filter { fact in !known.contains { $0.says(fact) } }
    let standing = after.standing[key] ?? []
    replaced += (before.standing[key] ?? []).filter { fact in
      !standing.contains { $0.says(fact) }
    }
  }
  let clashes = after.clashes
  return MergeOutcome(
    facts: after.facts, added: added.sorted(), replaced: replaced.sorted(), clashes: clashes,
    findings: clashes.map(Finding.clash))
}

/// The facts in their order, where each is of another thing; nil where two are of one thing.
///
/// So it is nearly always when a sheet comes for the first time, and nothing has to be weighed.
private func ofDifferentThings(_ facts: [MarkFact]) -> [MarkFact]? {
  let sorted = facts.sorted()
  let isTwice = zip(sorted, sorted.dropFirst()).contains { $0.key == $1.key }
  return isTwice ? nil : sorted
}

/// Facts by what they are about, and what stands after the rules of the merge.
struct MarkVersions {
  /// Each different fact once, with the earliest source that brought it.
  let all: [MarkFact.Key: [MarkFact]]
  /// For each thing: the facts that hold, which say the same unless there is a clash.
  let standing: [MarkFact.Key: [MarkFact]]

  init(_ facts: [MarkFact]) {
    all = Dictionary(grouping: facts, by: \.key).mapValues(Self.distinct)
    standing = all.mapValues(Self.standing)
  }

  var facts: [MarkFact] { all.values.joined().sorted() }

  var clashes: [MarkClash] {
    standing.compactMap { key, versions in
      guard let first = versions.first,
        versions.contains(where: { $0.value != first.value || $0.rubric != first.rubric })
      else { return nil }
      return MarkClash(key: key, versions: versions)
    }.sorted { $0.versions.lexicographicallyPrecedes($1.versions) }
  }

  private static func distinct(_ facts: [MarkFact]) -> [MarkFact] {
    var distinct: [MarkFact] = []
    for fact in facts {
      if let place = distinct.firstIndex(where: { $0.says(fact) }) {
        distinct[place] = min(distinct[place], fact)
      } else {
        distinct.append(fact)
      }
    }
    return distinct
  }

  private static func standing(_ versions: [MarkFact]) -> [MarkFact] {
    versions.filter { fact in
      !versions.contains { $0.pack == fact.pack && $0.revision > fact.revision }
    }.sorted { left, right in
      left.source.received == right.source.received
        ? left < right : left.source.received < right.source.received
    }
  }
}

extension MarkFact {
  /// Whether two facts of one key say the same, whatever file brought them.
  fileprivate func says(_ other: MarkFact) -> Bool {
    revision == other.revision && value == other.value && pack == other.pack
      && rubric == other.rubric
  }
}

extension Finding {
  static func clash(_ clash: MarkClash) -> Finding {
    let isMark =
      if case .mark = clash.key.field { true } else { false }
    let versions = clash.versions.map { fact in
      let what = isMark ? "\(fact.value)" : "one text"
      return
        "\(what) in \(fact.source.file.escaped), received \(fact.source.received), revision \(fact.revision) of \(fact.pack)"
    }
    return Finding(
      isMark ? "mark-clash" : "comment-clash", isMark ? .held : .warning,
      "\(clash.key.script) \(clash.key.field)",
      "\(clash.key.assessor) gave \(versions.joined(separator: ", and "))",
      remedy: "ask \(clash.key.assessor) which holds; both are kept until somebody decides")
  }
}
