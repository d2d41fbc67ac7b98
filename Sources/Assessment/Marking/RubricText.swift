/// The mark scheme as Markdown, which reads as plain text too.
package func rubricText(_ scheme: PackRubric) -> String {
  let rubric = scheme.rubric
  var parts = ["# \(rubric.title)", rubric.facts.joined(separator: "\n")]
  if rubric.example { parts.append("*\(Rubric.exampleNotice)*") }
  for criterion in rubric.criteria {
    var lines = ["## \(criterion.title) (`\(criterion.id)`)", "", criterion.asks]
    if let must = criterion.mustPass { lines += ["", "**\(must)**"] }
    lines.append("")
    for level in criterion.levels {
      lines.append("- **\(level.marks) — \(level.name).** \(level.descriptor)")
    }
    if !criterion.statements.isEmpty {
      lines += ["", "Framework: \(criterion.statements.joined(separator: "; "))."]
    }
    parts.append(lines.joined(separator: "\n"))
  }
  parts.append("Mark scheme \(scheme.digest)")
  return parts.joined(separator: "\n\n") + "\n"
}

extension Rubric {
  static let exampleNotice = "This is a worked example; the provider's own scheme takes its place."

  /// What stands above the criteria, one line each.
  var facts: [String] {
    var lines = [
      "\(qualification.code), version \(version) of \(date)",
      "\(maximum) marks in all; a pass takes \(passingTotal)",
    ]
    let must = criteria.filter { $0.mustReach != nil }
    if !must.isEmpty {
      lines.append("Must-pass criteria: " + must.map(\.title).joined(separator: ", "))
    }
    return lines
  }
}

extension Rubric.Criterion {
  /// The sentence of a must-pass criterion; nil for others.
  var mustPass: String? {
    guard let mustReach, levels.indices.contains(mustReach) else { return nil }
    return "Must be passed: at least level \(mustReach), \(levels[mustReach].name)"
  }
}
