import Testing

@testable import Ledger

@Suite struct ReportPolicies {
  @Test func `a report takes tolerance and smallest group from the assessment file`() throws {
    let moderation = "{agreement: {preset: mean-within-tolerance, tolerance: {total: 3}}}"
    try MadeSeries.with(moderation: moderation, results: "{smallest-group: 8}") { series in
      let tolerance = try series.ledger.statedTolerance()
      let smallest = try series.ledger.smallestGroup()
      #expect(tolerance == 3 && smallest == 8)
    }
  }

  @Test func `where the file says nothing there is no tolerance, and groups are of five`() throws {
    try MadeSeries.with { series in
      let tolerance = try series.ledger.statedTolerance()
      let smallest = try series.ledger.smallestGroup()
      #expect(tolerance == nil && smallest == 5)
    }
  }
}
