import Assessment
import Findings
import Foundation
import GRDB

extension SeriesAudit {
  /// Holds rows that stand against the proof of their last change.
  ///
  /// Nearly every row is, to the letter, what was proved last, and not worth being handed over.
  mutating func checkRows(
    _ range: RowRange, of table: WatchedTable, unproved: Int, in database: Database
  ) throws {
    let numbers = range.numbers.map { StatementArguments([$0.lowerBound, $0.upperBound]) }
    let rows = try Row.fetchCursor(
      database, sql: table.doubtful(inRange: numbers != nil), arguments: numbers ?? [])
    while let row = try rows.next() {
      try check(row, of: table, unproved: unproved, in: database)
    }
  }

  /// Names each row that should stand and does not.
  mutating func checkGone(of table: WatchedTable, in database: Database) throws {
    for row in try Row.fetchAll(database, sql: table.gone) {
      add(
        .complete,
        Self.fault(
          "row-missing", "\(table.name) \(row["key"] as String)",
          "is gone, and no event took it out"))
    }
  }

  /// The event up to which rows stand without proof, as the first head has it, which is signed: a
  /// setting could be put in beside the row that it is to excuse.
  static func unproved(in database: Database) throws -> Int {
    let first = try Data.fetchOne(database, sql: "SELECT body FROM head ORDER BY number LIMIT 1")
    guard let first else { return try database.setting("proved-from").flatMap { Int($0) } ?? 0 }
    return (try? JSONDecoder().decode(HeadBody.self, from: first))?.unproved ?? 0
  }

  private mutating func check(
    _ row: Row, of table: WatchedTable, unproved: Int, in database: Database
  ) throws {
    let subject = "\(table.name) \(row[0] as String)"
    if row[6] == false {
      add(.unaltered, Self.fault("row-changed", subject, "is kept as that of another entry"))
    }
    if let now: String = row[1], let proved: String = row[5], row[2] as String? != "removed",
      Self.ends(proved, in: now)
    {
      return
    }
    guard let kind: String = row[2] else {
      // A record that is older than its proofs holds rows without any.
      if unproved == 0 {
        add(.unaltered, Self.fault("row-added", subject, "was never recorded"))
      }
      return
    }
    guard kind != "removed" else {
      return add(.unaltered, Self.fault("row-added", subject, "was taken out, and stands again"))
    }
    let proved = try String.fetchOne(
      database, sql: "SELECT CAST(json_extract(?, '$.row') AS TEXT)",
      arguments: [row[5] as String?])
    if (row[4] as Int?) != nil, proved == nil {
      return add(
        .unaltered, Self.fault("row-changed", subject, "stands, and what was proved of it is gone"))
    }
    guard let proved, let now: String = row[1], !Self.isSame(now, proved) else { return }
    add(
      .unaltered,
      Self.fault("row-changed", subject, "is not what event \(row[3] as Int) recorded"))
  }

  /// Whether a proof ends in the image of a row.
  private static func ends(_ proof: String, in image: String) -> Bool {
    let end = ",\"row\":\(image)}".utf8
    return proof.utf8.count >= end.count && proof.utf8.suffix(end.count).elementsEqual(end)
  }

  /// Whether two images of a row say the same in the columns that both know.
  static func isSame(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    let images = [left, right].map {
      (try? JSONDecoder().decode([String: PlannedCell].self, from: Data($0.utf8))) ?? [:]
    }
    let shared = Set(images[0].keys).intersection(images[1].keys)
    return !shared.isEmpty && shared.allSatisfy { images[0][$0] == images[1][$0] }
  }
}

extension WatchedTable {
  private var place: String {
    key.enumerated()
      .map { "main.\"\(name)\".\"\($1)\" = json_extract(last.key, '$[\($0)]')" }
      .joined(separator: " AND ")
  }

  private var ownKey: String {
    isNumbered
      ? "('[' || \"\(name)\".\"\(key[0])\" || ']')"
      : "json_array(" + key.map { "\"\(name)\".\"\($0)\"" }.joined(separator: ", ") + ")"
  }

  /// Each row that stands, with what was last proved of it, unless the two are the same to the
  /// letter.
  fileprivate func doubtful(inRange: Bool) -> String {
    let range = inRange ? "AND main.\"\(name)\".rowid BETWEEN ? AND ?" : ""
    return """
      SELECT \(ownKey) AS key, \(factImage) AS now, last.kind, last.event,
        row_proof.change AS proof, row_proof.text AS proved, \(isOfItsEntry) AS whose
      FROM main."\(name)" LEFT JOIN change last ON last.id = (
        SELECT max(id) FROM change WHERE record = '\(name)' AND key = \(ownKey))
      LEFT JOIN row_proof ON row_proof.change = last.id
      WHERE NOT coalesce((\(isOfItsEntry)) AND last.kind <> 'removed'
        AND row_proof.text = '{"event":' || last.event || ',"kind":"' || last.kind
          || '","record":"\(name)","key":' || last.key || ',"row":' || \(factImage) || '}', 0)
        \(range)
      """
  }

  /// Each row that should stand by its last change, and does not.
  fileprivate var gone: String {
    """
    SELECT last.key FROM (
      SELECT key, kind, max(id) AS id FROM change WHERE record = '\(name)' GROUP BY key) last
    WHERE last.kind <> 'removed'
    AND NOT EXISTS (SELECT 1 FROM main."\(name)" WHERE \(place))
    AND NOT EXISTS (SELECT 1 FROM change moved WHERE moved.record = '\(name)'
      AND moved.key_before = last.key AND moved.id > last.id)
    """
  }

  /// Whether a change is kept as one of the entry and the assessor whose its row is.
  private var isOfItsEntry: String {
    let same = [("entry", entryColumn), ("assessor", assessorColumn)].map { kept, column in
      "last.\(kept) IS \(column.map { "\"\(name)\".\"\($0)\"" } ?? "NULL")"
    }
    return "last.id IS NULL OR (\(same.joined(separator: " AND ")))"
  }
}
