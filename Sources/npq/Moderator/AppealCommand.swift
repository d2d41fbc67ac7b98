import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// `npq moderate appeal`: a script whose result was opened again is marked afresh.
struct AppealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "appeal",
    abstract: "Have a script marked afresh on appeal, and say whether that marking stands.",
    discussion: """
      First 'npq reopen' opens the result. Then the script goes to somebody who has not marked it, \
      named with --by, in a pack of its own ('npq distribute --for appeal') that shows no earlier \
      mark. Without a script it lists what was released beside what the appeal came to. --take lets \
      the fresh marking stand in the place of what decided, and keeps all; without it the result \
      stays. Where people decide without one, 'npq moderate adjudicate' records it. \
      'npq reopen --settle' closes the appeal either way.

        npq moderate appeal S227RGP3BK --by as-6 --series ~/npq/spring-2027
        npq moderate appeal
        npq moderate appeal S227RGP3BK --take --reason "panel of 20 June"
      """)

  @Argument(help: "The script, by its code.") var script: String?
  @Flag(help: "The fresh marking stands.") var take = false
  @Option(help: "Why, in your own words; needed with --take.") var reason: String?
  @OptionGroup var options: RoundOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard script != nil else {
      guard !take else { throw ValidationError("--take goes with a script") }
      return
    }
    guard take != !options.names.isEmpty else {
      throw ValidationError("a script goes to somebody with --by, or is decided with --take")
    }
    guard !take || reason?.trimmed.isEmpty == false else {
      throw ValidationError("--take needs a --reason")
    }
  }

  func run() throws {
    guard let script else {
      let ledger = try series.openToRead()
      let readings = try ledger.readings(for: .appeal, at: series.clock.now)
      let answer = ReadingsAnswer(readings)
      return try output.finish(
        "moderate appeal", .done, [], payload: answer,
        text: readings.isEmpty ? "no script is being marked on appeal" : answer.text)
    }
    try options.plan.run(series, output, "moderate appeal", inputs: []) { step in
      let found = try entry(script, step)
      guard let entry = found.value else {
        return try step.refuse("moderate appeal", found.findings, "nothing was changed")
      }
      if take { return try settle(entry, step) }
      try RoundPlacing(
        round: .appeal, options: options, series: series, step: step, verb: "appeal"
      ).run([entry.script], reason: reason, none: "")
    }
  }

  private func entry(_ name: String, _ step: PlannedStep) throws -> Judged<EntryRecord> {
    guard let code = ScriptCode(name),
      let entry = try step.ledger.entries(at: series.clock.now, with: [code.text]).first
    else { return Judged(nil, [.noScript(name)]) }
    guard entry.release?.standing == .reopened else {
      return Judged(
        nil,
        [
          Finding(
            "not-reopened", .refused, code.text, "has no result that was opened again",
            remedy: "npq reopen opens it, with the reason of the appeal")
        ])
    }
    return Judged(entry)
  }

  private func settle(_ entry: EntryRecord, _ step: PlannedStep) throws {
    let readings = try step.ledger.readings(for: .appeal, at: series.clock.now)
    guard let script = ScriptCode(entry.script),
      let reading = readings.last(where: { $0.entry.id == entry.id && $0.read != nil })
    else {
      return try step.refuse(
        "moderate appeal",
        [
          Finding(
            "appeal-not-marked", .refused, entry.script, "has no whole marking of an appeal yet",
            remedy:
              "give it out with --by, npq distribute --for appeal, and collect what comes back")
        ], "nothing was changed")
    }
    let isNew =
      try step.ledger.resolve(
        [
          PersonDecision(
            script: script, kind: .adjudicated, marks: reading.marks, kept: reading.reader.text,
            reason: reason ?? "", decider: nil)
        ], act: series.act("moderate appeal")) > 0
    let read = reading.read.map { "\($0.total), \($0.passes ? "pass" : "no pass")" } ?? ""
    try step.finish(
      "moderate appeal", .done, [], payload: ReadingsAnswer([reading]),
      text: "the marking of the appeal \(isNew ? "stands" : "stood already"): \(read)\n"
        + "then: npq reopen \(entry.script) --settle", recorded: isNew)
  }
}
