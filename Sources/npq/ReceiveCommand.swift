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
      person. What is sealed for the office (.age) is opened with its key. Receiving the same again \
      changes nothing.

        npq receive Samples/stories/on-time/responses \\
          --match Samples/stories/on-time/received.csv \\
          --times Samples/stories/on-time/received.csv

      With --in-place-of one response takes the place of another, by your decision: both are kept, \
      the new one counts and is no later than the earlier one was. Packs that hold the earlier one \
      are named, and 'npq distribute' makes new ones; it is refused once marks stand on it.

        npq receive right-file.docx --in-place-of 7Q4M-K2P9 --reason "sent the draft by mistake"
      """)

  @Argument(help: "Packages, documents, or folders of them.") var paths: [String]
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
    let inputs = paths + [match, times].compactMap(\.self)
    try plan.run(series, output, "receive", inputs: inputs) { try receive(in: $0) }
  }

  private func receive(in step: PlannedStep) throws {
    let ledger = step.ledger
    let keys = SeriesKeys(folder: try series.keyFolder(of: ledger))
    let signing = try keys.signingKey(of: ledger)
    guard let key = signing.value else {
      return try refuse(step, signing.findings)
    }
    let read = try ReceiveLists(ledger: ledger).read(match: match, times: times)
    guard let lists = read.value, read.findings.verdict == .accepted else {
      return try refuse(step, read.findings)
    }
    let sought = ReceiveSearch(lists: lists, person: onBehalf).incoming(paths)
    let placed = try sought.value.map { try replacement.apply(to: $0, in: ledger) }
    guard let incoming = placed?.value else {
      return try refuse(step, read.findings + sought.findings + (placed?.findings ?? []))
    }
    let caughtUp = caughtUp(try ledger.writeReceipts(signing: key))
    let office = incoming.contains(where: \.isSealed) ? try keys.officeIdentity() : nil
    let outcomes = try ledger.receive(
      incoming, with: ReceivingKeys(signing: key, office: office), salvaging: salvage,
      limits: limits.archive, act: series.act("receive"))
    let findings =
      caughtUp + read.findings + sought.findings + (placed?.findings ?? [])
      + outcomes.flatMap(\.findings)
    let verdict: Verdict =
      outcomes.contains { $0.result == .held } || findings.verdict != .accepted ? .held : .done
    try step.finish(
      "receive", verdict, findings, payload: Payload(outcomes), text: text(outcomes),
      recorded: true)
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
      "receive", .refused, findings, payload: Payload(), text: "nothing was received")
  }

  struct Payload: Encodable {
    struct Item: Encodable {
      let file, result, received: String
      let receipt: String?
      let words: Int?
    }

    var received: [Item] = []

    init() {}

    init(_ outcomes: [ReceiveOutcome]) {
      received = outcomes.map { outcome in
        Item(
          file: outcome.arrival.name, result: outcome.result.rawValue,
          received: outcome.arrival.received.description,
          receipt: outcome.receipt?.number,
          words: outcome.arrival.words)
      }
    }
  }

  private func text(_ outcomes: [ReceiveOutcome]) -> String {
    var table = TextTable(["file", "result", "received", "words", "receipt"], numbers: [3])
    for item in Payload(outcomes).received {
      table.add([
        item.file, item.result, item.received, item.words.map(String.init) ?? "",
        item.receipt ?? "",
      ])
    }
    let counts = Dictionary(grouping: outcomes, by: \.result).mapValues(\.count)
    let sums = [ReceiveOutcome.Result.accepted, .held, .unchanged]
      .compactMap { kind in counts[kind].map { "\($0) \(kind.rawValue)" } }
    return table.text + "\n" + sums.joined(separator: ", ")
  }
}
