import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq moderate`: it only lists its steps.
struct ModerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "moderate", abstract: "The moderator's steps between marks and results.",
    subcommands: [ClashesCommand.self, ThirdCommand.self])
}

/// `npq moderate third`: a third marking where two fall on different sides of the pass.
struct ThirdCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "third",
    abstract: "Give scripts whose two markings fall on different sides of a pass to a third.",
    discussion: """
      Two markings on different sides of the pass are never averaged: a third assessor, who has \
      not seen the script, marks it, and the majority decides. Run 'npq distribute' afterwards.

        npq moderate third --series ~/npq/spring-2027
      """)

  @Option(help: "The number behind every random choice; drawn and told where it is not given.")
  var draw: UInt64?
  @OptionGroup var plan: PlanOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try plan.run(series, output, "moderate third", inputs: []) { try place(in: $0) }
  }

  private func place(in step: PlannedStep) throws {
    let ledger = step.ledger
    let draw = draw ?? step.draw ?? UInt64.random(in: 0..<1 << 32)
    step.drawn = draw
    let request = try ledger.thirdMarkingRequest(at: series.clock.now, draw: draw)
    guard !request.scripts.isEmpty else {
      return try step.finish(
        "moderate third", .done, [], payload: Payload(draw: draw, scripts: []),
        text: "no script needs a third marking")
    }
    let outcome = allocate(request)
    guard let plan = outcome.plan else {
      return try step.finish(
        "moderate third", .refused, outcome.findings, payload: Payload(draw: draw, scripts: []),
        text: "nothing was allocated")
    }
    _ = try ledger.allocate(plan.markings, draw: draw, act: series.act("moderate third"))
    let third = plan.markings.filter { marking in
      !request.before.contains { $0.script == marking.script && $0.assessor == marking.assessor }
    }
    var table = TextTable(["script", "third assessor"])
    for marking in third { table.add([marking.script, marking.assessor]) }
    try step.finish(
      "moderate third", .done, outcome.findings,
      payload: Payload(draw: draw, scripts: third.map(Payload.Script.init)),
      text: table.text + "draw \(draw)\nnext: npq distribute", recorded: true)
  }

  struct Payload: Encodable {
    struct Script: Encodable {
      let script, assessor: String

      init(_ marking: AllocationMarking) {
        script = marking.script
        assessor = marking.assessor
      }
    }

    let draw: UInt64
    let scripts: [Script]
  }
}
