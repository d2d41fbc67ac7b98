import Assessment
import GRDB

/// Fills in the letters that tell results.
struct ResultLetters: Sendable {
  let template: LetterTemplate
  let papers: [String: CaseStudyAssessment]
  let series: String
  let now: Instant

  /// How many letters are held at once.
  private static let atOnce = 1_024

  /// Makes the letters of all who are ready, on all cores, and gives them out some at a time.
  func made(
    of plan: ReleasePlan, _ take: ([ReleaseLine], [LetterText]) throws -> Void
  ) throws {
    for start in stride(from: 0, to: plan.lines.count, by: Self.atOnce) {
      let some = plan.lines[start..<min(start + Self.atOnce, plan.lines.count)]
        .filter { $0.standing == .ready }
      let blocks = stride(from: 0, to: some.count, by: 64).map {
        some[$0..<min($0 + 64, some.count)]
      }
      try take(some, onAllCores(blocks) { $0.map(letter) }.flatMap(\.self))
    }
  }

  /// The letter of an entry whose result goes out.
  func letter(_ line: ReleaseLine) -> LetterText {
    let entry = line.entry
    let row = line.candidate.row
    let paper = papers[entry.assessment]
    let policy = paper?.results ?? ResultPolicy()
    let zone = paper?.window.zone ?? "Europe/London"
    let met = row.decision.outcome == .passed
    let attempts = paper?.rules.attempts ?? RulePolicy.Standard.attempts
    var fields: [String: LetterField] = [
      "name": .text(entry.name), "qualification": .text(entry.qualification.code),
      "assessment": .text(paper?.title ?? ""), "series": .text(series),
      "attempt": .number(entry.attempt), "met": .flag(met),
      "again": .flag(!met && entry.attempt < attempts),
      "last": .flag(!met && entry.attempt >= attempts),
      "released": .text(spoken(now.civil(in: zone).day)),
      "outcome": .text(
        met
          ? "You met the standard of the \(entry.qualification.code) case-study assessment."
          : "You did not meet the standard of the \(entry.qualification.code) case-study "
            + "assessment on this occasion."),
    ]
    fields["contact"] = paper?.contact.map { .text($0) }
    fields["window"] = policy.resitWindow.map { .text($0) }
    fields["task"] = policy.resitTask.map { .text($0) }
    fields["cost"] = policy.resitCost.map { .text($0) }
    fields["appealby"] = policy.appealDays.map {
      .text(spoken(now.civil(in: zone).day.adding(days: $0)))
    }
    fields["appealto"] = (policy.appealTo ?? paper?.contact).map { .text($0) }
    fields["keptuntil"] = paper?.keepUntil.map { policy in
      .text(spoken(entry.keptUntil(closing: paper?.window.closes, for: policy.days)))
    }
    if let before = entry.release {
      fields["replaces"] = .text(spoken(before.released.civil(in: zone).day))
      fields["same"] = .flag(before.outcome == row.decision.outcome)
    }
    addMarks(row, policy, to: &fields)
    if case .approved(let text) = line.candidate.feedback {
      fields["feedback"] = .list(
        text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.isEmpty })
      fields["hasfeedback"] = .flag(true)
    }
    return template.letter(fields)
  }

  private func addMarks(
    _ row: ResultRow, _ policy: ResultPolicy, to fields: inout [String: LetterField]
  ) {
    guard policy.marks != .none, let total = row.decision.total else { return }
    fields["total"] = .text(total.description)
    fields["maximum"] = .number(row.entry.scheme.rubric.maximum)
    fields["needed"] = .number(row.entry.scheme.rubric.passingTotal)
    // Where several markings count no single placing is the result.
    guard policy.marks == .criteria, row.entry.markings.count == 1,
      let marking = row.entry.markings.first
    else { return }
    let placed = row.entry.scheme.rubric.criteria.compactMap { criterion -> String? in
      guard let marks = marking.marks[criterion.id],
        let level = criterion.levels.first(where: { $0.marks == marks })
      else { return nil }
      let must = criterion.mustReach.map { level.level < $0 } == true
      let most = criterion.levels.map(\.marks).max() ?? 0
      return "\(criterion.title): \(level.name), \(marks) of \(most)"
        + (must ? " (this criterion has to be met)" : "")
    }
    fields["criteria"] = .list(placed)
    fields["hascriteria"] = .flag(!placed.isEmpty)
  }
}
