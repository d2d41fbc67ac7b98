import Assessment
import Findings
import Ledger
import Sheets

/// The sheet in which leads approve or stop assessors.
struct StandardDecisions {
  let standards: [AssessorStandard]

  var sheet: DecisionSheet {
    var decision = WorkbookSheet.Column(
      "decision", width: 10, note: "approve or stop; blank: the rules go on deciding")
    decision.choices = StandardStanding.LeadDecision.allCases.map(\.rawValue)
    return DecisionSheet(
      name: "assessors",
      shown: [
        .init("assessor", width: 12), .init("assessment", width: 24),
        .init("qualification", width: 14), .init("name", width: 24), .init("state", width: 12),
        .init("by", width: 30), .init("what the rules say", width: 50),
        .init("seeds", width: 8), .init("drift", width: 50),
      ], keys: 3, choices: [decision],
      cases: standards.map { one in
        let set =
          one.standing.second.differences.isEmpty ? one.standing.first : one.standing.second
        return [
          one.assessor.id, one.assessment, one.qualification.code, one.assessor.name,
          one.standing.state.rawValue, one.standing.rule, set.reasons.joined(separator: "; "),
          "\(one.drift.seeds.count)", one.drift.named.map { "\($0.words) at \($0.seed)" } ?? "",
        ]
      })
  }

  /// Records what was decided; nothing where a row is refused.
  func apply(_ path: String, _ ledger: Ledger, act: Act, _ output: OutputOptions) throws {
    let read = readBytes(path) { DecisionSheet.withReasons(sheet.read($0, name: $1)) }
    let rows = (read.value ?? []).map { row in
      (row, StandardStanding.LeadDecision(rawValue: (row["decision"] ?? "").lowercased()))
    }
    let wrong = rows.filter { $0.1 == nil }.map { row, _ in
      Finding(
        "bad-value", .refused, row.subject,
        "\"\((row["decision"] ?? "").excerpt)\" is no decision", remedy: "use approve or stop")
    }
    let findings = read.findings + wrong
    guard findings.verdict != .refused else {
      return try output.refuse("moderate standardise", findings, "nothing was recorded")
    }
    let decisions = rows.compactMap { row, decision in
      decision.map {
        StandardDecision(
          $0, about: standards[row.place], reason: row.reason.trimmed, decider: row.decider)
      }
    }
    if !decisions.isEmpty { try ledger.decide(decisions, act: act) }
    let counts = StandardStanding.LeadDecision.allCases.map { decision in
      (decision == .approve ? "approved " : "stopped ") + "\(rows.count { $0.1 == decision })"
    }
    try output.finish(
      "moderate standardise", .done, findings, payload: NoPayload(),
      text: "\(counts.joined(separator: ", "))\nrecord: \(try ledger.head())")
  }
}
