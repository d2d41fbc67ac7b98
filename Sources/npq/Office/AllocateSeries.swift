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
    let departures = try ledger.departures()
    let strangers = try strangers()
    guard strangers.isEmpty else {
      return try step.refuse("allocate", strangers, "nothing was allocated")
    }
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
    let findings = read.findings + limits + outcome.findings + turnover(plain, departures)
    guard let plan = outcome.plan else {
      let answer = AllocateRefusal(outcome, draw: draw, start.duration(to: clock.now))
      return try step.finish(
        "allocate", .refused, findings, payload: answer, text: "nothing was allocated")
    }
    try choices.write(plan, request)
    let isDraft = choices.draft != nil
    let placed =
      isDraft
      ? 0
      : try ledger.allocate(
        plan.markings,
        turnover: Turnover(
          leaving: choices.without, returning: choices.returning, reason: choices.reason),
        draw: draw, act: series.act("allocate"))
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
  /// Names that are in no list.
  private func strangers() throws -> [Finding] {
    let known = Set(try step.ledger.assessors().map(\.id))
    return (choices.without + choices.returning).filter { !known.contains($0) }.map {
      Finding(
        "unknown-assessor", .refused, $0, "is in no list of assessors",
        remedy: "name an assessor as the list does; npq status shows everybody")
    }
  }

  /// Says who has left and gets nothing, and who had not left at all.
  private func turnover(_ request: AllocationRequest, _ departures: [Departure]) -> [Finding] {
    let leaving = choices.without.map { name in
      Finding(
        "assessor-has-left", .note, name, "has left, and gets nothing from now on",
        remedy: "once they are back: npq allocate --with \(name)")
    }
    let earlier = departures.filter { request.gone.contains($0.assessor) }.map {
      Finding(
        "assessor-has-left", .note, $0.assessor, "left on \($0.since) and gets nothing",
        remedy: "if they are back: npq allocate --with \($0.assessor)")
    }
    let gone = Set(departures.map(\.assessor))
    let there = choices.returning.filter { !gone.contains($0) }.map {
      Finding(
        "assessor-had-not-left", .warning, $0, "is named as back, but had not left",
        remedy: "check the name; npq status says who has left")
    }
    return leaving + earlier + there
  }
}
