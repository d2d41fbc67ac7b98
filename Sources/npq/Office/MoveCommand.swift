import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq move`: a response to the right person.
struct MoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "Give a response to the person whose it is.",
    discussion: """
      The response is named by the number of its receipt, by a script code (the response that \\
      counts under it), or by the number of the event that received it; 'npq show' has all three. \\
      Script code, marks and packs stay with the script; extensions and other exceptions stay with \\
      their persons. The new person gets a receipt, and both stories tell it. An assessor who should \\
      not have the new person's script is named. With --exchange two responses change places.

        npq move 7Q4M-K2P9 --to np27-07 --reason "two deputies shared a login"
        npq move S4XXJ5DK6H --to np27-07 --exchange --reason "each handed in the other's file"
      """)

  @Argument(help: "A receipt number, a script code, or the number of an event.")
  var response: String
  @Option(help: "The person whose it is, by any identifier.") var to: String
  @Flag(help: "Let the two persons' responses change places.") var exchange = false
  @Option(help: "Why, in your own words.") var reason: String
  @Option(help: "The assessment or qualification, where the new person has several.")
  var assessment: String?
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.open()
    var keys = try series.seriesKeys(of: ledger)
    let signing = try keys.signingKey(of: ledger)
    let found = try ResponseSearch(ledger: ledger).find(response)
    let target = try EntrySearch(for: to, ledger: ledger, at: series.clock.now)
      .entry(to, assessment: assessment)
    let findings = signing.findings + found.findings + target.findings
    guard let key = signing.value, let submission = found.value, let entry = target.value else {
      return try output.refuse("move", findings, "nothing was moved")
    }
    let judged = try ledger.move(
      submission.id, to: entry.id, exchanging: exchange, reason: reason,
      with: ReceivingKeys(signing: key), act: series.act("move"))
    guard let outcome = judged.value else {
      return try output.refuse("move", judged.findings, "nothing was moved")
    }
    let sent = try ledger.correct(lost: outcome.lost, act: series.act("move"))
    let letters = sent.value.map { "\nletter to whom it was booked before: \($0.path)" } ?? ""
    try output.finish(
      "move", .done, judged.findings + sent.findings, payload: Payload(outcome),
      text: text(outcome) + letters + "\nrecord: \(try ledger.head())")
  }

  struct Payload: Encodable {
    let script: String
    let from: String?
    let to: String
    let receipts: [String]

    init(_ outcome: MoveOutcome) {
      script = outcome.script
      from = outcome.from?.person
      to = outcome.to.person
      receipts = outcome.receipts.map(\.number)
    }
  }

  private func text(_ outcome: MoveOutcome) -> String {
    let to = outcome.to.name.escaped
    let from = outcome.from.map(\.name.escaped) ?? "nobody known"
    var lines: [String] = []
    if !outcome.movedScript {
      lines.append("what was held for \(from) is received for \(to)")
    } else if exchange {
      lines.append("the responses of \(from) and \(to) changed places")
      lines.append("script \(outcome.script) is now \(to)'s, with its marks and packs")
    } else {
      lines.append("script \(outcome.script) was \(from)'s and is now \(to)'s")
      lines.append("\(from) goes on under \(outcome.to.script)")
    }
    lines += outcome.receipts.map { "receipt \($0.number) lies in send/" }
    return lines.joined(separator: "\n")
  }
}
