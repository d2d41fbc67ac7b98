import Assessment
import Findings
import Foundation
import GRDB

/// Finds where two copies said two things of one matter, and states which holds until a person
/// decides: the earlier.
///
/// It is stated by the event that joins, so that every copy which takes that event over holds the
/// same.
struct JoinClashes {
  let own: Database
  let ours: Branch
  var replay: Replay
  /// The event that joins.
  let event: Int

  /// Columns that say nothing of the matter.
  private static let silent: Set = ["event", "id"]

  mutating func resolve() throws {
    for pair in try registers() { try resolve(register: pair) }
    for pair in try exceptions() { try resolve(exception: pair) }
    try resolveQueries()
    try resolveDecisions()
  }

  // MARK: What one row says

  private mutating func registers() throws -> [ClashPair] {
    try pairs(of: Replay.registers.union(["entry"])) { change, shape, _ in
      change.record == "entry" ? ["id"] : shape.table.key
    }
  }

  private func resolve(register pair: ClashPair) throws {
    guard let shape = replay.shapes[pair.record] else { return }
    var columns = pair.held.row
    columns["event"] = columns["event"] == nil ? nil : .number(event)
    if pair.record == "entry" { columns = columns.filter { $0.key == "cohort" } }
    let differs = columns.contains {
      !Self.silent.contains($0.key) && pair.left.row[$0.key] != $0.value
    }
    guard differs || pair.held.word.digest != pair.left.word.digest else { return }
    if differs {
      try own.update(columns, shape, shape.table.key.compactMap { pair.held.row[$0] })
    }
    try note(pair, differs: differs)
  }

  // MARK: Exceptions, of which the later row holds

  private mutating func exceptions() throws -> [ClashPair] {
    try pairs(of: ["exception"]) { change, _, row in
      guard change.kind == .added, case .text(let kind)? = row["kind"],
        !["withdrawal", "deferral"].contains(kind)
      else { return nil }
      return ["entry", "kind", "check_name", Self.part]
    }
  }

  private func resolve(exception pair: ClashPair) throws {
    let told = ["closes", "value", "score"]
    let differs = told.contains { pair.mine.row[$0] != pair.other.row[$0] }
    if differs {
      var row = pair.held.row
      row["id"] = nil
      row[Self.part] = nil
      row["event"] = .number(event)
      try own.insert(row, into: "exception")
    }
    try note(pair, differs: differs)
  }

  // MARK: Queries, of which the last act holds

  /// A query that one copy answered and the other opened again is open; its owner is whom the
  /// earlier act named.
  private mutating func resolveQueries() throws {
    let opened = try pairs(of: ["query"]) { _, _, _ in ["entry", "assessor", "flag"] }
    for pair in opened {
      let times = [pair.mine, pair.other].compactMap { side -> Int? in
        if case .number(let time)? = side.row["opened"] { time } else { nil }
      }
      try own.executeRepeated(
        sql: "UPDATE query SET opened = ? WHERE id = ?",
        arguments: [times.min(), pair.mine.row["id"]?.value])
    }
    let answers = try pairs(of: ["query_act"]) { change, _, row in
      change.kind == .added && row["kind"] != .text("owner") ? ["query"] : nil
    }
    for pair in answers {
      let isOpen = [pair.mine, pair.other].contains { $0.row["kind"] == .text("reopen") }
      let differs = pair.mine.row["kind"] != pair.other.row["kind"]
      if isOpen && differs { try act(on: pair, ["kind": .text("reopen")]) }
      try note(pair, differs: try differs || (!isOpen && answersDiffer(pair)))
    }
    let owners = try pairs(of: ["query_act"]) { change, _, row in
      change.kind == .added && row["kind"] == .text("owner") ? ["query", "kind"] : nil
    }
    for pair in owners {
      let owner = pair.held.row["owner"]
      let differs = owner != pair.left.row["owner"]
      if differs { try act(on: pair, ["kind": .text("owner"), "owner": owner ?? .nothing]) }
      // Whoever collected the same flag in both copies was made its owner in both.
      let isNew =
        try Bool.fetchOne(
          own,
          sql: "SELECT EXISTS (SELECT 1 FROM query_act WHERE query = ? AND id < ?)",
          arguments: [pair.held.row["query"]?.value, pair.mine.row["id"]?.value]) != true
      try note(pair, differs: differs && !isNew)
    }
  }

  private func act(on pair: ClashPair, _ values: [String: PlannedCell]) throws {
    var row = values
    row["query"] = pair.held.row["query"]
    row["event"] = .number(event)
    try own.insert(row, into: "query_act")
  }

  private func answersDiffer(_ pair: ClashPair) throws -> Bool {
    let texts = try [pair.mine.word.digest, pair.other.word.digest].map { digest in
      try String.fetchOne(
        own,
        sql: """
          SELECT text FROM private_text JOIN event ON event.number = private_text.event
          WHERE event.digest = ? AND field = 'answer'
          """, arguments: [digest])
    }
    return texts[0] != texts[1]
  }

  func note(_ pair: ClashPair, differs: Bool) throws {
    try note(
      NotedClash(
        record: pair.record, subject: pair.subject, entry: pair.entry, held: pair.held.word,
        left: pair.left.word), differs: differs)
  }
}
