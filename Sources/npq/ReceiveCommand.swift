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
      """)

  @Argument(help: "Packages, documents, or folders of them.") var paths: [Paths]
  @Option(help: "A list of whose each file is (CSV: file,participant[,assessment]).")
  var match: String?
  @Option(help: "A list of when each file was handed in (CSV: file,time).") var times: String?
  @Option(help: "Whose all of these files are.") var onBehalf: String?
  @Flag(help: "Save what is whole in damaged packages; they wait for a person all the same.")
  var salvage = false
  @OptionGroup(title: "Limits of one package") var limits: LimitOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.open()
    let keys = SeriesKeys(folder: try series.keyFolder(of: ledger))
    let signing = try keys.signingKey(of: ledger)
    guard let key = signing.value else {
      return try refuse(signing.findings)
    }
    let read = try ReceiveLists(ledger: ledger).read(match: match, times: times)
    guard let lists = read.value, read.findings.verdict == .accepted else {
      return try refuse(read.findings)
    }
    let sought = ReceiveSearch(lists: lists, person: onBehalf).incoming(paths.all)
    guard let incoming = sought.value else {
      return try refuse(read.findings + sought.findings)
    }
    let caughtUp = caughtUp(try ledger.writeReceipts(signing: key))
    let office = incoming.contains(where: \.isSealed) ? try keys.officeIdentity() : nil
    let outcomes = try ledger.receive(
      incoming, with: ReceivingKeys(signing: key, office: office), salvaging: salvage,
      limits: limits.archive, act: series.act("receive"))
    let findings = caughtUp + read.findings + sought.findings + outcomes.flatMap(\.findings)
    let verdict: Verdict =
      outcomes.contains { $0.result == .held } || findings.verdict != .accepted ? .held : .done
    try output.finish(
      "receive", verdict, findings, payload: Payload(outcomes), text: try text(outcomes, ledger))
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

  private func refuse(_ findings: [Finding]) throws {
    try output.finish(
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

  private func text(_ outcomes: [ReceiveOutcome], _ ledger: Ledger) throws -> String {
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
    return table.text + "\n" + sums.joined(separator: ", ") + "\nrecord: \(try ledger.head())"
  }
}
