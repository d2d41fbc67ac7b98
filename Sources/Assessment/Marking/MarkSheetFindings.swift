import Findings

extension Finding {
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
