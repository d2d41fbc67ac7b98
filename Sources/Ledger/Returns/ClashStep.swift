package import Assessment
import Findings
import GRDB

/// What somebody decided about one clash.
package struct ClashDecision {
  let key: MarkFact.Key
  let value: MarkFact.Value
  let reason: String

  package init(key: MarkFact.Key, value: MarkFact.Value, reason: String) {
    self.key = key
    self.value = value
    self.reason = reason
  }
}

extension Ledger {
  /// Every clash that nobody has settled, in the order of scripts.
  package func clashes() throws -> [MarkClash] { try queue.read { try $0.merged(\.clashes) } }

  /// Settles clashes, in one step: one version takes the place of the others, and all are kept.
  ///
  /// - Returns: How many; one that is no clash any more is passed over.
  package func settle(_ decisions: [ClashDecision], act: Act) throws -> Int {
    guard !decisions.isEmpty else { return 0 }
    return try step(act) { database in try decisions.count { try database.settle($0, act) } }
  }
}

extension Database {
  fileprivate func settle(_ decision: ClashDecision, _ act: Act) throws -> Bool {
    let key = decision.key
    let facts = try facts(of: [key.script.text])
    guard
      let clash = merge(recorded: facts, incoming: []).clashes.first(where: { $0.key == key }),
      let kept = clash.versions.first(where: { $0.value == decision.value })
    else { return false }
    var told = ["assessor": key.assessor.text]
    var texts = ["reason": decision.reason]
    // A mark stands in the chain; what an assessor wrote is private.
    if case .mark(let criterion) = key.field { told["criterion"] = criterion }
    if case .marks(let marks) = decision.value { told["mark"] = "\(marks)" }
    if case .text(let text) = decision.value { texts["kept"] = text }
    let event = try append(NewEvent(subject: key.script.text, facts: told, texts: texts), act)
    for pack in Set(clash.versions.map(\.pack)).sorted() {
      let last = facts.filter { $0.key == key && $0.pack == pack }.map(\.revision).max() ?? 0
      let fact = MarkFact(
        key: key, value: decision.value, pack: pack, revision: last + 1, rubric: kept.rubric,
        source: MarkFact.Source(file: "the office", received: act.time))
      try insert([fact], event: event)
    }
    return true
  }

  /// What follows from the marks of each script, joined, in the order of scripts: one after the
  /// other, since those of a national series would fill a gigabyte.
  func merged<Value>(_ read: (MergeOutcome) -> [Value]) throws -> [Value] {
    let all = try MarkTable(self, .texts)
    return all.codes.sorted().flatMap {
      read(merge(recorded: all.facts(of: $0), incoming: []))
    }
  }
}
