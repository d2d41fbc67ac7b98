package import Assessment
import Findings
import GRDB

extension Ledger {
  /// Every clash that nobody has settled, in the order of scripts.
  package func clashes() throws -> [MarkClash] { try queue.read { try $0.merged(\.clashes) } }

  /// Settles a clash: one version takes the place of the others, and all are kept.
  ///
  /// - Returns: False where there is no such clash any more.
  package func settle(
    _ key: MarkFact.Key, keeping value: MarkFact.Value, reason: String, act: Act
  ) throws -> Bool {
    try step(act) { database in
      let facts = try database.facts(of: [key.script.text])
      guard
        let clash = merge(recorded: facts, incoming: []).clashes.first(where: { $0.key == key }),
        let kept = clash.versions.first(where: { $0.value == value })
      else { return false }
      var told = ["assessor": key.assessor.text]
      var texts = ["reason": reason]
      // A mark stands in the chain; what an assessor wrote is private.
      if case .mark(let criterion) = key.field { told["criterion"] = criterion }
      if case .marks(let marks) = value { told["mark"] = "\(marks)" }
      if case .text(let text) = value { texts["kept"] = text }
      let event = try database.append(
        NewEvent(subject: key.script.text, facts: told, texts: texts), act)
      for pack in Set(clash.versions.map(\.pack)).sorted() {
        let last = facts.filter { $0.key == key && $0.pack == pack }.map(\.revision).max() ?? 0
        let fact = MarkFact(
          key: key, value: value, pack: pack, revision: last + 1, rubric: kept.rubric,
          source: MarkFact.Source(file: "the office", received: act.time))
        try database.insert([fact], event: event)
      }
      return true
    }
  }
}

extension Database {
  /// What follows from the marks of each script, joined, in the order of scripts: one after the
  /// other, since those of a national series would fill a gigabyte.
  func merged<Value>(_ read: (MergeOutcome) -> [Value]) throws -> [Value] {
    let all = try MarkTable(self, .texts)
    return all.codes.sorted().flatMap {
      read(merge(recorded: all.facts(of: $0), incoming: []))
    }
  }
}
