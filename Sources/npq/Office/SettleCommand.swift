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
        npq settle --all --keep held --reason "as the lead office shared out"
      """)

  @Argument(help: "The numbers of clashes, as the list shows them; none for the list.")
  var numbers: [Int] = []
  @Flag(help: "Every clash that is open.") var all = false
  @Option(help: "Which of the two: held, or other.") var keep: ClashSide?
  @Option(help: "Why, in your own words.") var reason: String?
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    let asks = all || !numbers.isEmpty
    if asks, keep == nil || reason == nil {
      throw ValidationError("say which of the two is right with --keep, and why with --reason")
    }
    if !asks, keep != nil || reason != nil {
      throw ValidationError("name clashes by their numbers: npq settle lists those that are open")
    }
    if all, !numbers.isEmpty { throw ValidationError("give --all or numbers, not both") }
  }

  func run() throws {
    guard let keep, let reason else { return try list() }
    let ledger = try series.open()
    let chosen = try all ? ledger.joinClashes().map(\.number) : numbers
    let judged = try ledger.settle(
      clashes: chosen, keeping: keep, reason: reason, act: series.act("settle"))
    guard let settled = judged.value else {
      return try output.refuse("settle", judged.findings, "nothing was changed")
    }
    let left = try ledger.joinClashes().count
    let held = keep == .held ? "what held still holds" : "the other holds now"
    let lines = settled.map { "\($0.number)  \($0.record) of \($0.subject.escaped): \(held)" }
    let rest = left == 0 ? "no clash of a join is open" : "still open: \(left)"
    try output.finish(
      "settle", .done, judged.findings,
      payload: Payload(settled: settled.map(\.number), kept: keep.rawValue, open: left),
      text: (lines + [rest, "record: \(try ledger.head())"]).joined(separator: "\n"))
  }

  struct Payload: Encodable {
    let settled: [Int]
    let kept: String
    let open: Int
  }

  private func list() throws {
    let clashes = try series.openToRead().joinClashes()
    var table = TextTable(["clash", "of", "two", "version", "said by"], numbers: [0])
    for clash in clashes {
      table.add(
        [
          "\(clash.number)", clash.subject, clash.record, "held  \(clash.held.told)",
          clash.held.source,
        ])
      table.add(["", "", "", "other \(clash.other.told)", clash.other.source])
    }
    try output.finish(
      "settle", clashes.isEmpty ? .done : .held, [],
      payload: JoinCommand.ClashPayload(clashes: clashes.map { .init($0) }),
      text: clashes.isEmpty ? "no clash of a join is open" : table.text)
  }
}

extension JoinClash.Said {
  fileprivate var told: String { value ?? "what stands there" }
}

extension ClashSide: ExpressibleByArgument {}
