import Assessment
import GRDB

/// What a copy said last of a matter: which event said it, and what speaks for it.
struct ClashWord {
  /// The event that said it first, and when.
  let digest: String
  let time: Instant
  /// Whether a person said it knowing that there were two.
  let isDecided: Bool
  /// What holds whenever it was said: the lesser one.
  var rank = 0

  /// What was decided holds, then the earlier; of two in one second, the one of the lesser digest.
  static func isEarlier(_ left: ClashWord, _ right: ClashWord) -> Bool {
    if left.rank != right.rank { return left.rank < right.rank }
    if left.isDecided != right.isDecided { return left.isDecided }
    return left.time == right.time ? left.digest < right.digest : left.time < right.time
  }
}

/// A matter of which two things were said, and which of them holds.
struct NotedClash {
  let record: String
  let subject: [PlannedCell]
  let entry: Int?
  let held, left: ClashWord
  var versions: PlanVersions?
}

extension JoinClashes {
  /// What a copy said of a matter by an event; what a join stated was said by the event whose word
  /// it held.
  func word(
    _ record: String, _ event: Int, of branch: Branch, in database: Database, _ subject: String
  ) throws -> ClashWord {
    let stated = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT held, event FROM join_clash WHERE record = ? AND subject = ? AND event >= ?
          ORDER BY id DESC
          """), arguments: [record, subject, event])
    let held: String? = stated.first { branch[$0["event"]] != nil }?["held"]
    let digest = held ?? branch[event]?.digest ?? ""
    let said = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT number, json_extract(CAST(body AS TEXT), '$.time') AS time FROM event
          WHERE digest = ?
          """), arguments: [digest])
    let time: String? = said?["time"]
    let number: Int? = said?["number"]
    let isDecided = try Bool.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM join_clash
            WHERE record = ? AND subject = ? AND differs = 1 AND event < ?)
          """), arguments: [record, subject, number])
    return ClashWord(
      digest: digest, time: time.flatMap { Instant(rfc3339: $0) } ?? Instant(seconds: 0),
      isDecided: isDecided == true)
  }

  /// Notes which of two holds; where a person decided that already, it stays decided.
  func note(_ clash: NotedClash, differs: Bool) throws {
    guard clash.held.digest != clash.left.digest else { return }
    let subject = try PlannedCell.text(of: clash.subject)
    let isSettled = clash.held.isDecided && !clash.left.isDecided
    if differs && isSettled {
      try own.executeRepeated(
        sql: """
          INSERT INTO join_settlement (clash, kept, event)
          SELECT max(id), 'held', ? FROM join_clash
          WHERE record = ? AND subject = ? AND differs = 1 HAVING max(id) IS NOT NULL
          """, arguments: [event, clash.record, subject])
    }
    let versions = try clash.versions.map {
      String(decoding: try canonicalJSON($0), as: UTF8.self)
    }
    try own.executeRepeated(
      sql: """
        INSERT INTO join_clash (record, subject, differs, held, other, entry, event, versions)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        clash.record, subject, differs && !isSettled, clash.held.digest, clash.left.digest,
        clash.entry, event, versions,
      ])
  }
}
