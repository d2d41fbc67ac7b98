import Assessment
import Findings
import Ledger
import Sheets

/// The sheet in which a lead or the chair says what samples lead to.
struct SampleSheet {
  let command: SampleCommand

  func write(to path: String) throws {
    let ledger = try command.series.openToRead()
    let team = try command.lead.team(in: ledger)
    guard let choice = team.value else {
      return try command.output.refuse("moderate sample", team.findings)
    }
    let waiting = try waiting(in: ledger).filter { sample, _ in
      (command.number == nil || sample.number == command.number)
        && (choice.team == nil || Set(sample.assessors) == choice.ids)
    }
    try sheet(waiting).write(
      to: path, "moderate sample", command.output,
      payload: Payload(samples: waiting.map(\.answer)))
  }

  /// Does what the sheet says, everything or nothing.
  func apply(_ path: String, in step: PlannedStep) throws {
    let waiting = try waiting(in: step.ledger)
    let read = readBytes(path) { DecisionSheet.withReasons(sheet(waiting).read($0, name: $1)) }
    var findings = read.findings
    var done: [SampleDecision.Done] = []
    for row in read.value ?? [] {
      let judged = choice(row)
      findings += judged.findings
      guard findings.verdict != .refused, let choice = judged.value else { continue }
      let decided = try SampleDecision(
        command: command, step: step, sample: waiting[row.place].sample, choice: choice
      ).record()
      findings += decided.findings
      done += [decided.value].compactMap(\.self)
    }
    guard findings.verdict != .refused else {
      return try step.refuse("moderate sample", findings, "nothing was recorded")
    }
    try step.finish(
      "moderate sample", .done, findings, payload: Outcomes(outcomes: done),
      text: done.isEmpty
        ? "no sample is decided in it"
        : done.map { "sample \($0.number): \($0.outcome)\n\($0.text)" }.joined(separator: "\n\n"),
      recorded: true)
  }

  private func waiting(in ledger: Ledger) throws -> [(sample: SampleRecord, answer: SampleAnswer)] {
    let open = try ledger.samples().filter { $0.outcome == nil }
    return try zip(open, ledger.scripts(of: open, at: command.series.clock.now))
      .map { ($0, SampleAnswer($0, $1)) }
  }

  private func choice(_ row: DecisionSheet.Decided) -> Judged<SampleDecision.Choice> {
    func refuse(_ message: String, _ remedy: String) -> Judged<SampleDecision.Choice> {
      Judged(nil, [Finding("bad-value", .refused, row.subject, message, remedy: remedy)])
    }
    let given = row["outcome"] ?? ""
    guard let outcome = SampleCommand.Outcome(rawValue: given.lowercased()) else {
      return refuse(
        "\"\(given.excerpt)\" is nothing that a sample leads to",
        "use one of stand, extend, cohort, remark")
    }
    let size = row["size"].flatMap { Int($0) }
    guard (outcome == .extend) == (row["size"] != nil), size != nil || row["size"] == nil else {
      return refuse(
        "extend, and no other, goes with a size", "say how many are drawn in all, or leave it")
    }
    guard (outcome == .remark) == (row["assessor"] != nil) else {
      return refuse("remark, and no other, goes with an assessor", "name whose scripts, or nobody")
    }
    return Judged(
      SampleDecision.Choice(
        outcome: outcome, size: size, assessor: row["assessor"], reason: row.reason,
        decider: row.decider))
  }

  private func sheet(_ waiting: [(sample: SampleRecord, answer: SampleAnswer)]) -> DecisionSheet {
    var outcome = WorkbookSheet.Column(
      "outcome", width: 10,
      note: "stand: all marks stand; extend: more is drawn; cohort, remark: marked again")
    outcome.choices = SampleCommand.Outcome.allCases.map(\.rawValue)
    var assessor = WorkbookSheet.Column("assessor", width: 12, note: "Of remark: whose scripts")
    assessor.choices = Set(
      waiting.flatMap { $0.answer.list.flatMap(\.assessors) }
    ).sorted()
    return DecisionSheet(
      name: "samples",
      shown: [
        .init("sample", width: 8), .init("of", width: 34), .init("from", width: 20),
        .init("scripts", width: 9), .init("asked", width: 7), .init("drawn", width: 7),
        .init("read", width: 6), .init("upheld", width: 8), .init("other side", width: 40),
        .init("chance to hold a wrong result", width: 34),
      ], keys: 1,
      choices: [
        outcome, .init("size", width: 6, note: "Of extend: how many are drawn in all"), assessor,
      ],
      cases: waiting.map { sample, answer in
        [
          "\(sample.number)", "\(sample.assessment) \(sample.qualification.code)",
          sample.assessors.isEmpty ? "all" : sample.assessors.joined(separator: " "),
          "\(sample.population)", "\(sample.asked)", "\(answer.list.count)", "\(answer.read)",
          "\(answer.upheld)", answer.otherSide, answer.chances,
        ]
      })
  }

  struct Payload: Encodable {
    let samples: [SampleAnswer]
  }

  struct Outcomes: Encodable {
    let outcomes: [SampleDecision.Done]
  }
}
