import Foundation
import GRDB

/// Which events of a joined record knew of which: two that were recorded apart did not know of each
/// other, whatever their numbers say.
struct Ancestors {
  private let previous: [Int: [Int]]
  private let changed: [(event: Int, entry: Int)]

  /// Nil where no copies were joined: there each event knew of all before it.
  init?(_ database: Database) throws {
    let sql = """
      SELECT number, json_extract(CAST(body AS TEXT), '$.previous') AS previous, digest,
        json_array_length(CAST(body AS TEXT), '$.previous') AS ends FROM event ORDER BY number
      """
    let rows = try Row.fetchAll(database, sql: sql)
    guard rows.contains(where: { ($0["ends"] ?? 0) > 1 }) else { return nil }
    let numbers = Dictionary(
      rows.map { ($0["digest"] as String, $0["number"] as Int) }, uniquingKeysWith: { $1 })
    var previous: [Int: [Int]] = [:]
    for row in rows {
      let json: String = row["previous"] ?? "[]"
      let ends = try JSONDecoder().decode([String].self, from: Data(json.utf8))
      previous[row["number"]] = ends.compactMap { numbers[$0] }
    }
    self.previous = previous
    changed = try Row.fetchAll(
      database, sql: "SELECT DISTINCT event, entry FROM change WHERE entry IS NOT NULL"
    ).map { ($0["event"], $0["entry"]) }
  }

  /// The entries that were changed before an event by its number, and without its knowledge.
  func changedApart(before event: Int) -> Set<Int> {
    var known: Set<Int> = []
    var open = [event]
    while let next = open.popLast() {
      guard known.insert(next).inserted else { continue }
      open += previous[next, default: []].filter { !known.contains($0) }
    }
    return Set(changed.filter { $0.event < event && !known.contains($0.event) }.map(\.entry))
  }
}
