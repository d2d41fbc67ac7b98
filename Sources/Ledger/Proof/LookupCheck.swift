import Assessment
import Foundation
import GRDB

extension SeriesAudit {
  /// Follows the chain of look-ups, and holds it against the heads that stand over it.
  mutating func checkLookups(of database: Database) throws {
    var last: (number: Int, digest: Digest?) = (0, nil)
    var known: Set<String> = []
    let rows = try Row.fetchCursor(
      database, sql: "SELECT number, body, digest FROM lookup ORDER BY number")
    while let row = try rows.next() {
      let number: Int = row["number"]
      let stated: String = row["digest"]
      known.insert(stated)
      if number != last.number + 1 {
        add(
          .complete,
          Self.fault("lookup-missing", "look-up \(last.number + 1)", "is missing from its chain"))
      }
      let bytes: Data = row["body"]
      let body = try? JSONDecoder().decode(LookupBody.self, from: bytes)
      let follows = number != last.number + 1 || body?.previous == last.digest
      if Digest(of: bytes).description != stated || body?.number != number || !follows {
        add(
          .unaltered,
          Self.fault("lookup-changed", "look-up \(number)", "is not what was recorded"))
      }
      last = (number, Digest(hex: stated))
    }
    let heads = """
      SELECT number, CAST(json_extract(CAST(body AS TEXT), '$.lookup') AS TEXT) AS lookup FROM head
      WHERE lookup IS NOT NULL ORDER BY number
      """
    let loose = try Row.fetchAll(database, sql: heads).first { !known.contains($0["lookup"]) }
    if let loose {
      add(
        .unaltered,
        Self.fault(
          "lookup-changed", "head \(loose["number"] as Int)",
          "stands over look-ups that are no longer what they were"))
    }
    if last.number > 0 { tell(.unaltered, spoken(last.number, "look-up")) }
  }
}
