import Assessment
package import Findings
import Foundation
import GRDB

/// Which of two things that copies recorded apart is right.
package enum ClashSide: String, Sendable, CaseIterable {
  /// What holds since the join.
  case held
  /// What was kept beside it.
  case other
}

extension Ledger {
  /// Says which side of clashes is right, all or none; the other version then holds where it was
  /// that one.
  ///
  /// - Returns: The clashes that are settled; nil where nothing was changed.
  package func settle(
    clashes numbers: [Int], keeping side: ClashSide, reason: String, act: Act
  ) throws -> Judged<[JoinClash]> {
    let open = Dictionary(
      uniqueKeysWithValues: try joinClashes().map { ($0.number, $0) })
    let missing = numbers.filter { open[$0] == nil }.map { number in
      Finding(
        "clash-not-open", .refused, "clash \(number)", "is not open",
        remedy: "npq settle lists those that are")
    }
    guard missing.isEmpty else { return Judged(nil, missing) }
    let chosen = Set(numbers).sorted().compactMap { open[$0] }
    return try step(act) { database in
      let versions = try chosen.map { clash in
        (clash, try side == .other ? database.otherVersion(of: clash.number) : [])
      }
      let refused = versions.filter { $0.1 == nil }.map(\.0.cannotBeSettled)
      guard refused.isEmpty else { return Judged(nil, refused) }
      for (clash, versions) in versions {
        try database.settle(clash, side, versions ?? [], reason, act)
      }
      return Judged(chosen)
    }
  }
}

/// What is stated again of a version that did not hold.
private enum StatedVersion {
  case plan([PlannedMarking], round: String, entry: Int)
  /// A row of its own, of which the last holds.
  case added([String: PlannedCell], table: String)
  /// What one row says of somebody.
  case register([String: PlannedCell], TableShape)

  func state(in database: Database, _ event: Int) throws {
    switch self {
    case .plan(let plan, let round, let entry):
      let rest = try database.plans(of: [entry]) { $0 }[entry, default: []]
        .filter { $0.round != round }
      let placed = plan.map { marking in
        var marking = marking
        marking.event = event
        return marking
      }
      let isFirst = round == MarkingRound.marking.rawValue
      try database.state(
        plan: JoinPlans.numbered(isFirst ? placed + rest : rest + placed), of: entry)
    case .added(let row, let table):
      var row = row
      row["id"] = nil
      row["event"] = .number(event)
      try database.insert(row, into: table)
    case .register(let row, let shape):
      var row = row
      if row["event"] != nil { row["event"] = .number(event) }
      try database.update(row, shape, shape.table.key.compactMap { row[$0] })
    }
  }
}

extension Database {
  fileprivate func settle(
    _ clash: JoinClash, _ side: ClashSide, _ versions: [StatedVersion], _ reason: String, _ act: Act
  ) throws {
    let said = side == .held ? clash.held : clash.other
    let script = try String.fetchOne(
      self,
      sql: """
        SELECT script FROM entry JOIN join_clash ON join_clash.entry = entry.id
        WHERE join_clash.id = ?
        """, arguments: [clash.number])
    let facts = [
      "clash": "\(clash.number)", "kept": side.rawValue, "word": try digest(of: said.event),
    ]
    let event = try append(NewEvent(subject: script, facts: facts, texts: ["reason": reason]), act)
    for version in versions { try version.state(in: self, event) }
    try executeRepeated(
      sql: "INSERT INTO join_settlement (clash, kept, event) VALUES (?, ?, ?)",
      arguments: [clash.number, side.rawValue, event])
  }

  fileprivate func digest(of event: Int) throws -> String {
    try String.fetchOne(self, sql: "SELECT digest FROM event WHERE number = ?", arguments: [event])
      ?? ""
  }

  /// What would make the version hold that did not; nil where only a command of its own can.
  fileprivate func otherVersion(of number: Int) throws -> [StatedVersion]? {
    guard
      let clash = try Row.fetchOne(
        self, sql: "SELECT * FROM join_clash WHERE id = ?", arguments: [number])
    else { return nil }
    let record: String = clash["record"]
    let subject = try PlannedCell.list(clash["subject"])
    let entry: Int? = clash["entry"]
    if record == "allocation" {
      guard let json: String = clash["versions"], let entry, case .text(let round)? = subject.last
      else { return nil }
      let versions = try JSONDecoder().decode(PlanVersions.self, from: Data(json.utf8))
      return [.plan(versions.other, round: round, entry: entry)]
    }
    let event = try Int.fetchOne(
      self, sql: "SELECT number FROM event WHERE digest = ?",
      arguments: [clash["other"] as String])
    let matter = ClashMatter(record: record, subject: subject, entry: entry)
    guard let event, let shape = try shapes()[record],
      let row = try branchChanges(of: event).compactMap(matter.row).last
    else { return nil }
    if record == "entry" {
      return [.register(row.filter { ["id", "cohort"].contains($0.key) }, shape)]
    }
    if Replay.registers.contains(record) { return [.register(row, shape)] }
    return ClashMatter.restated.contains(record) ? [.added(row, table: record)] : nil
  }
}

/// What a clash is about, to find the row that one side made of it.
private struct ClashMatter {
  let record: String
  let subject: [PlannedCell]
  let entry: Int?

  /// Tables of which the last row holds, and whose rows stand for themselves.
  static let restated: Set = ["exception", "resolution", "feedback", "approval", "sample_outcome"]

  func row(_ change: BranchChange) throws -> [String: PlannedCell]? {
    guard change.record == record, let row = try change.row() else { return nil }
    switch record {
    case "entry": return row["id"] == entry.map { .number($0) } ? row : nil
    case "exception": return exception(row)
    case "approval": return has(row, ["assessor", "assessment", "qualification"])
    case "sample_outcome": return has(row, ["sample"])
    case "person", "assessor": return has(row, ["id"])
    case "interest": return has(row, ["person", "assessor"])
    case "officer": return has(row, ["name"])
    case "name_decision":
      guard case .text(let words)? = row["words"], case .text(let digest)? = subject.last,
        Digest(of: Data(words.utf8)).description.prefix(16) == digest
      else { return nil }
      return ofEntry(row)
    default: return ofEntry(row)
    }
  }

  private func has(_ row: [String: PlannedCell], _ columns: [String]) -> [String: PlannedCell]? {
    columns.map { row[$0] ?? .nothing } == subject ? row : nil
  }

  private func ofEntry(_ row: [String: PlannedCell]) -> [String: PlannedCell]? {
    row["entry"] == entry.map { .number($0) } ? row : nil
  }

  /// Of an adjustment the part that is meant.
  private func exception(_ row: [String: PlannedCell]) -> [String: PlannedCell]? {
    guard ofEntry(row) != nil, subject.count > 5, row["kind"] == subject[4] else { return nil }
    let parts = (try? JoinClashes.parts(of: row)) ?? [row]
    let part = parts.first { ($0[JoinClashes.part] ?? $0["check_name"] ?? .nothing) == subject[5] }
    return part?.filter { $0.key != JoinClashes.part }
  }
}

extension JoinClash {
  fileprivate var cannotBeSettled: Finding {
    Finding(
      "clash-needs-command", .refused, subject,
      "has two \(record), of which the other cannot simply be taken", remedy: remedy)
  }
}
