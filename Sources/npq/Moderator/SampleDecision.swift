import Assessment
import Findings
import Ledger
import Sheets

/// Records what a sample leads to, and does what follows.
struct SampleDecision {
  let command: SampleCommand
  let step: PlannedStep
  let sample: SampleRecord

  func record(_ outcome: SampleCommand.Outcome) throws {
    if let past = sample.outcome {
      return try refuse(
        "sample-decided", "led to '\(past.word)' already",
        "npq undo takes that back, or draw another sample")
    }
    switch outcome {
    case .stand: try stand()
    case .extend: try extend()
    case .cohort: try again(.all, as: .cohort, replacing: nil)
    case .remark:
      guard case .one(let id) = try step.ledger.assessorIndex().find(command.assessor ?? "") else {
        return try refuse(
          "unknown-person", "\((command.assessor ?? "").excerpt) is no assessor of the series",
          "npq status lists them")
      }
      try again(.of(id, whollyAgain: true), as: .remark(assessor: id.text), replacing: id.text)
    }
  }

  private func stand() throws {
    let scripts = try step.ledger.scripts(of: sample, at: command.series.clock.now)
    let unread = scripts.count { $0.read == nil }
    guard unread == 0 else {
      return try refuse(
        "sample-not-read", "\(unread) of \(scripts.count) scripts are not read yet",
        "npq distribute --for sample, then npq collect")
    }
    try keep(.stand)
    try step.finish(
      "moderate sample", .done, [], payload: NoPayload(),
      text: "all marks of sample \(sample.number) stand", recorded: true)
  }

  private func extend() throws {
    let size = command.size ?? 0
    guard size > sample.asked, size <= sample.population else {
      return try refuse(
        "bad-value", "was asked for \(sample.asked) of \(sample.population)",
        "give --size a number above the one and up to the other")
    }
    let rows = try rows()
    let drawn = drawSample(
      of: rows.compactMap(\.sampled), by: sample.policy, size: size, draw: sample.draw,
      purpose: sample.purpose)
    let known = try Set(
      step.ledger.scripts(of: sample, at: command.series.clock.now)
        .filter { $0.reader != nil }.map(\.script))
    let placing = command.placing(.sample, in: step)
    let new = Set(drawn.scripts.map(\.script.text)).subtracting(known)
    let placed = try placing.place(new, draw: placing.draw())
    guard placed.value != nil else { return try refuse(placed.findings) }
    try keep(.extend)
    let number = try step.ledger.record(
      sample: drawn, of: rows, by: sample.policy, purpose: sample.purpose, draw: sample.draw,
      act: command.series.act("moderate sample"))
    guard let record = try step.ledger.samples().first(where: { $0.number == number }) else {
      return
    }
    let answer = SampleAnswer(
      record, try step.ledger.scripts(of: record, at: command.series.clock.now))
    try step.finish(
      "moderate sample", .done, placed.findings, payload: answer,
      text: answer.text + "\nnext: npq distribute --for sample", recorded: true)
  }

  private func again(
    _ kind: SecondScripts, as outcome: SampleOutcome, replacing assessor: String?
  ) throws {
    let scripts = secondScripts(of: try rows(), in: kind)
    let placing = command.placing(.second, in: step)
    let draw = placing.draw()
    let placed = try placing.place(
      Set(scripts.map(\.text)), replacing: assessor, reason: command.reason, draw: draw)
    guard let markings = placed.value else { return try refuse(placed.findings) }
    try keep(outcome)
    try step.finish(
      "moderate sample", .done, placed.findings,
      payload: RoundPlacing.Payload(draw: draw, round: .second, markings),
      text: RoundPlacing.table(markings, .second)
        + "\(markings.count) scripts are marked again\nnext: npq distribute --for second",
      recorded: true)
  }

  /// The rows of the group that the sample was drawn from.
  private func rows() throws -> [ResultRow] {
    try step.ledger.results(at: command.series.clock.now).filter { row in
      row.entry.standing == .submitted && row.entry.assessment.text == sample.assessment
        && row.entry.qualification == sample.qualification
    }
  }

  private func keep(_ outcome: SampleOutcome) throws {
    try step.ledger.record(
      outcome: outcome, of: sample.number, reason: (command.reason ?? "").trimmed,
      act: command.series.act("moderate sample"))
  }

  private func refuse(_ code: String, _ message: String, _ remedy: String) throws {
    try refuse([Finding(code, .refused, "sample \(sample.number)", message, remedy: remedy)])
  }

  private func refuse(_ findings: [Finding]) throws {
    try step.finish(
      "moderate sample", .refused, findings, payload: NoPayload(), text: "nothing was recorded")
  }
}
