import Assessment
import Findings
import Ledger
import Sheets

/// Records what a sample leads to, and does what follows.
struct SampleDecision {
  /// What somebody decided.
  struct Choice {
    let outcome: SampleCommand.Outcome
    /// Of extend: how many are drawn in all.
    let size: Int?
    /// Of remark: whose scripts are marked again.
    let assessor: String?
    let reason: String
    /// Who decided, where it was not who records it.
    var decider: String?
  }

  /// What was done.
  struct Done: Encodable {
    let number: Int
    let outcome, text: String
    /// Those who mark scripts again, of cohort and remark.
    var placed: RoundPlacing.Payload?
    /// The larger sample, of extend.
    var extended: SampleAnswer?

    enum CodingKeys: String, CodingKey { case number, outcome, extended }

    func encode(to encoder: any Encoder) throws {
      try placed?.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(number, forKey: .number)
      try container.encode(outcome, forKey: .outcome)
      try container.encodeIfPresent(extended, forKey: .extended)
    }
  }

  let command: SampleCommand
  let step: PlannedStep
  let sample: SampleRecord
  let choice: Choice

  func record() throws -> Judged<Done> {
    if let past = sample.outcome {
      return refuse(
        "sample-decided", "led to '\(past.word)' already",
        "npq undo takes that back, or draw another sample")
    }
    switch choice.outcome {
    case .stand: return try stand()
    case .extend: return try extend()
    case .cohort: return try again(.all, as: .cohort, replacing: nil)
    case .remark:
      guard case .one(let id) = try step.ledger.assessorIndex().find(choice.assessor ?? "") else {
        return refuse(
          "unknown-person", "\((choice.assessor ?? "").excerpt) is no assessor of the series",
          "npq status lists them")
      }
      return try again(
        .of(id, whollyAgain: true), as: .remark(assessor: id.text), replacing: id.text)
    }
  }

  private func stand() throws -> Judged<Done> {
    let scripts = try step.ledger.scripts(of: sample, at: command.series.clock.now)
    let unread = scripts.count { $0.read == nil }
    guard unread == 0 else {
      return refuse(
        "sample-not-read", "\(unread) of \(scripts.count) scripts are not read yet",
        "npq distribute --for sample, then npq collect")
    }
    try keep(.stand)
    return done("all marks of sample \(sample.number) stand")
  }

  private func extend() throws -> Judged<Done> {
    let size = choice.size ?? 0
    guard size > sample.asked, size <= sample.population else {
      return refuse(
        "bad-value", "was asked for \(sample.asked) of \(sample.population)",
        sample.asked < sample.population
          ? "give a size above the one and up to the other"
          : "all of it is drawn already: decide otherwise")
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
    let placed = try placing.place(new, draw: placing.draw(), by: choice.decider)
    guard placed.value != nil else { return Judged(nil, placed.findings) }
    try keep(.extend)
    let number = try step.ledger.record(
      sample: drawn, of: sample.assessment, sample.qualification, by: sample.policy,
      purpose: sample.purpose, draw: sample.draw,
      from: Set(sample.assessors), act: act)
    guard let record = try step.ledger.samples().first(where: { $0.number == number }) else {
      return Judged(nil, placed.findings)
    }
    let answer = SampleAnswer(
      record, try step.ledger.scripts(of: record, at: command.series.clock.now))
    var done = done(
      "sample \(sample.number) is extended to sample \(number)\n" + answer.text
        + "\nnext: npq distribute --for sample"
    ).value
    done?.extended = answer
    return Judged(done, placed.findings)
  }

  private func again(
    _ kind: SecondScripts, as outcome: SampleOutcome, replacing assessor: String?
  ) throws -> Judged<Done> {
    let scripts = secondScripts(of: try rows(), in: kind)
    guard !scripts.isEmpty else {
      return refuse(
        "bad-value",
        assessor.map { "\($0) has marked nothing in it that another has not" }
          ?? "every script of it has a second marking already",
        assessor == nil
          ? "have everything of one assessor marked again: --outcome remark --assessor ASSESSOR"
          : "npq moderate agree shows what the other markings come to")
    }
    let placing = command.placing(.second, in: step)
    let draw = placing.draw()
    let placed = try placing.place(
      Set(scripts.map(\.text)), replacing: assessor, reason: choice.reason, draw: draw,
      by: choice.decider)
    guard let markings = placed.value else { return Judged(nil, placed.findings) }
    try keep(outcome)
    let count = markings.count == 1 ? "1 script is" : "\(markings.count) scripts are"
    var done = done(
      RoundPlacing.table(markings, .second)
        + "\(count) marked again\nnext: npq distribute --for second"
    ).value
    done?.placed = RoundPlacing.Payload(draw: draw, round: .second, markings)
    return Judged(done, placed.findings)
  }

  /// The rows of the group that the sample was drawn from.
  private func rows() throws -> [ResultRow] {
    let team = Set(sample.assessors)
    return try step.ledger.results(at: command.series.clock.now) { [sample] row in
      row.entry.standing == .submitted && row.entry.assessment.text == sample.assessment
        && row.entry.qualification == sample.qualification
        && (team.isEmpty || row.isMarked(by: team))
    }
  }

  private var act: Act { command.series.act("moderate sample").decided(by: choice.decider) }

  private func keep(_ outcome: SampleOutcome) throws {
    try step.ledger.record(
      outcome: outcome, of: sample.number, reason: choice.reason.trimmed, act: act)
  }

  private func done(_ text: String) -> Judged<Done> {
    Judged(Done(number: sample.number, outcome: choice.outcome.rawValue, text: text))
  }

  private func refuse(_ code: String, _ message: String, _ remedy: String) -> Judged<Done> {
    Judged(
      nil, [Finding(code, .refused, "sample \(sample.number)", message, remedy: remedy)])
  }
}
