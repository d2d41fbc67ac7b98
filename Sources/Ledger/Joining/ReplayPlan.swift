import Assessment
import GRDB

/// Who marks a script, as another copy recorded it.
///
/// Of two copies that gave the same script to different assessors each change is taken for itself;
/// the event that joins them then states the whole plan of the script, and so it stands alike in
/// every copy.
extension Replay {
  /// Commands whose events state the whole plan of each script that they name.
  static let restating: Set = ["join", "settle"]

  /// Lets a change of the plan be made here.
  mutating func plan(_ change: BranchChange, _ shape: TableShape) throws {
    let before = try change.before().map { try mapped($0, shape) }
    let after = try change.row().map { try mapped($0, shape) }
    guard let entry = (after ?? before)?["entry"] else {
      throw LedgerError.damaged("a row of \(change.record)")
    }
    if isRestating.contains(change.event) {
      if restated.insert([.number(change.event), entry]).inserted {
        try own.executeRepeated(
          sql: "DELETE FROM allocation WHERE entry = ?", arguments: [entry.value])
      }
    } else if let after, try stands(after) {
      return
    } else if let before {
      try own.executeRepeated(
        sql: "DELETE FROM allocation WHERE entry = ? AND marking = ? AND assessor = ?",
        arguments: [entry.value, before["marking"]?.value, before["assessor"]?.value])
    }
    guard let after, change.kind != .removed else { return }
    try own.executeRepeated(
      sql: "DELETE FROM allocation WHERE entry = ? AND (marking = ? OR assessor = ?)",
      arguments: [entry.value, after["marking"]?.value, after["assessor"]?.value])
    try own.insert(after, into: "allocation")
  }

  /// Whether the script is given to this very assessor already, in the same place.
  private func stands(_ row: [String: PlannedCell]) throws -> Bool {
    let columns = ["entry", "marking", "assessor", "round"]
    return try Bool.fetchOne(
      own,
      sql: """
        SELECT EXISTS (SELECT 1 FROM allocation
          WHERE entry = ? AND marking = ? AND assessor = ? AND round = ?)
        """, arguments: StatementArguments(columns.map { row[$0]?.value ?? .null })) == true
  }
}
