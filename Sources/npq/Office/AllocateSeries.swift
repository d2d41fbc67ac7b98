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
    var plain = try ledger.allocationRequest(at: series.clock.now, draw: draw)
    try ledger.setMarkings(in: &plain)
    choices.set(in: &plain)
    let read = choices.readByHand()
    guard let hand = read.value else {
      return try step.finish(
        "allocate", read.findings.verdict, read.findings, payload: NoPayload(),
        text: "nothing was allocated")
    }
    var request = plain
    let limits = request.take(hand)
    let outcome = allocate(request)
    let findings = read.findings + limits + outcome.findings + comingBack(plain)
    guard let plan = outcome.plan else {
      let answer = AllocateRefusal(outcome, draw: draw, start.duration(to: clock.now))
      return try step.finish(
        "allocate", .refused, findings, payload: answer, text: "nothing was allocated")
    }
    try choices.write(plan, request)
    let isDraft = choices.draft != nil
    let placed =
      isDraft ? 0 : try ledger.allocate(plan.markings, draw: draw, act: series.act("allocate"))
    var answer = AllocateAnswer(plan, request, seconds: start.duration(to: clock.now), file: nil)
    answer.complete(plan, choices, AllocateByHand(hand, plain: plain), clock)
    try step.finish(
      "allocate", findings.verdict == .accepted ? .done : findings.verdict, findings,
      payload: answer,
      text: answer.text + (isDraft ? "\nnothing was recorded" : "\n\(placed) placed anew"),
      recorded: !isDraft)
  }
}

extension AllocateSeries {
  /// Says of those who left that the next allocation does not know of it.
  private func comingBack(_ request: AllocationRequest) -> [Finding] {
    let ended = request.assessors.filter { assessor in
      assessor.until.map { until in request.today.map { until < $0 } ?? false } ?? false
    }
    return choices.without.filter { name in !ended.contains { $0.id == name } }.map {
      Finding(
        "may-come-back", .note, $0, "gets scripts again in the next allocation",
        remedy: "give --without \($0) each time, or write their last day under until in the list "
          + "of assessors and import it")
    }
  }
}
