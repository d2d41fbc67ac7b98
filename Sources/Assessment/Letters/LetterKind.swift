/// A kind of letter to a participant or an assessor.
package enum LetterKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// To a participant: what came cannot count as it is, and by when we need an answer.
  case request
  /// To a participant from whom nothing has come.
  case reminder
  /// To a participant whose receipt no longer stands.
  case correction
  /// To a participant: the outcome, and what comes next.
  case result
  /// To a participant whose result is looked at again.
  case reopening
  /// To an assessor who has markings still to do.
  case chaser
  /// To an assessor whose marks have come.
  case acknowledgement

  /// Whether a participant reads it, towards whom some words are never used.
  var isToParticipant: Bool {
    switch self {
    case .request, .reminder, .correction, .result, .reopening: true
    case .chaser, .acknowledgement: false
    }
  }

  /// The fields that its text may use, with what each holds.
  package var fields: [String: String] {
    switch self {
    case .request:
      Self.participant.merging([
        "receipt": "the receipt of what came", "reasons": "a list of what is the matter",
        "again": "set where the response has to be sent again",
        "by": "the day by which an answer is needed",
      ]) { own, _ in own }
    case .reminder:
      Self.participant.merging([
        "closes": "when the window of this person closes",
        "open": "set while the window is open", "over": "set once it is over",
        "by": "the day by which an answer is needed",
      ]) { own, _ in own }
    case .correction:
      Self.participant.merging([
        "receipts": "a list of the receipts that no longer stand",
        "restored": "a list of the receipts that stand again",
        "counts": "the receipt of the response that counts now",
      ]) { own, _ in own }
    case .result: Self.participant.merging(Self.ofResult) { own, _ in own }
    case .reopening:
      Self.participant.merging(["released": "the day of the letter with the result"]) { own, _ in
        own
      }
    case .chaser:
      Self.assessor.merging([
        "given": "markings given", "by": "the day by which they are due",
        "over": "set once that day is over", "packs": "a list of the packs",
      ]) { own, _ in own }
    case .acknowledgement:
      Self.assessor.merging([
        "pack": "the pack", "all": "scripts in it", "left": "a list of the scripts to come",
        "complete": "set where nothing is to come",
        "finished": "set where the assessor has said that copies are deleted",
        "asked": "set where something was asked",
        "queries": "a list of what was asked, with the answers",
        "practised": "set where practice scripts are marked",
        "practice": "a list of their definitive marks, and why",
        "next": "a list of what follows on qualification scripts",
      ]) { own, _ in own }
    }
  }

  /// The fields without which the letter would leave out what matters.
  var required: [String] {
    switch self {
    case .request: ["reasons", "by"]
    case .reminder: ["closes"]
    case .correction: ["receipts"]
    case .result: ["outcome"]
    case .reopening: ["released"]
    case .chaser: ["todo"]
    case .acknowledgement: ["done"]
    }
  }

  private static let participant = [
    "name": "the participant's name", "qualification": "such as NPQLT",
    "assessment": "the title of the assessment", "contact": "how to reach the office",
    "series": "the name of the series",
  ]

  private static let ofResult = [
    "outcome": "the outcome in one sentence", "met": "set where the standard is met",
    "again": "set where it is not, and another attempt is open",
    "last": "set where it is not, and no attempt is left",
    "released": "the day of the release", "attempt": "the number of the attempt",
    "total": "the total, where the policy shows marks", "maximum": "the most marks there are",
    "needed": "the marks that are needed",
    "criteria": "a list of criteria with their levels, where the policy shows them",
    "feedback": "the lines of the approved feedback",
    "hasfeedback": "set where there is feedback", "hascriteria": "set where criteria are shown",
    "window": "the window of the next attempt", "task": "its case study", "cost": "its cost",
    "appealby": "the last day of an appeal", "appealto": "where an appeal goes",
    "replaces": "the day of the letter that this one replaces",
    "same": "set where the outcome is as it was",
    "keptuntil": "the day until which what was handed in is kept, where the policy says one",
  ]

  private static let assessor = [
    "name": "the assessor's name", "done": "markings done", "todo": "markings to do",
    "contact": "how to reach the office", "series": "the name of the series",
  ]
}
