import Assessment
import Findings
import Foundation
import Testing

private func read(_ moderation: String) -> Judged<CaseStudyAssessment> {
  readAssessment(
    """
    assessment: 1
    id: spring
    title: Case study
    qualifications: [NPQLT]
    window: {opens: 2027-03-08}
    \(moderation)
    """, name: "a.yaml")
}

@Suite struct ModerationReading {
  @Test func `where nothing is said, fails and borderlines are marked twice and a tenth sampled`()
    throws
  {
    let rules = try #require(read("").value).rules
    let moderation = try #require(rules.moderation)
    #expect(moderation == ModerationPolicy())
    #expect(moderation.second == [.fails, .borderlines])
    #expect(moderation.agreement.across == .adjudicate && moderation.agreement.within == .average)
    #expect(moderation.sample?.percent == 10 && moderation.sample?.rule == .percent)
  }

  @Test func `what the README calls the default is the default`() throws {
    let readme = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    let block = try #require(text.firstMatch(of: /(?s)```yaml\n(moderation:.*?)```/)?.1)
    let moderation = try #require(read(String(block)).value?.rules.moderation)
    let standard = AgreementPolicy.standard
    #expect(moderation == ModerationPolicy(agreement: AgreementPolicy()))
    #expect(
      AgreementPolicy(preset: .standard, source: standard.source) == standard)
  }

  @Test(arguments: AgreementPolicy.Preset.allCases)
  func `a preset is read by its name, and one without a number asks for it`(
    _ preset: AgreementPolicy.Preset
  ) throws {
    let short = read("moderation: {agreement: \(preset.rawValue)}")
    #expect((short.value == nil) == preset.needsTolerance)
    let full = read(
      "moderation: {agreement: {preset: \(preset.rawValue), tolerance: {total: 2}}}")
    let agreement = try #require(full.value?.rules.moderation?.agreement)
    #expect(agreement.preset == preset && agreement.tolerance.total == 2)
    #expect(agreement.across == preset.policy.across && agreement.source == preset.source)
  }

  @Test func `every key is read`() throws {
    let text = """
      moderation:
        agreement:
          tolerance: {total: 3, under-percent: 20, criterion: 1}
          within: highest
          beyond: discuss
          across: third
          of-three: closest-two
          rounding: half-up
          source: "Policy 7"
          date: 2026-09-01
        second: [all]
        sample: {rule: table, at-least: 4, include: [highest, fails], source: OCR}
      """
    let moderation = try #require(read(text).value?.rules.moderation)
    #expect(
      moderation
        == ModerationPolicy(
          agreement: AgreementPolicy(
            tolerance: MarkTolerance(total: 3, underPercent: 20, criterion: 1), within: .highest,
            beyond: .discuss, across: .third, ofThree: .closestTwo, rounding: .halfUp,
            source: "Policy 7", date: CivilDate("2026-09-01")),
          second: [.all],
          sample: SamplePolicy(
            rule: .table, atLeast: 4, include: [.highest, .fails], source: "OCR")))
    #expect(read("moderation: {second: [], sample: none}").value?.rules.moderation?.sample == nil)
  }

  @Test(arguments: [
    ("{agreement: {across: average}}", "yaml-out-of-range"),
    ("{agreement: {across: highest}}", "yaml-out-of-range"),
    ("{agreement: {across: first}}", "yaml-out-of-range"),
    ("{agreement: durhan}", "yaml-unknown-value"), ("{second: [fail]}", "yaml-unknown-value"),
    ("{second: [fails, fails]}", "yaml-duplicate-value"),
    ("{agreement: mean-within-tolerance}", "yaml-missing-key"),
    ("{sample: {rule: percent}}", "yaml-missing-key"), ("{sample: {}}", "yaml-missing-key"),
    ("{sample: some}", "yaml-wrong-type"), ("{tolerance: 3}", "yaml-unknown-key"),
    ("{agreement: {tolerance: {total: -1}}}", "yaml-out-of-range"), ("[]", "yaml-wrong-type"),
  ])
  func `what cannot be meant is refused`(_ moderation: String, _ code: String) {
    let judged = read("moderation: \(moderation)")
    #expect(judged.value == nil)
    #expect(judged.findings.map(\.code).contains(code), "\(judged.findings)")
  }

  @Test func `an assessment from before there was such a policy keeps its rule`() throws {
    let assessment = try #require(read("moderation: {second: []}").value)
    let text = String(decoding: try canonicalJSON(assessment), as: UTF8.self)
    #expect(text.contains("\"moderation\""))
    #expect(RulePolicy().moderation == nil)
    let earlier = ModerationPolicy.earlier
    #expect(earlier.agreement.across == .third && earlier.second.isEmpty && earlier.sample == nil)
  }
}
