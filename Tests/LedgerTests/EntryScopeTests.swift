import Assessment
import GRDB
import Testing

@testable import Ledger

/// One person's entries are read by themselves, and say what the list of everybody says of them.
@Suite struct EntryScopeTests {
  private static func told(_ standing: Standing) -> String {
    let entry = standing.entry
    return """
      \(entry.id) \(entry.script) \(standing.state) \(standing.decision.outcome) \
      \(standing.decision.rule) \(String(describing: standing.decision.total)) \(entry.flags) \
      \(entry.facts) \(entry.allocated) \(entry.lateSeconds) \(entry.name) \
      \(String(describing: entry.release)) \(String(describing: entry.extendedUntil)) \
      \(entry.earlier) \(String(describing: entry.carriedInto)) \(entry.adjustment)
      """
  }

  @Test func `one by one is the same as all together`() throws {
    try FullSeries.with { series in
      let now = MadeSeries.instant("2027-06-11T09:00:00Z")
      let all = try series.ledger.standings(at: now)
      let people = Set(all.map(\.entry.person))
      #expect(people.count > 3)
      for person in people {
        let own = try series.ledger.standings(at: now, of: person)
        #expect(own.map(Self.told) == all.filter { $0.entry.person == person }.map(Self.told))
        #expect(
          try series.ledger.entries(at: now, of: person).map(\.id) == own.map(\.entry.id))
        for standing in own {
          let script = try #require(ScriptCode(standing.entry.script))
          #expect(try series.ledger.person(ofScript: script) == person)
        }
      }
      #expect(try series.ledger.standings(at: now, of: "nobody").isEmpty)
    }
  }

  @Test(arguments: [1, 2, 3, 2_000])
  func `in parts is the same as all together`(atOnce: Int) throws {
    try FullSeries.with { series in
      let now = MadeSeries.instant("2027-06-11T09:00:00Z")
      try series.ledger.queue.read { database in
        let all = try database.results(at: now, .texts)
        let codes = Set(all.map(\.entry.script)).union(["S000000000"])
        let parts = try database.scopes(ofPeopleWith: codes, atOnce: atOnce).map { scope in
          let marks = try MarkTable(database, .texts, scope)
          return try database.results(at: now, over: marks, scope) { (entry: $0, row: $1) }
        }
        let whole = parts.flatMap(\.self)
        #expect(whole.map(\.entry.id) == all.map(\.entry.id))
        #expect(whole.map(\.row.decision) == all.map(\.row.decision))
        #expect(whole.map(\.row.entry.markings) == all.map(\.row.entry.markings))
        #expect(whole.map(\.row.entry.resolution) == all.map(\.row.entry.resolution))
        #expect(parts.count == (all.count + atOnce - 1) / atOnce)
      }
    }
  }

  @Test func `scripts are found by their codes, and no other of the same person`() throws {
    try FullSeries.with { series in
      let now = MadeSeries.instant("2027-06-11T09:00:00Z")
      let all = try series.ledger.entries(at: now)
      for entry in all {
        let own = try series.ledger.entries(at: now, with: [entry.script, "S000000000"])
        #expect(own.map(\.id) == [entry.id] && own[0].flags == entry.flags)
      }
      let codes = Set(all.map(\.script))
      #expect(try series.ledger.entries(at: now, with: codes).map(\.id) == all.map(\.id))
      #expect(try series.ledger.entries(at: now, with: []).isEmpty)
    }
  }
}
