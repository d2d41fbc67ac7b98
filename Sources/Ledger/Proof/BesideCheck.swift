import Findings
import GRDB

extension SeriesAudit {
  /// Whether events still belong together as a head found them.
  mutating func checkRuns(
    under head: HeadBody, of database: Database, after last: Int
  ) throws {
    guard let stated = head.beside?.runs,
      try database.runsDigest(after: last, upTo: head.event) != stated
    else { return }
    add(
      .unaltered,
      Self.fault(
        "rows-altered", "head \(head.number)",
        "stands over other runs or undos than are recorded up to event \(head.event)"))
  }

  /// Holds settings, words and what was erased against the last head.
  mutating func checkBeside(
    of database: Database, _ known: KnownEvents, last head: Int, _ stated: BesideRows?
  ) throws {
    if let key = known.first["key:signing"], try database.setting("signing-key") != key {
      add(
        .consistent,
        Self.fault(
          "setting-changed", "setting", "names another key than the series was made with"))
    }
    guard let stated else { return }
    if try database.settingsDigest() != stated.settings {
      add(
        .consistent,
        Self.fault(
          "setting-changed", "setting, passphrase, pack_words",
          "where the keys lie, or the words of packs, are not what they were"))
    }
    let erased = try database.erasedCounts()
    if zip(erased, stated.erased).contains(where: { $0 > $1 }) {
      add(
        .complete,
        Self.fault(
          "text-missing", "head \(head)",
          "more was erased since, and no event erased it"))
    }
  }
}
