import Archive
import Assessment
import Foundation
import GRDB
import Sealing
import Sheets

extension Ledger {
  /// The words of each assessor: those kept from an earlier round, else new ones.
  ///
  /// New ones are not recorded here, but with the packs that they open.
  func passphrases(
    for assessors: [String], using random: inout some RandomNumberGenerator
  ) throws -> [String: String] {
    var words = try queue.read { try $0.passphrases() }
    for assessor in assessors where words[assessor] == nil {
      words[assessor] = SixWords(using: &random).text
    }
    return words
  }

  /// Writes `send/passphrases.csv`, for a mail merge over another channel than the packs'.
  ///
  /// It has a row for each sealed pack of the series, and its owner alone can read it.
  func writePassphrases() throws {
    let rows = try queue.read { database in
      let words = try database.passphrases()
      let apart = try database.wordsOfPacks()
      let assessors = Dictionary(
        uniqueKeysWithValues: try database.assessors().map { ($0.id, $0) })
      return try Row.fetchAll(
        database, sql: "SELECT id, assessor, file FROM pack WHERE file LIKE '%.html' ORDER BY id"
      ).compactMap { row -> [CSVCell]? in
        let pack: String = row["id"]
        guard let assessor = assessors[row["assessor"]],
          let words = apart[pack] ?? words[assessor.id]
        else { return nil }
        return [assessor.id, assessor.name, assessor.details["email"] ?? "", pack, words]
          .map { .text($0) }
      }
    }
    let table = writeCSV(header: ["assessor", "name", "email", "pack", "words"], rows: rows)
    try writeWhole(
      table, to: folder.appending(path: "send/passphrases.csv").path, replacing: true)
  }
}

extension Database {
  func passphrases() throws -> [String: String] {
    let rows = try Row.fetchAll(self, sql: "SELECT assessor, words FROM passphrase")
    return Dictionary(uniqueKeysWithValues: rows.map { ($0["assessor"], $0["words"]) })
  }

  /// The words of packs that others open than the later ones of their assessor.
  func wordsOfPacks() throws -> [String: String] {
    let rows = try Row.fetchAll(self, sql: "SELECT pack, words FROM pack_words")
    return Dictionary(uniqueKeysWithValues: rows.map { ($0["pack"], $0["words"]) })
  }

  /// Keeps the words under which packs were sealed.
  func keep(passphrases: [String: String]) throws {
    for (assessor, words) in passphrases {
      try executeRepeated(
        sql: "INSERT INTO passphrase (assessor, words) VALUES (?, ?) ON CONFLICT DO NOTHING",
        arguments: [assessor, words])
    }
  }
}
