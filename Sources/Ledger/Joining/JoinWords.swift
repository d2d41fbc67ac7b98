import Assessment
import GRDB

/// The words that open packs, of two copies that may have given an assessor different ones.
struct JoinWords {
  fileprivate struct Pack {
    let number, assessor, words: String
    let time: String
    let digest: String
  }

  private let packs: [Pack]
  /// The words of assessors who have no pack.
  private let others: [String: String]

  init(_ own: Database, _ other: Database) throws {
    packs = try own.packsWithWords() + other.packsWithWords()
    others = try other.passphrases().merging(own.passphrases()) { min($0, $1) }
  }

  /// Keeps the words of the first pack of each assessor for the packs to come, and those of packs
  /// that others open beside them.
  func take(into own: Database) throws {
    var current = others
    for (assessor, mine) in Dictionary(grouping: packs, by: \.assessor) {
      current[assessor] = mine.min { ($0.time, $0.digest) < ($1.time, $1.digest) }?.words
    }
    for (assessor, words) in current {
      // An assessor who is in neither list has no words either.
      try own.executeRepeated(
        sql: """
          INSERT INTO passphrase (assessor, words) SELECT id, ?2 FROM assessor WHERE id = ?1
          ON CONFLICT (assessor) DO UPDATE SET words = excluded.words
          """, arguments: [assessor, words])
    }
    try own.execute(sql: "DELETE FROM pack_words")
    for pack in packs where pack.words != current[pack.assessor] {
      try own.executeRepeated(
        sql: "INSERT INTO pack_words (pack, words) VALUES (?, ?) ON CONFLICT DO NOTHING",
        arguments: [pack.number, pack.words])
    }
  }
}

extension Database {
  fileprivate func packsWithWords() throws -> [JoinWords.Pack] {
    let sql = """
      SELECT pack.id, pack.assessor, coalesce(pack_words.words, passphrase.words) AS words,
        json_extract(CAST(event.body AS TEXT), '$.time') AS time, event.digest
      FROM pack JOIN event ON event.number = pack.event
      LEFT JOIN pack_words ON pack_words.pack = pack.id
      LEFT JOIN passphrase ON passphrase.assessor = pack.assessor
      """
    return try Row.fetchAll(self, sql: sql).compactMap { row in
      (row["words"] as String?).map {
        JoinWords.Pack(
          number: row["id"], assessor: row["assessor"], words: $0, time: row["time"],
          digest: row["digest"])
      }
    }
  }
}
