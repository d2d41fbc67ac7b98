import Assessment
package import Findings
import GRDB

extension Ledger {
  /// Does at once what a new flag asks for whoever answers it: an integrity case is opened, and a
  /// script whose author its assessor knows goes to another, every other marking staying.
  package func follow(queries numbers: [Int], draw: UInt64, act: Act) throws -> [Finding] {
    // Those of an interrupted run among them.
    let due = try Set(numbers + unfollowed())
    let opened = try queries().filter { due.contains($0.number) }
    guard !opened.isEmpty else { return [] }
    let entries = Dictionary(
      uniqueKeysWithValues: try entries(at: act.time).map { ($0.script, $0) })
    let cases = opened.filter { [.suspectedMalpractice, .alike].contains($0.flag.reason) }
      .flatMap { query in
        [query.script, query.flag.about?.text].compactMap { $0.flatMap { entries[$0] } }
          .map { OpenCase(entry: $0, query: query) }
      }
    // Recording a case again changes nothing, so that this may be interrupted anywhere.
    if !cases.isEmpty { _ = try record(cases.map(\.exception), act: act) }
    var findings = cases.map(\.finding)
    for query in opened where query.flag.reason == .iKnowTheAuthor {
      guard let entry = entries[query.script] else { continue }
      findings += try move(entry, from: query.assessor, draw: draw, act: act)
      try note(followed: [query.number])
    }
    try note(followed: opened.map(\.number))
    return findings
  }

  private func move(
    _ entry: EntryRecord, from assessor: String, draw: UInt64, act: Act
  ) throws -> [Finding] {
    _ = try importInterests(
      [(person: entry.person, assessor: assessor, reason: "knows the author")], act: act)
    var request = try allocationRequest(at: act.time, draw: draw)
    let isLeaving = { (marking: AllocationMarking) in
      marking.script == entry.script && marking.assessor == assessor
    }
    guard request.before.contains(where: isLeaving) else {
      return try moveLater(entry, from: assessor, draw: draw, act: act)
    }
    request.pins = request.before.filter { !isLeaving($0) }
    // Only the script that moves is placed anew; of the others each assessor keeps the load.
    let loads = Dictionary(
      grouping: request.pins.filter { $0.script != entry.script }, by: \.assessor)
    request.scripts.removeAll { $0.id != entry.script }
    request.pins.removeAll { $0.script != entry.script }
    request.before.removeAll { $0.script != entry.script }
    request.interests.removeAll { $0.script != entry.script }
    request.markings = request.before.count
    for index in request.assessors.indices {
      let load = loads[request.assessors[index].id]?.count ?? 0
      request.assessors[index].capacity = max(0, request.assessors[index].capacity - load)
      request.assessors[index].minimum = 0
    }
    let outcome = Assessment.allocate(request)
    guard let plan = outcome.plan else {
      return [Self.notMoved(entry, from: assessor)]
    }
    _ = try allocate(plan.markings, draw: draw, act: act)
    let now = plan.markings.first { marking in
      !request.before.contains { $0.assessor == marking.assessor }
    }
    return [Self.moved(entry, from: assessor, to: now?.assessor)]
  }

  /// The same for a marking of a later round.
  private func moveLater(
    _ entry: EntryRecord, from assessor: String, draw: UInt64, act: Act
  ) throws -> [Finding] {
    guard let number = entry.markers.first(where: { $0.value == assessor })?.key,
      let round = entry.rounds[number], round != .setAside
    else { return [] }
    let request = try roundRequest(for: [entry.script], at: act.time, draw: draw)
    guard let plan = Assessment.allocate(request).plan else {
      return [Self.notMoved(entry, from: assessor)]
    }
    try allocate(plan.markings, round: round, leaving: assessor, draw: draw, act: act)
    return [Self.moved(entry, from: assessor, to: plan.markings.first?.assessor)]
  }

  private static func moved(
    _ entry: EntryRecord, from assessor: String, to other: String?
  ) -> Finding {
    Finding(
      "author-known", .note, entry.script,
      "\(assessor) knows the author; it went to \(other ?? "nobody"), and nothing else was moved",
      remedy: "npq distribute gives it out")
  }

  private static func notMoved(_ entry: EntryRecord, from assessor: String) -> Finding {
    Finding(
      "author-known-not-moved", .held, entry.script,
      "\(assessor) knows the author, and nobody else can mark it",
      remedy: "import another assessor or raise a capacity, then npq allocate")
  }
}

/// A result that is withheld until the office closes the case.
private struct OpenCase {
  let entry: EntryRecord
  let query: QueryRecord

  private var name: String { "flag \(query.number)" }

  var exception: NewException {
    NewException(
      entry: entry.id,
      exception: EntryException(IntegrityCheck(check: name, state: .open, score: nil)),
      category: nil, authoriser: query.assessor,
      reason: "flagged \(query.flag) by \(query.assessor)")
  }

  var finding: Finding {
    Finding(
      "integrity-opened", .note, entry.script,
      "an integrity case is open, and the result is withheld (query \(query.number))",
      remedy: "look into it, then npq record integrity \(entry.script) --check \"\(name)\" "
        + "--value closed --reason TEXT")
  }
}
