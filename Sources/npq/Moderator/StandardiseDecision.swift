import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// `npq moderate standardise approve`: a lead lets somebody mark.
struct StandardiseApprove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "A lead lets an assessor mark, with a reason.",
    discussion: """
      The decision stands above the rules until the next one. It also begins the control charts of \
      the assessor's seeds anew: what came before is settled.

        npq moderate standardise approve as-3 --reason "talked, 2 April"
      """)

  @OptionGroup var choice: LeadChoice

  func run() throws { try choice.decide(.approve) }
}

/// `npq moderate standardise stop`: a lead stops somebody from marking.
struct StandardiseStop: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "A lead stops an assessor from marking, with a reason.",
    discussion: """
      No live script goes out to the assessor until a lead approves them. What they have is theirs \
      still: 'npq moderate standardise remark' gives what they marked to others, and \
      'npq allocate --without' what they have not.

        npq moderate standardise stop as-3 --reason "drifted, 14 April"
      """)

  @OptionGroup var choice: LeadChoice

  func run() throws { try choice.decide(.stop) }
}

/// Whom a lead decides about, and why.
struct LeadChoice: ParsableArguments {
  @Argument(help: "The assessor: identifier, e-mail or name.") var assessor: String
  @Option(help: "Why, in your own words.") var reason: String
  @OptionGroup var only: QualificationOption
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !reason.trimmed.isEmpty else { throw ValidationError("--reason is empty") }
  }

  fileprivate func decide(_ decision: StandardStanding.LeadDecision) throws {
    let ledger = try series.open()
    let judged = try ledger.standards(
      of: assessor, only: only, at: series.clock.now)
    guard let standards = judged.value else {
      return try output.refuse("moderate standardise", judged.findings, "nothing was recorded")
    }
    try ledger.decide(
      standards.map { StandardDecision(decision, about: $0, reason: reason.trimmed) },
      act: series.act("moderate standardise \(decision.rawValue)"))
    let after =
      try ledger.standards(
        of: assessor, only: only, at: series.clock.now
      ).value ?? []
    let codes = standards.map(\.qualification.code).joined(separator: ", ")
    let word = decision == .approve ? "approved" : "stopped"
    try output.finish(
      "moderate standardise", .done, [],
      payload: StandardiseShow.Payload(assessors: after.map(StandardAnswer.init)),
      text: "\(standards[0].assessor.name.escaped) is \(word) for \(codes)\n"
        + (decision == .approve ? "next: npq distribute\n" : "")
        + "record: \(try ledger.head())")
  }
}

extension Ledger {
  /// How one assessor stands in each of their qualifications; refused where nobody is meant.
  func standards(
    of text: String, only: QualificationOption, at now: Instant
  ) throws -> Judged<[AssessorStandard]> {
    guard case .one(let id) = try assessorIndex().find(text) else {
      return Judged(
        nil,
        [
          Finding(
            "unknown-person", .refused, text, "is no assessor of the series",
            remedy: "npq moderate standardise lists them")
        ])
    }
    let found = try standards(at: now).filter { standard in
      standard.assessor.id == id.text
        && only.holds(standard.qualification)
    }
    guard !found.isEmpty else {
      return Judged(
        nil,
        [
          Finding(
            "nothing-standardised", .refused, text,
            "has no qualification with definitive marks or a policy that asks for approval",
            remedy: "npq moderate standardise lists what there is")
        ])
    }
    return Judged(found)
  }
}
