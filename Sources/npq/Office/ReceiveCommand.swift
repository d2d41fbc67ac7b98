import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq receive`: what comes in.
struct ReceiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receive", abstract: "Take in packages and documents; answer with receipts.",
    discussion: """
      A folder is received with everything in it. Packages say whose they are; documents are \
      matched by a list (columns file, participant and, where there are any, time and assessment) \
      and packaged on the person's behalf. What cannot be placed or opened is kept and held for a \
      person. Exports of learning platforms are received as they were downloaded, zipped or not, as \
      many as there are, with the platform's own list beside them; Moodle, Canvas, Brightspace, \
      Blackboard and Sakai are known by their names, and a table of typed answers by its columns. \
      What is sealed for the office (.age) is opened with its key. Receiving the same again \
      changes nothing.

        npq receive Samples/stories/on-time/responses \\
          --match Samples/stories/on-time/received.csv \\
          --times Samples/stories/on-time/received.csv
        npq receive ~/Downloads/exports --for NPQLT

      With --in-place-of one response takes the place of another, by your decision: both are kept, \
      the new one counts and is no later than the earlier one was. Packs that hold the earlier one \
      are named, and 'npq distribute' makes new ones; it is refused once marks stand on it.

        npq receive right-file.docx --in-place-of 7Q4M-K2P9 --reason "sent the draft by mistake"
      """)

  @Argument(help: "Packages, documents, exports and lists of platforms, or folders of them.")
  var paths: [Paths]
  @Option(help: "Where they are from; told by itself where that can be told.")
  var from: ExportSearch.Source?
  @Option(name: .customLong("for"), help: "The assessment or qualification that all are for.")
  var assessment: String?
  @Option(help: "A list of whose each file is (CSV: file,participant[,assessment]).")
  var match: String?
  @Option(help: "A list of when each file was handed in (CSV: file,time).") var times: String?
  @Option(help: "Whose all of these files are.") var onBehalf: String?
  @Flag(help: "Save what is whole in damaged packages; they wait for a person all the same.")
  var salvage = false
  @OptionGroup var replacement: InPlaceOfOptions
  @OptionGroup(title: "Limits of one package") var limits: LimitOptions
  @OptionGroup var plan: PlanOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let inputs = paths.all + [match, times].compactMap(\.self)
    try plan.run(series, output, "receive", inputs: inputs) { try receive(in: $0) }
  }

  private func receive(in step: PlannedStep) throws {
    let ledger = step.ledger
    var keys = try series.seriesKeys(of: ledger)
    let signing = try keys.signingKey(of: ledger)
    guard let key = signing.value else { return try refuse(step, signing.findings) }
    let looked = try look(ledger)
    guard let intake = looked.value, looked.findings.verdict == .accepted else {
      return try refuse(step, looked.findings)
    }
    let caughtUp = caughtUp(try ledger.writeReceipts(signing: key))
    let office = intake.incoming.contains(where: \.isSealed) ? try keys.officeIdentity() : nil
    let answer = try intake.receive(
      with: ReceivingKeys(signing: key, office: office), salvaging: salvage,
      limits: limits.archive, act: series.act("receive"))
    let findings = caughtUp + looked.findings + answer.findings
    let isHeld = answer.payload.received.contains { $0.result == "held" }
    try step.finish(
      "receive", isHeld || findings.verdict != .accepted ? .held : .done, findings,
      payload: answer.payload, text: answer.text, recorded: true)
  }

  /// What is to be received, joined with what the lists say of it.
  private func look(_ ledger: Ledger) throws -> Judged<ReceiveIntake> {
    let read = try ReadLists(ledger: ledger).read(match: match, times: times)
    guard let rows = read.value, read.findings.verdict == .accepted else {
      return Judged(nil, read.findings)
    }
    var intake = try ReceiveIntake(
      ledger: ledger, lists: ReceiveLists(rows: rows, person: onBehalf, assessment: assessment),
      // One response in the place of another is a package or documents, and no export.
      from: replacement.inPlaceOf == nil ? from : .folder,
      besides: [match, times].compactMap(\.self))
    try intake.look(through: paths.all)
    if intake.findings.verdict == .accepted { try intake.apply(replacement) }
    guard intake.findings.verdict == .accepted else {
      return Judged(nil, read.findings + intake.findings)
    }
    return Judged(intake, read.findings)
  }

  /// What an interruption left over is said once it is there.
  private func caughtUp(_ count: Int) -> [Finding] {
    guard count > 0 else { return [] }
    return [
      Finding(
        "receipts-caught-up", .note, "",
        "\(count) \(count == 1 ? "receipt" : "receipts") of an interrupted run written now",
        remedy: "send them out: they lie in send/, in the folder of their own day")
    ]
  }

  private func refuse(_ step: PlannedStep, _ findings: [Finding]) throws {
    try step.finish(
      "receive", .refused, findings, payload: ReceiveAnswer(), text: "nothing was received")
  }
}
