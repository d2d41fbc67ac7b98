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

  @Test func `a series of a newer version is refused with a sentence`() throws {
    try VerifyingSeries.with { series in
      try series.ledger.queue.write { database in
        try database.execute(
          sql: "INSERT INTO grdb_migrations (identifier) VALUES ('what comes in 2030')")
      }
      #expect(throws: LedgerError.self) { try Ledger(opening: series.folder) }
      let found = try verifySeries(
        in: series.folder, with: SeriesEvidence(key: nil, deposits: []), at: MadeSeries.opens)
      #expect(found.findings.map(\.code) == ["series-newer"])
    }
  }
}
