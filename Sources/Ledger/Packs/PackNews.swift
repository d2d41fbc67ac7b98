import Assessment
import GRDB

/// What a pack tells of those that its assessor was given before.
struct PackNews: Sendable {
  /// Their numbers, the first one first.
  var earlier: [String] = []
  /// The scripts in them that are no longer this assessor's to mark.
  var withdrawn: [PagePack.Withdrawn] = []
  /// What was answered to the assessor's flags since the last of them.
  var answers: [PagePack.Answer] = []
}

extension Database {
  /// What the next pack of an assessor has to tell, where `open` are the entries to be marked.
  ///
  /// Packs of another purpose stand for themselves: what they hold need not be allocated.
  func packNews(
    for assessor: String, purpose: String = "marking", open: Set<Int>
  ) throws -> PackNews {
    let packs = try Row.fetchAll(
      self,
      sql: "SELECT id, event FROM pack WHERE assessor = ? AND purpose = ? ORDER BY event, id",
      arguments: [assessor, purpose])
    guard let last = packs.last else { return PackNews() }
    return PackNews(
      earlier: packs.map { $0["id"] },
      withdrawn: try withdrawn(from: assessor, purpose, open: open),
      answers: try answers(to: assessor, since: last["event"]))
  }

  private func withdrawn(
    from assessor: String, _ purpose: String, open: Set<Int>
  ) throws -> [PagePack.Withdrawn] {
    let sql = """
      SELECT pack_script.pack, pack_script.entry, entry.script, EXISTS (
        SELECT 1 FROM (\(Self.given)) AS given WHERE given.entry = entry.id
        AND given.assessor = pack.assessor) AS allocated, EXISTS (
        SELECT 1 FROM submission newer WHERE newer.replaces = pack_script.submission
        AND newer.standing = 'accepted') AS replaced
      FROM pack JOIN pack_script ON pack_script.pack = pack.id
      JOIN entry ON entry.id = pack_script.entry
      WHERE pack.assessor = ? AND pack.purpose = ? ORDER BY pack_script.pack, entry.script
      """
    return try Row.fetchAll(self, sql: sql, arguments: [assessor, purpose]).compactMap { row in
      let reason: PagePack.Withdrawn.Reason? =
        if !open.contains(row["entry"]) {
          .stopped
        } else if !(row["allocated"] as Bool) {
          .moved
        } else if row["replaced"] {
          .replaced
        } else {
          nil
        }
      return reason.map { .init(pack: row["pack"], script: row["script"], reason: $0) }
    }
  }

  private func answers(to assessor: String, since event: Int) throws -> [PagePack.Answer] {
    let sql = "SELECT DISTINCT query FROM query_act WHERE kind = 'answer' AND event > ?"
    let fresh = Set(try Int.fetchAll(self, sql: sql, arguments: [event]))
    return try queries().filter {
      $0.assessor == assessor && !$0.isOpen && fresh.contains($0.number)
    }.compactMap { query in
      query.answer.map {
        .init(
          script: query.script, flag: query.flag.description, note: query.note, answer: $0)
      }
    }
  }
}
