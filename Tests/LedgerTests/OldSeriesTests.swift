import Assessment
import Findings
import Foundation
import GRDB
import Sealing
import Testing

@testable import Ledger

/// A series as each earlier version of the schema would hold it.
@Suite struct OldSeries {
  /// Writes the rows of a series into a record of an earlier version, as far as that knows them.
  private static func rewrite(_ series: MadeSeries, upTo version: String) throws -> URL {
    let folder = series.folder.appending(path: "old")
    try Ledger.makeFolders(in: folder)
    let path = folder.appending(path: Ledger.fileName).path
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let old = try DatabaseQueue(path: path, configuration: configuration)
    try Schema.migrator.migrate(old, upTo: version)
    try old.writeWithoutTransaction { database in
      let now = series.folder.appending(path: Ledger.fileName).path
      try database.execute(sql: "ATTACH ? AS now", arguments: [now])
      let tables = try String.fetchAll(
        database, sql: "SELECT name FROM main.sqlite_schema WHERE type = 'table'")
      for table in tables where table != "grdb_migrations" && !table.hasPrefix("sqlite_") {
        let shared = try columns(of: table, in: "main", database)
          .filter(Set(columns(of: table, in: "now", database)).contains)
          .map { "\"\($0)\"" }.joined(separator: ", ")
        try database.execute(
          sql: "INSERT OR IGNORE INTO main.\(table) (\(shared)) SELECT \(shared) FROM now.\(table)")
      }
      try database.execute(sql: "DETACH now")
    }
    try old.close()
    for name in ["store", "clean", "send"] {
      try FileManager.default.removeItem(at: folder.appending(path: name))
      try FileManager.default.copyItem(
        at: series.folder.appending(path: name), to: folder.appending(path: name))
    }
    try FileManager.default.copyItem(
      at: series.folder.appending(path: "signing.pub"),
      to: folder.appending(path: "signing.pub"))
    return folder
  }

  private static func columns(
    of table: String, in schema: String, _ database: Database
  ) throws -> [String] {
    try Row.fetchAll(database, sql: "PRAGMA \(schema).table_info(\(table))").map { $0["name"] }
  }

  @Test(arguments: Schema.migrator.migrations.dropLast())
  func `a series of an earlier version opens, is worked on, and verifies`(version: String) throws {
    try VerifyingSeries.with { series in
      let folder = try Self.rewrite(series, upTo: version)
      let evidence = SeriesEvidence(key: series.key.verificationKey, deposits: [])
      let now = MadeSeries.instant("2027-03-22T09:00:00Z")
      let before = try verifySeries(in: folder, with: evidence, at: now)
      #expect(before.findings.map(\.code) == ["series-older"])

      let ledger = try Ledger(opening: folder)
      ledger.signHeads(with: series.key)
      #expect(
        try ledger.entries(at: now).map(\.script) == series.ledger.entries(at: now).map(\.script))
      let exception = NewException(
        entry: 1, exception: EntryException(kind: .withdrawal), category: nil, authoriser: nil,
        reason: "moved away")
      _ = try ledger.record([exception], act: MadeSeries.act("2027-03-21T10:00:00Z"))
      let after = try verifySeries(in: folder, with: evidence, at: now)
      #expect(after.findings.filter { $0.severity > .warning } == [])
    }
  }

  @Test(arguments: Schema.migrator.migrations.dropLast())
  func `where nothing can be written an earlier version is refused with a sentence`(
    version: String
  ) throws {
    try VerifyingSeries.with { series in
      let folder = try Self.rewrite(series, upTo: version)
      let ledger = try Ledger(auditing: folder)
      #expect(throws: LedgerError.self) { try ledger.expectOwnVersion() }
      try Ledger(auditing: series.folder).expectOwnVersion()
    }
  }

  /// What each migration made when it landed, as a digest over the tables, indices and triggers that
  /// it added or changed: a landed one is never edited, for there are series that it made.
  private static let landed: [(migration: String, made: String)] = [
    ("1", "e5eb652436578b92"),
    ("receipts", "956d5ccb00050c1b"),
    ("checks have names and scores", "dbf8751b6b5716c4"),
    ("responses take the place of others", "d93d7057e890871c"),
    ("keep every change", "d393cc0846040aa1"),
    ("returns signed, marks taken back, queries", "63d2a7c7692d66ed"),
    ("letters", "db7d8e3e0a922ca8"),
    ("platforms", "4fcf3e5b5871d30d"),
    ("ways to what is asked for often", "972a334f9b103c45"),
    ("names in responses", "cee950406edec533"),
    ("rounds, agreements, resolutions, samples", "6326252c62d13a4f"),
    ("definitive marks, common scripts, approvals", "b642f4074ced48f8"),
    ("releases, feedback, answers of the DfE, entries carried over", "ec252911d4919796"),
    ("packs have days, and are handed over", "920613e197eb1564"),
    ("assessments have exemplars", "d907373768108c31"),
    ("rows proved, heads signed", "92a484743f6a0a1a"),
    ("erasures", "913b35e97053dc8c"),
    ("look-ups", "d8a21c20068fc1ea"),
    ("samples of some assessors", "6d597cfef31d43b7"),
    ("attempts in earlier series", "68e9ae9b813dd6f9"),
    ("assessors leave and come back", "e446f3c75d53278e"),
    ("the day by which packs are deleted", "4edbfd0c8af9f999"),
    ("copies joined, clashes of joins", "9b33793f3d5f8d7c"),
    ("clashes settled, words of packs", "f679c305f8e79452"),
    ("rules without lists", "20c8dd4e1e521d56"),
  ]

  @Test func `no landed migration was edited since`() throws {
    let migrator = Schema.migrator
    let names = migrator.migrations
    #expect(Array(names.prefix(Self.landed.count)) == Self.landed.map(\.migration))
    let database = try DatabaseQueue()
    var before: [String: String] = [:]
    for (number, name) in names.enumerated() {
      try migrator.migrate(database, upTo: name)
      let now = try database.read { database in
        Dictionary(
          uniqueKeysWithValues: try Row.fetchAll(
            database,
            sql: """
              SELECT type || ' ' || name AS name, replace(sql, '"', '') AS sql FROM sqlite_schema
              WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
              """
          ).map { ($0["name"] as String, $0["sql"] as String) })
      }
      let made = now.filter { before[$0.key] != $0.value }.map { "\($0.key): \($0.value)" }
      let gone = before.keys.filter { now[$0] == nil }.map { "\($0): gone" }
      let digest = Digest(of: Array((made + gone).sorted().joined(separator: "\n").utf8))
      before = now
      // One that has not landed yet stands at the end; its line is added when it has.
      guard Self.landed.indices.contains(number) else { continue }
      #expect("\(digest)".hasPrefix(Self.landed[number].made), "\(name) was edited: \(digest)")
    }
  }

  @Test func `a series of a newer version is refused with a sentence`() throws {
    try VerifyingSeries.with { series in
      try series.ledger.queue.write { database in
        try database.execute(
          sql: "INSERT INTO grdb_migrations (identifier) VALUES ('what comes in 2030')")
      }
      #expect(throws: LedgerError.self) { try Ledger(opening: series.folder) }
      #expect(throws: LedgerError.self) {
        try Ledger(auditing: series.folder).expectOwnVersion()
      }
      let found = try verifySeries(
        in: series.folder, with: SeriesEvidence(key: nil, deposits: []), at: MadeSeries.opens)
      #expect(found.findings.map(\.code) == ["series-newer"])
    }
  }
}
