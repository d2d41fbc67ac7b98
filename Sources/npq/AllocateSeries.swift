import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// Allocation inside a series: of every script that is there, with what was allocated before.
struct AllocateSeries {
  let series: SeriesOptions
  let choices: AllocateChoices
  let step: PlannedStep

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let ledger = step.ledger
    let draw = choices.draw ?? step.draw ?? UInt64.random(in: 0..<1 << 32)
    step.drawn = draw
    var request = try ledger.allocationRequest(at: series.clock.now, draw: draw)
    let asked = try markings(ledger)
    guard let markings = asked.value else {
      return try step.finish(
        "allocate", .refused, asked.findings, payload: NoPayload(), text: "nothing was allocated")
    }
    request.markings = markings
    request.without = choices.without
    request.inProportion = choices.inProportion
    let kept = choices.pin.map { readBytes($0, readAllocationPlan) } ?? Judged([])
    request.pins += kept.value ?? []
    let outcome = allocate(request)
    let findings = kept.findings + outcome.findings
    guard kept.findings.verdict == .accepted, let plan = outcome.plan else {
      let answer = AllocateRefusal(outcome, draw: draw, start.duration(to: clock.now))
      return try step.finish(
        "allocate", .refused, findings, payload: answer, text: "nothing was allocated")
    }
    let placed = try ledger.allocate(plan.markings, draw: draw, act: series.act("allocate"))
    let answer = AllocateAnswer(
      plan, request, plan.contrast, start.duration(to: clock.now), file: nil)
    try step.finish(
      "allocate", findings.verdict == .accepted ? .done : findings.verdict, findings,
      payload: answer,
      text: answer.text + "\n\(placed) placed anew", recorded: true)
  }

  /// How many markings each script gets: as asked, else as the assessments' policy says.
  private func markings(_ ledger: Ledger) throws -> Judged<Int> {
    if let markings = choices.markings { return Judged(markings) }
    let policies = Set(try ledger.assessments().map(\.assessment.rules.markings))
    if policies.count <= 1 { return Judged(policies.first ?? 1) }
    let list = policies.sorted().map(String.init).joined(separator: " and ")
    return Judged(
      nil,
      [
        Finding(
          "several-policies", .refused, "markings",
          "the assessments of the series ask for \(list) markings",
          remedy: "say how many with --markings")
      ])
  }
}
