package import Findings

/// What is still to do of a pack: scripts in part and not begun.
package func unfinished(
  _ rows: [ScriptMarks], name: String, pack: PackContents
) -> [Finding] {
  var findings: [Finding] = []
  for row in rows where !row.isNotToBeMarked {
    let criteria = pack.scripts[row.script].flatMap { pack.rubrics[$0] }?.rubric.criteria ?? []
    let missing = criteria.count { row.marks[$0.id] == nil }
    if missing > 0 { findings.append(.partlyMarked(name, row, missing)) }
  }
  let absent = Set(pack.scripts.keys).subtracting(rows.map(\.script)).count
  if absent > 0 { findings.append(.notBegun(name, absent, of: pack.scripts.count)) }
  return findings
}

extension Finding {
  /// What one file says of a script against what another says of it.
  package static func contradictoryFiles(
    _ row: ScriptMarks, _ file: String, _ other: String
  ) -> Finding {
    Finding(
      "marks-contradictory-script", .refused, "\(file) \(row.place)",
      "\(row.script) stands in \(other) too, with other marks or comments",
      remedy: "keep the marks in one of the two files, and clear the row in the other")
  }

  /// What was sent before and is blank now.
  package static func stillStanding(
    _ name: String, _ script: ScriptCode, _ fields: [MarkFact.Field]
  ) -> Finding {
    let columns = fields.map(\.description).sorted().joined(separator: ", ")
    return Finding(
      "marks-still-stand", .warning, "\(name) \(script)",
      "\(columns): sent before and blank now; what was sent stands",
      remedy: "fill it in again, or take it back with --take-back")
  }

  static func otherRubric(_ name: String, header: [String], rubrics: [Rubric]) -> Finding {
    let wanted = rubrics.map { rubric in
      let columns = rubric.criteria.map(\.id).joined(separator: ", ")
      return "\(rubric.qualification.code) (\(columns))"
    }
    let shown = header.prefix(30).map { "\"\($0.escaped)\"" }.joined(separator: ", ")
    return Finding(
      "marks-other-rubric", .refused, name,
      "the sheet is for another mark scheme; its first line names \(shown)",
      remedy: "use the sheet that came with the pack, for \(wanted.joined(separator: " or "))")
  }

  static func unknownColumn(_ name: String, _ title: String) -> Finding {
    Finding(
      "marks-unknown-column", .warning, name,
      "nothing is read from the column \"\(title.escaped)\"",
      remedy: "put what should reach the office in the columns comment or note")
  }

  static func repeatedScript(
    _ name: String, _ row: ScriptMarks, _ first: ScriptMarks
  ) -> Finding {
    Finding(
      "marks-repeated-script", .note, "\(name) \(row.place)",
      "\(row.script) stands on \(first.place) already, with the same marks",
      remedy: "nothing has to be done")
  }

  static func contradictoryScript(
    _ name: String, _ row: ScriptMarks, _ first: ScriptMarks
  ) -> Finding {
    Finding(
      "marks-contradictory-script", .refused, "\(name) \(row.place)",
      "\(row.script) stands on \(first.place) already, with other marks or comments",
      remedy: "keep the line that holds and remove the other")
  }

  static func partlyMarked(_ name: String, _ row: ScriptMarks, _ missing: Int) -> Finding {
    Finding(
      "marks-in-part", .note, "\(name) \(row.place)",
      "\(row.script) has \(missing) \(missing == 1 ? "criterion" : "criteria") still to mark",
      remedy: "send the sheet again when it is marked")
  }

  static func notBegun(_ name: String, _ count: Int, of all: Int) -> Finding {
    Finding(
      "marks-not-begun", .note, name, "\(count) of \(all) scripts of the pack are not begun",
      remedy: "send the sheet again when they are marked")
  }
}
