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

  @Flag(help: "Replace the plan that stands there.")
  var force = false

  /// The files that it takes; nil where one of them is not named.
  var files: (scripts: String, assessors: String, plan: String)? {
    guard let scripts, let assessors, let plan else { return nil }
    return (scripts, assessors, plan)
  }

  /// Whether any of its files is named.
  var isNamed: Bool { scripts != nil || assessors != nil || interests != nil || plan != nil }

  /// Reads the tables, allocates, writes the plan and answers.
  func run(
    _ files: (scripts: String, assessors: String, plan: String), _ choices: AllocateChoices,
    _ output: OutputOptions
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let read = request(files, choices)
    guard let request = read.value else {
      let failed = read.findings.contains { $0.code == "unreadable-file" }
      return try output.finish(
        "allocate", failed ? .failed : read.findings.verdict, read.findings,
        payload: NoPayload(), text: "")
    }
    let outcome = allocate(request)
    let findings = read.findings + outcome.findings
    guard let plan = outcome.plan else {
      let answer = AllocateRefusal(outcome, draw: request.draw, start.duration(to: clock.now))
      return try output.finish("allocate", findings.verdict, findings, payload: answer, text: "")
    }
    if let problem = try write(writeAllocationPlan(plan), to: files.plan) {
      return try output.finish(
        "allocate", .refused, findings + [problem], payload: NoPayload(), text: "")
    }
    let seconds = start.duration(to: clock.now)
    let answer = AllocateAnswer(
      plan, request, plan.contrast, seconds, file: files.plan == "-" ? nil : files.plan)
    try output.finish(
      "allocate", findings.verdict == .accepted ? .done : findings.verdict, findings,
      payload: answer, text: files.plan == "-" ? "" : answer.text)
  }

  /// Reads all tables and says at once what is wrong with them.
  private func request(
    _ files: (scripts: String, assessors: String, plan: String), _ choices: AllocateChoices
  ) -> Judged<AllocationRequest> {
    let papers = readBytes(files.scripts, readAllocationScripts)
    let people = readBytes(files.assessors, readAllocationAssessors)
    let declared = interests.map { readBytes($0, readAllocationInterests) } ?? Judged([])
    let before = choices.keep.map { readBytes($0, readAllocationPlan) } ?? Judged([])
    let pins = choices.pin.map { readBytes($0, readAllocationPlan) } ?? Judged([])
    let findings =
      papers.findings + people.findings + declared.findings + before.findings + pins.findings
    guard let scripts = papers.value, let assessors = people.value,
      let interests = declared.value, let kept = before.value, let pinned = pins.value
    else { return Judged(nil, findings) }
    var request = AllocationRequest(
      scripts: scripts, assessors: assessors,
      draw: choices.draw ?? UInt64.random(in: 0..<1 << 32))
    request.interests = interests
    request.markings = choices.markings ?? 2
    request.before = kept
    request.pins = pinned
    request.without = choices.without
    request.inProportion = choices.inProportion
    return Judged(request, findings)
  }

  /// Writes the plan; what stands in its place is not replaced unless that was asked for.
  private func write(_ bytes: [UInt8], to path: String) throws -> Finding? {
    guard path != "-" else {
      FileHandle.standardOutput.write(Data(bytes))
      return nil
    }
    do throws(ArchiveError) {
      try writeWhole(bytes, to: path, replacing: force)
      return nil
    } catch {
      guard case .exists = error else { throw error }
      return Finding(
        "output-exists", .refused, path, "a file stands there already and was not replaced",
        remedy: "name another file, or give --force")
    }
  }
}
