/// Why a marking cannot be counted yet; nil where it can.
func obstacle(in marking: ScriptMarking, scheme: PackRubric) -> (Decision.Rule, String)? {
  if !marking.clashes.isEmpty {
    let criteria = marking.clashes.sorted().joined(separator: ", ")
    return (.markClash, "two versions of a mark stand against each other: \(criteria)")
  }
  if marking.rubrics.contains(where: { $0 != scheme.digest }) {
    return (.otherRubric, "a mark was made under another mark scheme")
  }
  let isWhole = scheme.rubric.criteria.allSatisfy { criterion in
    marking.marks[criterion.id].map { mark in criterion.levels.contains { $0.marks == mark } }
      ?? false
  }
  // As nearly always, so that nothing has to be listed.
  if isWhole, !scheme.rubric.criteria.isEmpty { return nil }
  let missing = scheme.rubric.criteria.filter { criterion in
    marking.marks[criterion.id] == nil
  }
  if missing.count == scheme.rubric.criteria.count { return (.notMarked, "not marked yet") }
  if !missing.isEmpty {
    return (
      .partlyMarked,
      "\(missing.count) of \(scheme.rubric.criteria.count) criteria still to mark: "
        + missing.map(\.id).joined(separator: ", ")
    )
  }
  let wrong = scheme.rubric.criteria.filter { criterion in
    !criterion.levels.contains { $0.marks == marking.marks[criterion.id] }
  }
  return wrong.isEmpty
    ? nil
    : (
      .otherRubric,
      "no level of the mark scheme gives the mark of \(wrong.map(\.id).joined(separator: ", "))"
    )
}
