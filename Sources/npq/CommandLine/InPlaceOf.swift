import ArgumentParser
import Assessment
import Findings
import Ledger

/// That what is received takes the place of a response that is there.
struct InPlaceOfOptions: ParsableArguments {
  @Option(help: "The response whose place it takes: its receipt, script code, or event number.")
  var inPlaceOf: String?
  @Option(help: "Of --in-place-of: why, in your own words.") var reason: String?

  func validate() throws {
    guard (inPlaceOf == nil) == (reason == nil) else {
      throw ValidationError("--in-place-of and --reason go together")
    }
  }

  /// What was found, as one response in the place of another; as it is where none is named.
  ///
  /// Both are kept. It counts as no later than the earlier one came.
  func apply(to incoming: [Incoming], in ledger: Ledger) throws -> Judged<[Incoming]> {
    guard let name = inPlaceOf, let reason else { return Judged(incoming) }
    let found = try ResponseSearch(ledger: ledger).find(name)
    guard let earlier = found.value else { return Judged(nil, found.findings) }
    let obstacles = try ledger.obstacles(toReplacing: earlier)
    guard obstacles.verdict != .refused, var one = incoming.first else {
      return Judged(nil, obstacles)
    }
    one.files = incoming.flatMap(\.files)
    if one.files.count > 1, incoming.contains(where: { $0.isSealed || $0.isArchive }) {
      return Judged(
        nil,
        [
          Finding(
            "several-responses", .refused, name, "would be replaced by more than one response",
            remedy: "receive one package, or the documents of one person")
        ])
    }
    if let owner = try ledger.owner(of: earlier) {
      one.person = owner.person
      one.assessment = owner.qualification
    }
    one.replaces = Replacement(of: earlier, reason: reason)
    return Judged([one], obstacles)
  }
}
