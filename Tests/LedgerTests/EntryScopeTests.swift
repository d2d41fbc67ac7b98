import Assessment
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
}
