import Assessment
import Findings
import Foundation
import Testing

@Suite struct StandardisationReading {
  private func rules(_ block: String) -> Judged<CaseStudyAssessment> {
    readAssessment(soundAssessment + block, name: "a.yaml")
  }

  @Test func `every key of the block is read`() throws {
    let read = rules(
      """
      standardisation:
        approval-needed: true
        tolerance: {criterion: 2, total: 4}
        outside-percent: 25
        cumulative: 5
        wrong-decisions: 1
        seeds: {one-in: 10, running: 3, own-result: definitive}
        charts:
          spread-percent: 15
          weight-percent: 10
          average-percent: 281
          slack-percent: 25
          sum-percent: 800
        source: Handbook 3.1
        date: 2026-09-01

      """)
    #expect(read.findings.map(\.message) == [])
    let policy = try #require(read.value?.rules.standardisation)
    #expect(
      policy
        == StandardisationPolicy(
          approvalNeeded: true, criterionTolerance: 2, totalTolerance: 4, outsidePercent: 25,
          cumulative: 5, wrongDecisions: 1,
          seeds: SeedPolicy(
            oneIn: 10, running: 3, ownResult: .definitive, spreadPercent: 15, weightPercent: 10,
            averagePercent: 281, slackPercent: 25, sumPercent: 800), source: "Handbook 3.1",
          date: CivilDate("2026-09-01")))
  }

  @Test func `a block that says little has the defaults, and none leaves the digest as it was`()
    throws
  {
    let short = try #require(rules("standardisation: {tolerance: {total: 2}}\n").value)
    #expect(short.rules.standardisation == StandardisationPolicy(totalTolerance: 2))
    let none = try #require(rules("").value)
    #expect(none.rules.standardisation == nil)
    #expect(
      try String(decoding: JSONEncoder().encode(none), as: UTF8.self).contains("standardisation")
        == false)
  }

  @Test(arguments: [
    ("{approval: true}", "yaml-unknown-key"), ("{tolerance: 3}", "yaml-wrong-type"),
    ("{seeds: {one-in: 1}}", "yaml-out-of-range"),
    ("{seeds: {own-result: best}}", "yaml-unknown-value"),
    ("{charts: {weight-percent: 0}}", "yaml-out-of-range"),
  ])
  func `what the block cannot hold is named`(block: String, finding: String) {
    let read = rules("standardisation: \(block)\n")
    #expect(read.value == nil)
    #expect(read.findings.map(\.code) == [finding])
  }
}
