import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq settle`: which of two things that were recorded apart is right.
struct SettleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle", abstract: "Say which side of a clash of 'npq join' is right.",
    discussion: """
      Without a number it lists what is open, with what holds and what is kept beside it. With one \
      it says, for a reason, which of the two is right: what holds since the join, or the other, \
      which holds from then on. Both stay in the record, and the copy that joins this one takes the \
      decision over. A clash is also settled by whoever records the same matter again. Two results \
      that went out need 'npq reopen', and two versions of a mark 'npq moderate clashes'.

        npq settle --series ~/npq/spring-2027
        npq settle 3 --keep other --reason "a2 has begun" --series ~/npq/spring-2027
      """)

  @Argument(help: "The number of the clash, as the list shows it; none for the list.")
  var number: Int?
  @Option(help: "Which of the two: held, or other.") var keep: ClashSide?
  @Option(help: "Why, in your own words.") var reason: String?
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if number != nil, keep == nil || reason == nil {
      throw ValidationError("say which of the two is right with --keep, and why with --reason")
    }
    if number == nil, keep != nil || reason != nil {
      throw ValidationError("name the clash by its number: npq settle lists those that are open")
    }
  }

  func run() throws {
    guard let number, let keep, let reason else {
      return try JoinCommand.list(series, output, "settle")
    }
    let ledger = try series.open()
    let judged = try ledger.settle(
      clash: number, keeping: keep, reason: reason, act: series.act("settle"))
    guard let clash = judged.value else {
      return try output.finish(
        "settle", .refused, judged.findings, payload: NoPayload(), text: "nothing was changed")
    }
    let left = try ledger.joinClashes().count
    let held = keep == .held ? "what held still holds" : "the other holds now"
    try output.finish(
      "settle", .done, judged.findings,
      payload: Payload(clash: number, subject: clash.subject, kept: keep.rawValue, open: left),
      text: """
        clash \(number), two \(clash.record) of \(clash.subject.escaped): \(held)
        \(left == 0 ? "no clash of a join is open" : "still open: \(left)")
        record: \(try ledger.head())
        """)
  }

  struct Payload: Encodable {
    let clash: Int
    let subject, kept: String
    let open: Int
  }
}

extension ClashSide: ExpressibleByArgument {}
