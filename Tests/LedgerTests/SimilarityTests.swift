import Assessment
import Findings
import Foundation
import Testing

@testable import Ledger

@Suite struct ComparisonOnRecord {
  private func record(pairs: Int) -> SimilarityRecord {
    SimilarityRecord(
      settings: SimilaritySettings(), scripts: 2, earlier: 0, pairs: pairs,
      list: Digest(of: Data("\(pairs)".utf8)))
  }

  @Test func `a comparison is recorded once for as long as it comes to the same`() throws {
    try MadeSeries.with { series in
      let act = MadeSeries.act("2027-03-20T09:00:00Z", "similar")
      let recorded = try [1, 1, 2, 1].map { pairs in
        try series.ledger.record(similarity: record(pairs: pairs), act: act)
      }
      #expect(recorded == [true, false, true, true])
    }
  }

  @Test func `each entry has the script that counts, or else the last one held`() throws {
    try MadeSeries.with { series in
      _ = try series.ledger.importParticipants(
        MadeSeries.roster(3), secret: MadeSeries.secret,
        act: MadeSeries.act("2027-02-02T09:00:00Z"))
      let arrivals = [
        try series.response("p1", "the first draft", at: "2027-03-10T09:00:00Z"),
        try series.response("p1", "the second draft", at: "2027-03-11T09:00:00Z"),
        try series.response("p2", "too late by days", at: "2027-03-19T09:00:00Z"),
      ]
      _ = try series.receive(arrivals, at: "2027-03-20T09:00:00Z")
      let scripts = try series.ledger.scripts().sorted { $0.person < $1.person }
      #expect(scripts.map(\.person) == ["p1", "p2"])
      let texts = try scripts.map { script in
        try script.copies.map { try String(contentsOfFile: $0.path, encoding: .utf8) }
      }
      #expect(texts[0].first?.contains("second") == true)
      #expect(texts[1].first?.contains("late") == true)
    }
  }
}
