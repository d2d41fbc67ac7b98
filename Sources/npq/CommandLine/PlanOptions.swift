import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// Looking at what a command would change before it does, and doing just that.
struct PlanOptions: ParsableArguments {
  @Option(help: "Write to this file what would change and what is refused, and change nothing.")
  var plan: String?
  @Option(help: "Do what this plan says; refused if anything that it rests on has changed.")
  var apply: String?

  func validate() throws {
    guard plan == nil || apply == nil else {
      throw ValidationError("give --plan to look, then the same command with --apply to do it")
    }
  }

  /// Carries a command out: on the series, or on a copy of its record for a plan, or both for the
  /// application of one; `inputs` are the files and folders that the command reads.
  func run(
    _ series: SeriesOptions, _ output: OutputOptions, _ command: String, inputs: [String],
    _ body: (PlannedStep) throws -> Void
  ) throws {
    if inputs.contains("-"), plan != nil || apply != nil {
      throw ValidationError("a plan needs a file that can be read again: give its name and not -")
    }
    let ledger = try series.open()
    let act = series.act(command)
    if let plan {
      let step = try rehearse(ledger, output, act, draw: nil, body)
      let file = try PlanFile(
        of: step, act, head: ledger.head(), inputs: inputs, in: try ledger.name())
      try writeWhole(try file.bytes(), to: plan, replacing: false)
      // What a plan shows was looked up, though nothing was done.
      let scripts = Set(step.changes.compactMap { ScriptCode($0.subject)?.text })
      _ = ledger.noteLookup(of: Array(scripts), act: act)
      return try step.print(plan: file, at: plan)
    }
    guard let apply else { return try body(PlannedStep(ledger, output, rehearsing: false)) }
    let read = readFile(apply, most: 500_000_000) { PlanFile.read($0, name: $1) }
    guard let file = read.value else {
      return try output.refuse(command, read.findings, "nothing was changed")
    }
    var findings = try file.faults(act, head: ledger.head(), inputs: inputs)
    if findings.isEmpty {
      let step = try rehearse(ledger, output, act, draw: file.draw, body)
      findings = try file.differences(from: step, act)
    }
    guard findings.isEmpty else {
      return try output.refuse(command, findings, "nothing was changed")
    }
    try body(PlannedStep(ledger, output, rehearsing: false, draw: file.draw))
  }

  /// Takes decisions of people from a sheet: tried on a copy first, and done where nothing is
  /// refused.
  func runWhole(
    _ series: SeriesOptions, _ output: OutputOptions, _ command: String,
    _ body: (PlannedStep) throws -> Void
  ) throws {
    let ledger = try series.open()
    let tried = try rehearse(ledger, output, series.act(command), draw: nil, body)
    guard tried.verdict != .refused, tried.findings.verdict != .refused else {
      return try output.refuse(command, tried.findings, "nothing was recorded")
    }
    try body(PlannedStep(ledger, output, rehearsing: false, draw: tried.drawn))
  }

  /// Reads the series to write what somebody is to decide on: changes nothing.
  func look(
    _ series: SeriesOptions, _ output: OutputOptions, _ command: String,
    _ body: (PlannedStep) throws -> Void
  ) throws {
    try body(PlannedStep(try series.openToRead(), output, rehearsing: false))
  }

  private func rehearse(
    _ ledger: Ledger, _ output: OutputOptions, _ act: Act, draw: UInt64?,
    _ body: (PlannedStep) throws -> Void
  ) throws -> PlannedStep {
    try ledger.rehearse { copy in
      let before = try copy.lastEvent()
      let step = PlannedStep(copy, output, rehearsing: true, draw: draw)
      try body(step)
      step.changes = try copy.changes(after: before)
      step.counts = try copy.counts(after: before)
      return step
    }
  }
}

/// A command as it is carried out on the series, or only tried on a copy.
final class PlannedStep {
  let ledger: Ledger
  private let output: OutputOptions
  /// Whether it is only tried on a copy.
  let rehearsing: Bool
  /// The number behind what is drawn at random, where a plan has drawn it.
  let draw: UInt64?
  /// The number that was drawn, for the plan.
  var drawn: UInt64?
  fileprivate(set) var changes: [PlannedChange] = []
  fileprivate(set) var counts: [ChangeCount] = []
  private(set) var verdict = Verdict.done
  private(set) var findings: [Finding] = []
  private(set) var text = ""
  private var finishing: ((PlanFile, String) throws -> Void)?

  fileprivate init(
    _ ledger: Ledger, _ output: OutputOptions, rehearsing: Bool, draw: UInt64? = nil
  ) {
    self.ledger = ledger
    self.output = output
    self.rehearsing = rehearsing
    self.draw = draw
  }

  /// Prints the answer of a command that was carried out, with the head of the record where it
  /// changed; keeps that of one that was tried.
  func finish(
    _ command: String, _ verdict: Verdict, _ findings: [Finding], payload: some Encodable,
    text: String, recorded: Bool = false
  ) throws {
    guard rehearsing else {
      let head = recorded ? "\nrecord: \(try ledger.head())" : ""
      return try output.finish(
        command, verdict, findings, payload: payload, text: text + head)
    }
    self.verdict = verdict
    self.findings = findings
    // What was written beside the copy is gone with it.
    let place = ledger.folder.path
    let text = text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains(place) }.joined(separator: "\n")
    self.text = text
    let output = output
    finishing = { plan, path in
      try output.finish(
        command, verdict, findings, payload: PlannedPayload(payload, plan, path),
        text: [text, plan.summary(path)].filter { !$0.isEmpty }.joined(separator: "\n"))
    }
  }

  /// Prints or keeps why nothing was done.
  func refuse(_ command: String, _ findings: [Finding], _ text: String = "") throws {
    try finish(command, .refused, findings, payload: NoPayload(), text: text)
  }

  fileprivate func print(plan: PlanFile, at path: String) throws {
    try finishing?(plan, path)
  }
}

/// What a command answers, with the plan that it wrote instead of doing it.
private struct PlannedPayload<Payload: Encodable>: Encodable {
  struct Plan: Encodable {
    let file: String
    let changes: [ChangeCount]
  }

  let payload: Payload
  let plan: Plan

  enum CodingKeys: String, CodingKey {
    case plan
  }

  init(_ payload: Payload, _ plan: PlanFile, _ path: String) {
    self.payload = payload
    self.plan = Plan(file: path, changes: plan.counts)
  }

  func encode(to encoder: any Encoder) throws {
    try payload.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(plan, forKey: .plan)
  }
}
