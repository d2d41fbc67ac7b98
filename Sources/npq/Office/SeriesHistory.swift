import Assessment
import Findings
import Ledger

/// Everything that was done in a series, a line for each command.
struct SeriesHistory {
  let output: OutputOptions

  func show(_ runs: [HistoryRun]) throws {
    try output.finish(
      "history", .done, [], payload: Payload(runs: runs.map(Payload.Run.init)),
      text: runs.map(\.text).joined(separator: "\n"))
  }

  struct Payload: Encodable {
    struct Run: Encodable {
      let first, last, undone: Int
      let time, actor, command: String
      let copy: String?

      init(_ run: HistoryRun) {
        first = run.first
        last = run.last
        undone = run.undone
        time = run.body.time.description
        actor = run.body.actor
        command = run.body.command
        copy = run.body.copy
      }
    }

    let runs: [Run]
  }
}

extension HistoryRun {
  /// One run as a line: its numbers, when, who, what, and whether it was taken back.
  fileprivate var text: String {
    let count = last - first + 1
    let numbers = count == 1 ? "\(first)" : "\(first)–\(last)"
    let told = body.facts.sorted { $0.key < $1.key }
      .filter { count == 1 && $0.value.count < 40 && $0.key != "key:signing" }
      .map { "\($0.key) \($0.value)" }
    let what = count == 1 ? ([body.subject].compactMap { $0 } + told) : ["\(count) events"]
    let state = undone == 0 ? "" : undone == count ? "  (undone)" : "  (\(undone) undone)"
    return "\(numbers)  \(body.time)  \(body.actorAndCopy.escaped)  \(body.command)  "
      + what.joined(separator: ", ").escaped + state
  }
}

extension EventBody {
  /// Who did it, and in which copy of the series where that has a name of its own.
  var actorAndCopy: String { copy.map { "\(actor) in \($0)" } ?? actor }
}
