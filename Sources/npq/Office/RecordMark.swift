import ArgumentParser
import Assessment
import Findings
import Ledger

/// `npq record mark SCRIPT CRITERION MARK --for ASSESSOR`: one mark, on an assessor's behalf.
struct RecordMark {
  let ledger: Ledger
  let act: Act

  /// Judges the words and records the mark.
  func record(
    _ script: String, _ words: [String], assessor: String?, reason: String, source: String?,
    clerical: Bool
  ) throws -> Judged<(script: ScriptCode, isNew: Bool)> {
    guard let code = ScriptCode(script) else {
      return refuse("marks-bad-script", script, "is no script code", "copy it from the mark sheet")
    }
    guard let assessor, case .one(let person) = try ledger.assessorIndex().find(assessor) else {
      return refuse(
        "unknown-person", assessor ?? "--for", "is no assessor of the series",
        "say with --for whose mark it is")
    }
    guard words.count == 2 else {
      return refuse(
        "bad-value", words.joined(separator: " "), "is not a criterion and a mark",
        "write npq record mark \(code) evidence 2 --for \(person)")
    }
    guard let rubric = try rubric(of: code), try !ledger.packs(of: person, holding: code).isEmpty
    else {
      return refuse(
        "marks-unknown-script", code.text, "is in no pack of \(person)",
        "check the code and whose mark it is")
    }
    guard let criterion = rubric.criteria.first(where: { $0.id == words[0] }) else {
      let ids = rubric.criteria.map(\.id).joined(separator: ", ")
      return refuse(
        "bad-value", words[0], "is no criterion of its mark scheme", "use one of \(ids)")
    }
    guard let mark = Int(words[1]), criterion.levels.contains(where: { $0.marks == mark }) else {
      let marks = criterion.levels.map { "\($0.marks)" }.joined(separator: ", ")
      return refuse(
        "marks-bad-mark", words[1], "is no mark that \(criterion.id) gives", "use one of \(marks)")
    }
    if !clerical, let sample = try ledger.sample(barring: person, on: code) {
      return refuse(
        "mark-in-sample", code.text,
        "is in the random sample \(sample), which changes no single mark",
        "mend a clerical error with --clerical and a reason; else let the sample lead to something: "
          + "npq moderate sample \(sample) --outcome extend, cohort or remark")
    }
    let isNew = try ledger.record(
      mark: mark, criterion: criterion.id, script: code, assessor: person, reason: reason,
      source: source, clerical: clerical, act: act)
    return Judged((code, isNew))
  }

  private func rubric(of script: ScriptCode) throws -> Rubric? {
    let entry = try ledger.entries(at: act.time, with: [script.text]).first
    return try entry.flatMap { entry in
      try ledger.assessments().first { $0.assessment.id.text == entry.assessment }?
        .rubrics[entry.qualification]
    }
  }

  private func refuse(
    _ code: String, _ subject: String, _ message: String, _ remedy: String
  ) -> Judged<(script: ScriptCode, isNew: Bool)> {
    Judged(nil, [Finding(code, .refused, subject, message, remedy: remedy)])
  }
}
