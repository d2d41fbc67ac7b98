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
  let before = MarkVersions(recorded)
  let after = MarkVersions(recorded + incoming)
  let known = Set(recorded.map(MarkVersions.said))
  var counted: Set<MarkFact> = []
  let added = after.facts.filter { fact in
    !known.contains(MarkVersions.said(fact)) && counted.insert(fact).inserted
  }
  let standing = Set(after.standing.values.joined().map(MarkVersions.said))
  let replaced = before.standing.values.joined()
    .filter { !standing.contains(MarkVersions.said($0)) }.sorted()
  let clashes = after.clashes
  return MergeOutcome(
    facts: after.facts, added: added, replaced: replaced, clashes: clashes,
    findings: clashes.map(Finding.clash))
}

/// Facts by what they are about, and what stands after the rules of the merge.
struct MarkVersions {
  /// Each different fact once, with the earliest source that brought it, in order.
  let facts: [MarkFact]
  /// For each thing: the facts that hold, which say the same unless there is a clash.
  let standing: [MarkFact.Key: [MarkFact]]

  init(_ all: [MarkFact]) {
    var earliest: [MarkFact: MarkFact] = [:]
    for fact in all {
      let said = Self.said(fact)
      earliest[said] = earliest[said].map { min($0, fact) } ?? fact
    }
    facts = earliest.values.sorted()
    var standing: [MarkFact.Key: [MarkFact]] = [:]
    for (key, versions) in Dictionary(grouping: facts, by: \.key) {
      let highest = Dictionary(grouping: versions, by: \.pack)
        .mapValues { $0.map(\.revision).max() ?? 0 }
      standing[key] = versions.filter { $0.revision == highest[$0.pack] }.sorted(by: Self.earlier)
    }
    self.standing = standing
  }

  var clashes: [MarkClash] {
    standing.compactMap { key, versions in
      let different = Set(versions.map { [$0.value.description, $0.rubric.description] })
      return different.count > 1 ? MarkClash(key: key, versions: versions) : nil
    }.sorted { $0.versions.lexicographicallyPrecedes($1.versions) }
  }

  /// A fact without its source: the same thing said again is nothing new.
  static func said(_ fact: MarkFact) -> MarkFact {
    var said = fact
    said.source = MarkFact.Source(file: "", received: Instant(seconds: 0))
    return said
  }

  private static func earlier(_ left: MarkFact, _ right: MarkFact) -> Bool {
    left.source.received == right.source.received
      ? left < right : left.source.received < right.source.received
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
