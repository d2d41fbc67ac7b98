import Foundation
import Testing

@testable import Assessment

@Suite struct SeedReports {
  /// A report on assessors whose seeds lie off by so much.
  private func report(_ off: [(id: String, seeds: [Int])]) throws -> SeriesReport {
    var source = try ReportTests.pairs(3)
    source.assessors[0] = .init(id: "as-0", name: "<b>Ada</b>")
    source.seeds = try off.map { one in
      SeedSeries(
        assessor: one.id, qualification: .npqlt, drift: try SeedDrifts().drift(one.seeds).0)
    }
    return SeriesReport(source, settings: ReportSettings())
  }

  @Test func `without seeds the page says nothing of them`() throws {
    let page = try report([("as-0", [])]).html()
    #expect(!page.contains("Seeds over time"))
  }

  @Test func `nobody who drifts is named on top, and few charts stand open`() throws {
    let report = try report([("as-1", [0, 1, -1]), ("as-0", [0, 0, 1])])
    #expect(report.sentences.count == 5)
    #expect(!report.sentences[2].contains("drift"))
    let page = report.html()
    #expect(page.contains("Who stays within the limits") && !page.contains("id=\"seeds-within\""))
    #expect(page.contains("6 seeds came back from 2 assessors"))
  }

  @Test(arguments: [([0, 1, 4, 4, 5], "more"), ([0, -1, -4, -4, -5], "fewer")])
  func `who drifts is told on top with the direction`(seeds: [Int], direction: String) throws {
    let sentence = try report([("as-0", seeds), ("as-1", [0, 0])]).sentences[2]
    #expect(
      sentence.hasPrefix(
        "Look first at who drifts on the seeds: <b>Ada</b> (as-0) (NPQLT), who gives "
          + "\(direction) marks than the leads, with "))
    #expect(sentence.contains("Whom else to look at cannot be said"))
  }

  @Test func `those out of control come first, the most to mark again on top`() throws {
    let report = try report([
      ("as-1", [0, 0, 0]), ("as-2", [0, 0, 0, 4, 4]), ("as-3", [4, 4, 4, 4, 4]), ("as-0", [0]),
    ])
    let order = report.seedSeries.map(\.assessor)
    #expect(order == ["as-3", "as-2", "as-0", "as-1"])
    let page = report.html()
    let out = try #require(page.range(of: "Who drifts"))
    let rest = try #require(page.range(of: "Within their limits: 2"))
    #expect(out.lowerBound < rest.lowerBound)
  }

  @Test func `each seed is a point with a row, and a name is no markup`() throws {
    let page = try report([("as-0", [0, 4, 4, -1])]).html()
    let part = try #require(page.components(separatedBy: "id=\"seeds-chart-1\"").last)
      .components(separatedBy: "</figure>")[0]
    let dots = part.components(separatedBy: "<circle").count - 1
    let squares = part.components(separatedBy: "class=\"point out\"").count - 1
    #expect(dots == 2 && squares == 2)
    #expect(part.components(separatedBy: "<tr><th scope=\"row\">").count - 1 == 4)
    #expect(!page.contains("<b>Ada") && part.contains("&lt;b&gt;Ada"))
    #expect(part.contains("named here") && part.contains("last good seed"))
  }
}
