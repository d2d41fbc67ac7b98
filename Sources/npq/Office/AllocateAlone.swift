import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation

/// Allocation from tables alone, without a series.
struct AllocateAlone: ParsableArguments {
  @Option(help: "The scripts (CSV: script,qualification[,school,trust,phase,tutor]).")
  var scripts: String?

  @Option(
    help: "The assessors (CSV: assessor,qualifications,capacity[,minimum,school,trust,phase]).")
  var assessors: String?

  @Option(help: "Declared interests (CSV: script,assessor,reason).")
  var interests: String?

  @Option(
    name: .customShort("o"),
    help: ArgumentHelp("Where the plan goes (CSV: script,assessor,marking).", valueName: "file"))
  var plan: String?

  /// The tables that it takes; nil where one of them is not named.
  var files: (scripts: String, assessors: String)? {
    guard let scripts, let assessors else { return nil }
    return (scripts, assessors)
  }

  /// Whether any of its files is named.
  var isNamed: Bool { scripts != nil || assessors != nil || interests != nil || plan != nil }

  /// Reads the tables, allocates, writes the plan and answers.
  func run(
    _ files: (scripts: String, assessors: String), _ choices: AllocateChoices,
    _ output: OutputOptions
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let read = request(files, choices)
    guard let (plain, hand) = read.value else {
      let failed = read.findings.contains { $0.code == "unreadable-file" }
      return try output.finish(
        "allocate", failed ? .failed : read.findings.verdict, read.findings,
        payload: NoPayload(), text: "")
    }
    var request = plain
    let limits = request.take(hand)
    let outcome = allocate(request)
    let findings = read.findings + limits + outcome.findings
    guard let made = outcome.plan else {
      let answer = AllocateRefusal(outcome, draw: request.draw, start.duration(to: clock.now))
      return try output.finish("allocate", findings.verdict, findings, payload: answer, text: "")
    }
    try write(made, replacing: choices.force)
    try choices.write(made, request)
    var answer = AllocateAnswer(
      made, request, seconds: start.duration(to: clock.now), file: plan == "-" ? nil : plan)
    answer.complete(made, choices, AllocateByHand(hand, plain: plain), clock)
    try output.finish(
      "allocate", findings.verdict == .accepted ? .done : findings.verdict, findings,
      payload: answer, text: plan == "-" ? "" : answer.text)
  }

  /// Reads all tables and says at once what is wrong with them.
  private func request(
    _ files: (scripts: String, assessors: String), _ choices: AllocateChoices
  ) -> Judged<(AllocationRequest, AllocationByHand)> {
    let papers = readBytes(files.scripts, readAllocationScripts)
    let people = readBytes(files.assessors, readAllocationAssessors)
    let declared = interests.map { readBytes($0, readAllocationInterests) } ?? Judged([])
    let hand = choices.readByHand()
    let findings = papers.findings + people.findings + declared.findings + hand.findings
    guard let scripts = papers.value, let assessors = people.value,
      let interests = declared.value, let hand = hand.value
    else { return Judged(nil, findings) }
    var request = AllocationRequest(
      scripts: scripts, assessors: assessors,
      draw: choices.draw ?? UInt64.random(in: 0..<1 << 32))
    request.interests = interests
    choices.set(in: &request)
    return Judged((request, hand), findings)
  }

  /// Writes the plan, where one was asked for.
  private func write(_ made: AllocationPlan, replacing: Bool) throws {
    guard let plan else { return }
    let bytes = writeAllocationPlan(made)
    guard plan != "-" else {
      return FileHandle.standardOutput.write(Data(bytes))
    }
    try writeWhole(bytes, to: plan, replacing: replacing)
  }
}
