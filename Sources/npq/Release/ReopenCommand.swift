import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq reopen`: a result that is out is looked at again.
struct ReopenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen", abstract: "Open a released result again: an appeal or a correction.",
    discussion: """
      What was released is kept, with who opened it and why, and a letter tells the participant. \
      While it is open nothing new goes out; marks can be corrected (npq record mark), undone, or \
      made anew. --settle says that it is decided, whether anything changed or not, and the next \
      'npq publish' writes the new letter.

        npq reopen np27-04 --reason "appeal of 14 June" --series ~/npq/spring-2027
        npq reopen np27-04 --settle --reason "a clerical error, put right"
      """)

  @Argument(help: "The participant, by any identifier, or a script code.") var who: String
  @Option(help: "Why, in your own words.") var reason: String
  @Flag(help: "It is decided: the next release may put it out.") var settle = false
  @Option(help: "The assessment or qualification, where the person has several.")
  var assessment: String?
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.open()
    let found = try EntrySearch(for: who, ledger: ledger, at: series.clock.now)
      .entry(who, assessment: assessment)
    guard let entry = found.value else {
      return try output.refuse("reopen", found.findings)
    }
    let act = series.act("reopen")
    let judged =
      try settle
      ? ledger.settle(entry, reason: reason, act: act)
      : ledger.reopen(entry, reason: reason, act: act)
    guard let outcome = judged.value else {
      // The answer names the person though nothing was recorded of it.
      let note = ledger.noteLookup(of: [entry.script], act: act)
      return try output.refuse("reopen", judged.findings + [note].compactMap(\.self))
    }
    try output.finish(
      "reopen", .done, judged.findings, payload: Payload(outcome),
      text: text(outcome) + "\nrecord: \(try ledger.head())")
  }

  struct Payload: Encodable {
    let participant, script, before, now, reason: String
    let release: Int
    let letters: String?

    init(_ outcome: ReopenOutcome) {
      participant = outcome.entry.person
      script = outcome.entry.script
      before = outcome.before.outcome.rawValue
      now = outcome.decision.outcome.rawValue
      reason = outcome.decision.reason
      release = outcome.before.release
      letters = outcome.letter?.path
    }
  }

  private func text(_ outcome: ReopenOutcome) -> String {
    let name = "\(outcome.entry.name.escaped) (\(outcome.entry.qualification.code))"
    let before = "\(outcome.before.outcome.rawValue) of release \(outcome.before.release)"
    guard settle else {
      return "the result of \(name) is open again: \(before) is kept"
        + (outcome.letter.map { "\nletter: \($0.path)" } ?? "")
    }
    let now = outcome.decision.outcome
    let change =
      now == outcome.before.outcome
      ? "it stays \(before)" : "it was \(before), and is now \(now.rawValue)"
    return "the result of \(name) is settled: \(change) (\(outcome.decision.reason.escaped))\n"
      + "the next npq publish puts it out"
  }
}
