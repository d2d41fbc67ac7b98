import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq moderate standardise`: bringing assessors to one standard, and watching that they keep it.
struct StandardiseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "standardise", abstract: "Who may mark, and who drifts while marking.",
    discussion: """
      Leads agree on definitive marks for some scripts: practice scripts, which an assessor marks \
      and then sees with their marks; one or two qualification sets, which decide who may mark; \
      and seeds, which go among the live scripts of everybody and look like any other. All of it \
      goes out in packs and comes back through 'npq collect'. The rules stand in the assessment \
      file under 'standardisation'.

        npq moderate standardise sheet -o leads.xlsx S227RGP3BK --use practice
        npq import definitive-marks leads.xlsx
        npq distribute --for standardisation -o packs
        npq moderate standardise
        npq moderate standardise approve as-3 --reason "talked, 2 April"
        npq moderate standardise seeds as-3
      """,
    subcommands: [
      StandardiseShow.self, StandardiseApprove.self, StandardiseRemark.self, StandardiseSeeds.self,
      StandardiseSheet.self, StandardiseStop.self,
    ], defaultSubcommand: StandardiseShow.self)
}

/// `npq moderate standardise show`: how every assessor stands.
struct StandardiseShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "How every assessor stands: approved, or what comes next.",
    discussion: """
      A set is within the rules where enough of its scripts lie within the tolerances of criterion \
      and total, where the signed differences do not add up too far in one direction, and where no \
      more scripts than may be are passed against a definitive fail, or failed against a pass. \
      What a lead decides stands above the rules.

        npq moderate standardise --series ~/npq/spring-2027

      --sheet writes it into a workbook in which leads approve or stop assessors, with a reason; \
      --apply records what they decided.

        npq moderate standardise --lead "Jo Head" --sheet team.xlsx
        npq moderate standardise --apply team.xlsx
      """)

  @OptionGroup var only: QualificationOption
  @OptionGroup var decisions: DecisionOptions
  @OptionGroup var lead: LeadOption
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try decisions.apply == nil ? series.openToRead() : series.open()
    let team = try lead.team(in: ledger)
    guard let choice = team.value else {
      return try output.refuse("moderate standardise", team.findings)
    }
    let standards = try ledger.standards(at: series.clock.now).filter {
      only.holds($0.qualification)
        && choice.holds(assessor: $0.assessor.id)
    }
    let made = StandardDecisions(standards: standards)
    if let sheet = decisions.sheet {
      return try made.sheet.write(
        to: sheet, "moderate standardise", output,
        payload: Payload(assessors: standards.map(StandardAnswer.init)))
    }
    if let apply = decisions.apply {
      return try made.apply(
        apply, ledger, act: series.act("moderate standardise"), output)
    }
    var table = TextTable([
      "assessor", "name", "qualification", "state", "by", "set", "within", "over the set",
    ])
    for one in standards {
      let set = one.standing.second.differences.isEmpty ? one.standing.first : one.standing.second
      table.add([
        one.assessor.id, one.assessor.name, one.qualification.code, one.standing.state.rawValue,
        one.standing.rule, set.scripts == 0 ? "" : set.progress,
        set.differences.isEmpty ? "" : "\(set.differences.count - set.outside.count)",
        set.differences.isEmpty
          ? "" : "\(signed(set.cumulative)) (at most \(set.cumulativeLimit))",
      ])
    }
    let findings = standards.flatMap(\.findings)
    let states = StandardStanding.State.allCases.compactMap { state -> String? in
      let count = standards.count { $0.standing.state == state }
      return count == 0 ? nil : "\(state.rawValue) \(count)"
    }
    try output.finish(
      "moderate standardise", .done, findings,
      payload: Payload(assessors: standards.map(StandardAnswer.init)),
      text: standards.isEmpty
        ? "no script has definitive marks: npq moderate standardise sheet begins"
        : table.text + states.joined(separator: ", "))
  }

  struct Payload: Encodable {
    let assessors: [StandardAnswer]
  }
}

/// A difference with its sign.
func signed(_ number: Int) -> String { number > 0 ? "+\(number)" : "\(number)" }

extension AssessorStandard {
  /// What somebody has to do about it.
  fileprivate var findings: [Finding] {
    var findings: [Finding] = []
    let subject = "\(assessor.id) \(qualification.code)"
    let set =
      standing.second.isComplete && standing.second.scripts > 0
      ? standing.second : standing.first
    let why = set.reasons.joined(separator: "; ")
    if standing.state == .talk {
      findings.append(
        Finding(
          "standard-talk", .warning, subject, "is outside the rules: \(why)",
          remedy: "talk with them, then npq moderate standardise approve or stop, with a reason"))
    }
    if standing.state == .secondSet, standing.second.differences.isEmpty {
      findings.append(
        Finding(
          "standard-second-set", .note, subject, "is to mark the second set: \(why)",
          remedy: "npq distribute --for standardisation gives it out, once"))
    }
    return findings + [driftFinding].compactMap(\.self)
  }

  /// That the assessor drifts; nil where they do not.
  var driftFinding: Finding? {
    drift.named.map { named in
      let count = named.remark.count == 1 ? "1 script" : "\(named.remark.count) scripts"
      let since = named.lastGood.map { "since \($0)" } ?? "from the first seed on"
      return Finding(
        "assessor-drifts", .warning, "\(assessor.id) \(qualification.code)",
        "\(named.words) at seed \(named.seed); \(count) marked \(since) should be marked again",
        remedy: "npq moderate standardise seeds \(assessor.id) lists them, and remark gives them "
          + "to others; approve, with a reason, begins the charts anew")
    }
  }
}
