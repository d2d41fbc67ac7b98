import Assessment
import Findings
import Ledger

/// What `npq publish` says of a group: what goes out, what is held, and on which list.
struct PublishAnswer {
  let plan: ReleasePlan
  var release: Int?
  var folder: String?

  /// The digest of the list, as far as it has to be given back.
  var digest: String { String(plan.list.digest.description.prefix(16)) }

  var text: String {
    var lines: [String] = []
    let counts = Dictionary(
      plan.ready.lazy.map { ($0.candidate.row.decision.outcome, 1) }, uniquingKeysWith: +)
    var table = TextTable(["result", "entries"], numbers: [1])
    for outcome in [Decision.Outcome.passed, .didNotMeetStandard] {
      if let own = counts[outcome] { table.add([outcome.rawValue, "\(own)"]) }
    }
    table.add([release == nil ? "ready" : "released", "\(plan.ready.count)"])
    for (rule, count) in heldByRule { table.add(["held: \(rule)", "\(count)"]) }
    if plan.releasedBefore > 0 { table.add(["released before", "\(plan.releasedBefore)"]) }
    if plan.withoutResult > 0 { table.add(["without a result", "\(plan.withoutResult)"]) }
    table.add(["all", "\(plan.lines.count)"])
    lines.append(table.text)
    lines += plan.held.prefix(Self.most).map { line, holds in
      "held: \(line.entry.name.escaped) (\(line.entry.person)), \(line.entry.qualification.code): "
        + holds.map(\.words.escaped).joined(separator: "; ")
    }
    if plan.held.count > Self.most {
      lines.append("and \(plan.held.count - Self.most) more: --format json lists them all")
    }
    let unreachable = plan.ready.count { $0.entry.details["email"] == nil }
    if unreachable > 0 { lines.append("\(unreachable) without an e-mail address") }
    if !plan.ready.isEmpty, release == nil { lines.append("list: \(digest)") }
    if let release, let folder {
      lines.append("release \(release) lies in \(folder), on the list \(digest)")
    }
    return lines.joined(separator: "\n")
  }

  /// How many of those who are held are spelled out.
  private static let most = 30

  /// How many entries each rule holds; one that several hold is counted by the first.
  private var heldByRule: [(String, Int)] {
    let rules = plan.held.compactMap { $0.holds.first?.rule }
    return ReleaseHold.Rule.allCases.compactMap { rule in
      let count = rules.count { $0 == rule }
      return count == 0 ? nil : (rule.rawValue, count)
    }
  }

  /// A warning for each result that is out and would now come out otherwise.
  var findings: [Finding] {
    plan.lines.filter(\.differsFromRelease).map { line in
      Finding(
        "released-differs", .warning, "\(line.entry.person) \(line.entry.qualification.code)",
        "was released as \(line.entry.release?.outcome.rawValue ?? "") and would now be "
          + "\(line.candidate.row.decision.outcome.rawValue) (\(line.candidate.row.decision.reason))",
        remedy: "npq reopen \(line.entry.person) --reason TEXT, if that is right")
    }
  }

  var payload: Payload { Payload(self) }

  struct Payload: Encodable {
    struct Ready: Encodable {
      let participant, assessment, qualification, outcome: String
      let attempt: Int
    }
    struct Held: Encodable {
      let participant, assessment, qualification: String
      let holds: [String: String]
    }

    let list: String
    let release: Int?
    let folder: String?
    let ready: [Ready]
    let held: [Held]
    let releasedBefore, withoutResult, all: Int

    init(_ answer: PublishAnswer) {
      let plan = answer.plan
      list = plan.list.digest.description
      release = answer.release
      folder = answer.folder
      ready = plan.ready.map { line in
        Ready(
          participant: line.entry.person, assessment: line.entry.assessment,
          qualification: line.entry.qualification.code,
          outcome: line.candidate.row.decision.outcome.rawValue, attempt: line.entry.attempt)
      }
      held = plan.held.map { line, holds in
        Held(
          participant: line.entry.person, assessment: line.entry.assessment,
          qualification: line.entry.qualification.code,
          holds: Dictionary(holds.map { ($0.rule.rawValue, $0.words) }) { "\($0); \($1)" })
      }
      releasedBefore = plan.releasedBefore
      withoutResult = plan.withoutResult
      all = plan.lines.count
    }
  }
}

extension ReleasePlan {
  /// Whether a release was asked for while something is missing: nobody's result is there, or not
  /// everybody's where the whole group is wanted.
  func isIncomplete(whole: Bool) -> Bool {
    if whole { return !held.isEmpty }
    return ready.isEmpty && held.contains { $0.holds.contains(where: \.isIncomplete) }
  }
}
