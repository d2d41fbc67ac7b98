import Assessment
package import Findings
import Foundation
import GRDB

/// What an undo took back.
package struct UndoOutcome: Sendable {
  /// The events whose changes it took back, in their order.
  package let events: [Int]
  /// The command that had made them.
  package let command: String
  /// How many other events of the same run stand as they were.
  package let others: Int
  /// How many rows were taken out, put back, or set as they were, by what they are.
  package let rows: [ChangeCount]
  /// The entries concerned.
  package let entries: [Int]
  /// The receipts that no longer stand, by entry; those who have them should be told.
  package let receipts: [Int: [String]]
  /// The receipts that stand again, by entry.
  package let restored: [Int: [String]]
}

extension Ledger {
  /// Takes an event back, or the whole run that it is part of: everything that it changed stands as
  /// it stood before, and what it was is kept.
  ///
  /// It is refused where something stands on it, and that is named.
  package func undo(
    _ number: Int, wholeRun: Bool = false, reason: String, act: Act
  ) throws -> Judged<UndoOutcome> {
    do {
      let undone: Judged<UndoOutcome> = try step(act) { database in
        let found = try database.undoing(number, wholeRun: wholeRun)
        guard let undoing = found.value else { return Judged(nil, found.findings) }
        let obstacles = try database.obstacles(to: undoing)
        guard obstacles.isEmpty else { return Judged(nil, obstacles) }
        let outcome = try database.undo(undoing, reason: reason, act)
        return Judged(outcome, try database.packsOut(undoing))
      }
      if let value = undone.value, !value.receipts.isEmpty || !value.restored.isEmpty {
        try refreshReceiptLists()
      }
      return undone
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      return Judged(
        nil,
        [
          Finding(
            "stands-on-it", .refused, "event \(number)",
            "cannot be taken back: what was recorded since is in the way",
            remedy: "look at npq history, and undo what came later first")
        ])
    }
  }
}

/// Events that are to be undone together.
struct Undoing {
  /// The event that was asked for.
  let number: Int
  let events: Set<Int>
  let body: EventBody
  let changes: [Change]
  /// The other events of the run that are not undone with it.
  let others: Int
  /// The command that first made these changes, where they are themselves an undo.
  let origin: String
}

extension Database {
  /// Undos that stand: the events that they took back, each with the undo that did it.
  ///
  /// An undo that was itself undone takes nothing back.
  func undone() throws -> [Int: Int] {
    var undone: [Int: Int] = [:]
    let rows = try Row.fetchAll(self, sql: "SELECT event, undoes FROM undo ORDER BY event DESC")
    for row in rows where undone[row["event"]] == nil { undone[row["undoes"]] = row["event"] }
    return undone
  }

  /// Commands that no undo takes back.
  private static let lasting = [
    "init": "made the series itself", "join": "joined what two copies had recorded",
  ]

  fileprivate func undoing(_ number: Int, wholeRun: Bool) throws -> Judged<Undoing> {
    func refuse(_ code: String, _ message: String, _ remedy: String) -> Judged<Undoing> {
      Judged(nil, [Finding(code, .refused, "event \(number)", message, remedy: remedy)])
    }
    guard
      let bytes = try Data.fetchOne(
        self, sql: "SELECT body FROM event WHERE number = ?", arguments: [number])
    else {
      return refuse(
        "no-such-event", "is not in the record", "npq history shows the numbers of events")
    }
    let body = try JSONDecoder().decode(EventBody.self, from: bytes)
    let undone = try undone()
    if let by = undone[number] {
      return refuse(
        "undone-already", "was undone by event \(by)", "npq undo \(by) brings it back")
    }
    let run = try Int.fetchAll(
      self,
      sql: """
        SELECT event FROM run WHERE first = (SELECT first FROM run WHERE event = ?)
        """, arguments: [number])
    let standing = Set(run + [number]).filter { undone[$0] == nil }
    let events = wholeRun ? standing : [number]
    let changes = try changes(of: events)
    if let why = changes.isEmpty ? "changed nothing that can be undone" : Self.lasting[body.command]
    {
      return refuse("nothing-to-undo", why, "npq history shows what was done")
    }
    if changes.contains(where: { $0.record == "release" }) {
      return refuse(
        "result-released", "put results out, and letters may have left",
        "npq reopen PERSON --reason TEXT opens one result again, and keeps what was")
    }
    if changes.contains(where: { $0.before == "{}" }) {
      return refuse(
        "nothing-to-undo", "is about what was erased: nothing is left to put back",
        "npq history shows what was done")
    }
    return Judged(
      Undoing(
        number: number, events: events, body: body, changes: changes,
        others: standing.count - events.count, origin: try origin(of: number, body.command)))
  }

  /// The command behind an event: that of what it undid, where it is an undo.
  private func origin(of number: Int, _ command: String) throws -> String {
    let below = try Row.fetchOne(
      self,
      sql: """
        SELECT event.number, event.body FROM undo JOIN event ON event.number = undo.undoes
        WHERE undo.event = ? ORDER BY undo.undoes LIMIT 1
        """, arguments: [number])
    guard let below else { return command }
    let body = try JSONDecoder().decode(EventBody.self, from: below["body"] as Data)
    return try origin(of: below["number"], body.command)
  }

  fileprivate func undo(_ undoing: Undoing, reason: String, _ act: Act) throws -> UndoOutcome {
    let events = undoing.events.sorted()
    let last = events.last ?? undoing.number
    var facts = ["command": undoing.body.command]
    facts["undoes"] = events.count == 1 ? "\(undoing.number)" : "\(events[0]) to \(last)"
    if events.count > 1 { facts["events"] = "\(events.count)" }
    let subject = events.count == 1 ? undoing.body.subject : nil
    let event = try append(
      NewEvent(subject: subject, facts: facts, texts: ["reason": reason]), act)
    for number in events {
      try executeRepeated(
        sql: "INSERT INTO undo (event, undoes) VALUES (?, ?)", arguments: [event, number])
    }
    let lost = try receipts(.added, of: undoing)
    let restored = try receipts(.removed, of: undoing)
    try takeBack(undoing.changes)
    return UndoOutcome(
      events: events, command: undoing.body.command, others: undoing.others,
      rows: ChangeCount.count(undoing.changes),
      entries: Set(undoing.changes.compactMap(\.entry)).sorted(), receipts: lost,
      restored: restored)
  }

  /// A warning for each pack that may have left and no longer stands, or holds scripts that are no
  /// longer its assessor's.
  fileprivate func packsOut(_ undoing: Undoing) throws -> [Finding] {
    let sql = """
      SELECT pack.id, pack.assessor, count(DISTINCT pack_script.entry) AS scripts FROM temp.doomed
      JOIN change ON change.record = 'allocation' AND change.key = doomed.key
        AND change.kind = 'added' AND change.event IN temp.undoing
      JOIN pack ON pack.assessor = change.assessor
      JOIN pack_script ON pack_script.pack = pack.id AND pack_script.entry = change.entry
      WHERE doomed.record = 'allocation' GROUP BY pack.id ORDER BY pack.id
      """
    let emptied = try Row.fetchAll(self, sql: sql).map { row in
      let scripts: Int = row["scripts"]
      let what = scripts == 1 ? "1 script that is" : "\(scripts) scripts that are"
      return Finding(
        "pack-is-out", .warning, row["id"],
        "holds \(what) no longer given to \(row["assessor"] as String)",
        remedy: "tell the assessor; marks that come all the same are kept as extra markings")
    }
    let gone = undoing.changes.filter { $0.record == "pack" && $0.kind == .added }
    return emptied
      + gone.map { change in
        Finding(
          "pack-is-out", .warning, String(change.key.dropFirst(2).dropLast(2)),
          "no longer stands, and marks from it will not be taken",
          remedy: "if it has left, tell its assessor to wait for another one")
      }
  }

  /// The receipts that were issued by these changes, or taken from people by them, by entry.
  private func receipts(_ kind: Change.Kind, of undoing: Undoing) throws -> [Int: [String]] {
    var receipts: [Int: [String]] = [:]
    for change in undoing.changes where change.record == "receipt" && change.kind == kind {
      guard let body = try body(ofReceipt: change) else { continue }
      let receipt = try JSONDecoder().decode(Receipt.self, from: Data(body.utf8))
      guard let person = receipt.facts.participant, let paper = receipt.facts.paper else {
        continue
      }
      let code = paper.qualification?.code
      let entry = try Int.fetchOne(
        self,
        sql: """
          SELECT id FROM entry WHERE person = ? AND assessment = ?
          AND (? IS NULL OR qualification = ?) ORDER BY attempt DESC
          """,
        arguments: [person.text, paper.assessment.text, code, code])
      if let entry { receipts[entry, default: []].append(receipt.number) }
    }
    return receipts
  }

  /// A receipt that is there, or as it was kept when it was taken out.
  private func body(ofReceipt change: Change) throws -> String? {
    if let before = change.before {
      return try String.fetchOne(
        self, sql: "SELECT json_extract(?, '$.body')", arguments: [before])
    }
    return try String.fetchOne(
      self, sql: "SELECT body FROM receipt WHERE json_array(number) = ?", arguments: [change.key])
  }
}
