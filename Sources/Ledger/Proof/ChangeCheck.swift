import Foundation
import GRDB

extension SeriesAudit {
  /// Holds what is kept of rows before they were changed or taken out, which an undo would bring
  /// back and history tells, against what was proved of them.
  mutating func checkChanges(of table: WatchedTable, in database: Database) throws {
    let rows = try Row.fetchCursor(database, sql: table.befores)
    while let row = try rows.next() {
      let subject = "\(table.name) \(row["key"] as String)"
      let before: String = row["before"]
      if let proved: String = row["proved"], !Self.isSame(before, proved) {
        add(
          .unaltered,
          Self.fault(
            "row-changed", subject,
            "what is kept of it before event \(row["event"] as Int) is not what stood there"))
      }
      if let after: String = row["after"], let proved: String = row["own"],
        !Self.isSame(after, proved)
      {
        add(
          .unaltered,
          Self.fault(
            "row-changed", subject,
            "what is kept of it after event \(row["event"] as Int) is not what stood there"))
      }
      let cells = try? PlannedCell.row(before)
      if cells?.isEmpty == true { continue }
      let after = try? PlannedCell.row(row["after"])
      if try !table.isTold(row, before: cells ?? [:], after: after ?? [:]) {
        add(
          .unaltered,
          Self.fault(
            "row-changed", subject,
            "its change by event \(row["event"] as Int) is kept as one of another row or entry"))
      }
    }
    for key in try String.fetchAll(database, sql: table.addedWithPast) {
      add(
        .unaltered,
        Self.fault("row-changed", "\(table.name) \(key)", "was added, and is kept as a change"))
    }
  }
}

extension WatchedTable {
  /// What is kept of rows before they were changed or taken out, with what was proved of them then
  /// and afterwards, and the change before it.
  fileprivate var befores: String {
    """
    SELECT change.*, CAST(json_extract(row_proof.text, '$.row') AS TEXT) AS proved,
      CAST(json_extract(mine.text, '$.row') AS TEXT) AS own,
      earlier.entry AS earlier_entry, earlier.assessor AS earlier_assessor,
      earlier.id IS NOT NULL AS has_earlier
    FROM change LEFT JOIN row_proof mine ON mine.change = change.id
    LEFT JOIN change earlier ON earlier.id = (
      SELECT max(id) FROM change old WHERE old.record = '\(name)'
      AND old.key = coalesce(change.key_before, change.key) AND old.id < change.id)
    LEFT JOIN row_proof ON row_proof.change = earlier.id
    WHERE change.record = '\(name)' AND change.before IS NOT NULL
    """
  }

  /// What was added stood nowhere before.
  fileprivate var addedWithPast: String {
    ["key_before", "entry_before"].map {
      """
      SELECT key FROM change WHERE \($0) IS NOT NULL AND record = '\(name)' AND kind = 'added'
      """
    }.joined(separator: " UNION ALL ")
  }

  /// Whether a change names the entry, the assessor and the key that its rows have.
  fileprivate func isTold(
    _ change: Row, before: [String: PlannedCell], after: [String: PlannedCell]
  ) throws -> Bool {
    func cell(_ column: String) -> PlannedCell {
      if let number = change[column] as? Int64 { return .number(Int(number)) }
      return (change[column] as? String).map { .text($0) } ?? .nothing
    }
    func value(_ column: String?, _ row: [String: PlannedCell]) -> PlannedCell {
      column.flatMap { row[$0] } ?? .nothing
    }
    guard !before.isEmpty, change["kind"] as String != Change.Kind.added.rawValue else {
      return false
    }
    let last = after.isEmpty ? before : after
    let entry = value(entryColumn, before)
    let isMoved = !after.isEmpty && value(entryColumn, after) != entry
    let keys = [before, after].map { row in key.map { row[$0] ?? .nothing } }
    let keyBefore: PlannedCell =
      after.isEmpty || keys[0] == keys[1] ? .nothing : .text(try PlannedCell.text(of: keys[0]))
    let isEarlierTold =
      change["has_earlier"] == false
      || cell("earlier_entry") == entry
        && cell("earlier_assessor") == value(assessorColumn, before)
    return isEarlierTold && cell("entry") == value(entryColumn, last)
      && cell("assessor") == value(assessorColumn, last)
      && cell("entry_before") == (isMoved ? entry : .nothing) && cell("key_before") == keyBefore
  }
}
