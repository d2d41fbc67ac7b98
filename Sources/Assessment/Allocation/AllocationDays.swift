import Findings

/// The days for which somebody is away.
enum AwayDays: Sendable, Hashable {
  case until(CivilDate)
  case from(CivilDate)

  /// The days as a rule.
  var says: String {
    switch self {
    case .until(let day): "marks no more since \(day)"
    case .from(let day): "marks only from \(day) on"
    }
  }

  /// What would let them mark.
  func mends(_ name: String) -> String {
    switch self {
    case .until: "let \(name) mark longer (until in the list of assessors)"
    case .from: "name a later day with --mark-by, or let \(name) begin earlier"
    }
  }
}

extension AllocationRequest {
  /// The same request, in which who is away gets nothing new; and what should be known of days.
  ///
  /// Markings that they have stay: taking them away is an act of its own (`without`).
  func heedingDays() -> (request: AllocationRequest, findings: [Finding]) {
    var request = self
    var findings: [Finding] = []
    let left = left
    for place in assessors.indices where !left.contains(assessors[place].id) {
      let assessor = assessors[place]
      let held: Int
      if let until = assessor.until, let today, until < today {
        held = markingsHeld(by: assessor.id)
        request.away[assessor.id] = .until(until)
        findings.append(ended(assessor, until, held))
      } else if let from = assessor.from, let markBy, from > markBy {
        held = markingsHeld(by: assessor.id)
        request.away[assessor.id] = .from(from)
        findings.append(
          Finding(
            "assessor-begins-later", .note, assessor.id,
            "marks from \(from), after \(markBy): gets nothing new",
            remedy: "nothing has to be done, or name a later day with --mark-by"))
      } else {
        continue
      }
      request.assessors[place].capacity = min(held, assessor.capacity)
      request.assessors[place].minimum = 0
    }
    return (request, findings)
  }

  private func ended(_ assessor: AllocationAssessor, _ until: CivilDate, _ held: Int) -> Finding {
    let open = held - Set(pins.filter { $0.assessor == assessor.id }.map(\.script)).count
    return Finding(
      "assessor-has-ended", open > 0 ? .warning : .note, assessor.id,
      "marked until \(until) and gets nothing new; \(open) of theirs are not begun",
      remedy: open > 0
        ? "wait for the last return, or move them with --without \(assessor.id)"
        : "nothing has to be done")
  }

  /// How many markings of the plan before, or pinned, an assessor has among these scripts.
  private func markingsHeld(by assessor: String) -> Int {
    let here = Set(scripts.map(\.id))
    return Set((before + pins).filter { $0.assessor == assessor }.map(\.script))
      .intersection(here).count
  }
}
