import Assessment
import Findings
import Foundation
import GRDB
import Sheets

/// What was erased.
package struct ErasureOutcome: Sendable {
  package var people = 0
  package var files = 0
  /// Folders in `send/` and `out/` that may still name somebody, since they are about others too.
  package var folders: [String] = []
}

extension Ledger {
  /// Erases what is personal of some people, and what they wrote, so that the chain still verifies:
  /// digests stay, and what they were taken of is gone.
  ///
  /// Their entries, script codes, marks and results stay. Files go after the record says so; those
  /// that an interruption left are taken away first.
  package func erase(_ people: [RetainedPerson], act: Act) throws -> ErasureOutcome {
    var outcome = ErasureOutcome(people: people.count)
    if !people.isEmpty {
      try step(act) { database in
        let facts = [
          "people": "\(people.count)", "entries": "\(people.map(\.entries.count).reduce(0, +))",
        ]
        let event = try database.append(NewEvent(facts: facts), act)
        try database.erase(people, event: event)
      }
    }
    outcome.files = try removeErasedFiles()
    try clearPrepared()
    try refreshReceiptLists()
    outcome.folders = try ["send", "out"].flatMap { name in
      try FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: name).path
      ).map { "\(name)/\($0)" }
    }.sorted()
    return outcome
  }

  /// Takes away the files of erased responses that nothing else that stands is about.
  private func removeErasedFiles() throws -> Int {
    try removeErasedFiles(of: "send", but: [])
      + KeptFolder.allCases.reduce(0) { removed, place in
        let needed = try queue.read { try Set($0.keptFiles(in: place).map(\.name)) }
        return try removed + removeErasedFiles(of: place.rawValue, but: needed)
      }
  }

  private func removeErasedFiles(of place: String, but needed: Set<String>) throws -> Int {
    try queue.read { try $0.erasedFiles(of: place) }.count { name in
      guard !needed.contains(name) else { return false }
      let url = folder.appending(path: "\(place)/\(name)")
      guard FileManager.default.fileExists(atPath: url.path) else { return false }
      try FileManager.default.removeItem(at: url)
      return true
    }
  }
}

extension Database {
  /// The files of erased responses in one folder of the series, by their paths there.
  fileprivate func erasedFiles(of folder: String) throws -> [String] {
    try String.fetchAll(
      self,
      sql: """
        SELECT DISTINCT substr(each.value, :from) FROM erasure, json_each(erasure.files) AS each
        WHERE substr(each.value, 1, :from - 1) = :folder || '/'
        """, arguments: ["from": folder.utf8.count + 2, "folder": folder])
  }

  /// What all share, such as a release's list, is gone through once for all of them.
  fileprivate func erase(_ people: [RetainedPerson], event: Int) throws {
    for person in people { try erase(person) }
    let entries = people.flatMap(\.entries)
    for start in stride(from: 0, to: entries.count, by: 10_000) {
      try eraseSubmissions(of: entries[start..<min(start + 10_000, entries.count)], event: event)
    }
    try eraseHeld(Set(people.map(\.id)))
    try forget(event: event)
    for entry in entries {
      // The words that were decided about are the key of such a row.
      try executeRepeated(
        sql: """
          UPDATE change SET key = json_array(entry, 'erased')
          WHERE record = 'name_decision' AND entry = ?
          """, arguments: [entry])
    }
  }

  private func erase(_ person: RetainedPerson) throws {
    let details = String(decoding: try canonicalJSON(["id": person.id]), as: UTF8.self)
    try executeRepeated(
      sql: "UPDATE person SET details = ? WHERE id = ?", arguments: [details, person.id])
    for entry in person.entries {
      try eraseWords(of: entry)
      try executeRepeated(
        sql: """
          UPDATE exception SET value = json_remove(value, '$.instruction')
          WHERE entry = ? AND kind = 'adjustment' AND value IS NOT NULL
          """, arguments: [entry])
      try executeRepeated(sql: "DELETE FROM name_decision WHERE entry = ?", arguments: [entry])
      try eraseReleased(entry)
    }
    try executeRepeated(sql: "DELETE FROM interest WHERE person = ?", arguments: [person.id])
  }

  /// What letters and feedback say, and under which identifier the DfE knows the person.
  private func eraseReleased(_ entry: Int) throws {
    for sql in [
      "UPDATE released SET subject = '', letter = '' WHERE entry = ?",
      "UPDATE feedback SET drafted = '', approved = '' WHERE entry = ?",
      "UPDATE dfe_payload SET participant = '', body = '{}' WHERE entry = ?",
      "UPDATE dfe_answer SET participant = NULL, message = '' WHERE entry = ?",
    ] {
      try executeRepeated(sql: sql, arguments: [entry])
    }
  }

  /// The people's names in the lists of those who were held.
  private func eraseHeld(_ people: Set<String>) throws {
    for row in try Row.fetchAll(self, sql: "SELECT number, held FROM release") {
      let held: String = row["held"]
      let sheet = readCSV(Array(held.utf8), name: "held.csv", required: ["participant", "name"])
      guard let table = sheet.value, let who = table.header.firstIndex(of: "participant"),
        let name = table.header.firstIndex(of: "name")
      else { continue }
      let lines = table.rows.map { line in
        line.cells.enumerated().map { place, cell in
          CSVCell.text(place == name && people.contains(line.cells[who]) ? "" : cell)
        }
      }
      guard table.rows.contains(where: { people.contains($0.cells[who]) }) else { continue }
      try executeRepeated(
        sql: "UPDATE release SET held = ? WHERE number = ?",
        arguments: [
          String(decoding: writeCSV(header: table.header, rows: lines), as: UTF8.self),
          row["number"] as Int,
        ])
    }
  }

  /// The private words beside the events of an entry: their digests stay in the events.
  private func eraseWords(of entry: Int) throws {
    try executeRepeated(
      sql: """
        UPDATE private_text SET text = '', salt = zeroblob(16) WHERE event IN (
          SELECT event FROM change WHERE entry = :id OR entry_before = :id
          UNION SELECT event FROM exception WHERE entry = :id
          UNION SELECT event FROM fact WHERE entry = :id)
        """, arguments: ["id": entry])
  }

  /// What came of the entries, thousands together: some of these tables can be gone through only
  /// whole, and SQLite holds what it finds in them.
  private func eraseSubmissions(of entries: ArraySlice<Int>, event: Int) throws {
    let doomed = """
      (SELECT id FROM submission WHERE entry IN (SELECT value FROM json_each(:entries)))
      """
    let list = "[\(entries.map(String.init).joined(separator: ", "))]"
    let arguments: StatementArguments = ["entries": list]
    try execute(
      sql: """
        INSERT INTO erasure (submission, files, event)
        SELECT submission, json_group_array(path), :event FROM (
          SELECT id AS submission, 'store/' || original AS path FROM submission WHERE id IN \(doomed)
          UNION SELECT id, 'store/' || content FROM submission
            WHERE id IN \(doomed) AND content IS NOT NULL
          UNION SELECT submission, 'store/' || each.value FROM receipt,
            json_each(receipt.body, '$.facts.originals') AS each WHERE submission IN \(doomed)
          UNION SELECT submission, 'clean/' || digest FROM copy WHERE submission IN \(doomed)
          UNION SELECT submission, 'packs/' || pack.file FROM pack_script
            JOIN pack ON pack.id = pack_script.pack WHERE submission IN \(doomed)
          UNION SELECT submission, 'returns/' || returned.digest FROM pack_script
            JOIN returned ON returned.pack = pack_script.pack WHERE submission IN \(doomed)
          UNION SELECT submission, 'send/' || folder || '/receipt-' || number || ending
            FROM receipt, (SELECT '.txt' AS ending UNION SELECT '.json' UNION SELECT '.json.sig')
            WHERE submission IN \(doomed))
        GROUP BY submission ORDER BY submission
        """, arguments: ["entries": list, "event": event])
    for table in ["receipt", "origin", "name_found", "copy"] {
      try execute(sql: "DELETE FROM \(table) WHERE submission IN \(doomed)", arguments: arguments)
    }
    try execute(
      sql: "UPDATE submission SET name = 'erased', findings = '[]' WHERE id IN \(doomed)",
      arguments: arguments)
  }

  /// Forgets how the rows that this event changed stood before.
  ///
  /// Some thousands at once, since SQLite holds what a statement overwrites until it has ended.
  private func forget(event: Int) throws {
    func each(_ changes: [Int], _ statements: [String]) throws {
      for start in stride(from: 0, to: changes.count, by: 5_000) {
        let some = changes[start..<min(start + 5_000, changes.count)]
        let list = "[\(some.map(String.init).joined(separator: ", "))]"
        for sql in statements { try executeRepeated(sql: sql, arguments: [list]) }
      }
    }
    let touched = try Int.fetchAll(
      self,
      sql: """
        SELECT DISTINCT earlier.id FROM change now JOIN change earlier
        ON earlier.record = now.record AND earlier.key = now.key
        WHERE now.event = :event AND earlier.event < :event AND now.record <> 'erasure' ORDER BY 1
        """, arguments: ["event": event])
    try each(
      touched,
      [
        """
        UPDATE row_proof SET salt = NULL, text = NULL
        WHERE change IN (SELECT value FROM json_each(?))
        """,
        """
        UPDATE change SET before = iif(before IS NULL, NULL, '{}'),
          after = iif(after IS NULL, NULL, '{}') WHERE id IN (SELECT value FROM json_each(?))
        """,
      ])
    let own = try Int.fetchAll(
      self, sql: "SELECT id FROM change WHERE event = ? AND before IS NOT NULL ORDER BY id",
      arguments: [event])
    try each(
      own, ["UPDATE change SET before = '{}' WHERE id IN (SELECT value FROM json_each(?))"])
  }
}
