import Sheets

/// The workbook in which leads write down definitive marks: a row for each criterion of each
/// script, with what is recorded filled in.
///
/// `readDefinitiveMarks` takes it back.
package func writeDefinitiveSheet(
  _ scripts: [ScriptCode], rubrics: [ScriptCode: Rubric], recorded: [DefinitiveScript],
  use: DefinitiveScript.Use?
) throws -> [UInt8] {
  let known = Dictionary(recorded.map { ($0.script, $0) }) { first, _ in first }
  var rows: [[WorkbookCell]] = []
  for code in scripts.sorted() {
    for criterion in rubrics[code]?.criteria ?? [] {
      let definitive = known[code]
      let mark = definitive?.marks[criterion.id]
      rows.append([
        .text(code.text), .text((definitive?.use ?? use)?.rawValue ?? ""), .text(criterion.id),
        mark.map { .number($0) } ?? "", .text(definitive?.reasons[criterion.id] ?? ""),
        .text(criterion.levels.map { "\($0.marks) \($0.name)" }.joined(separator: " · ")),
      ])
    }
  }
  let top = rubrics.values.flatMap(\.criteria).map(\.maximum).max() ?? 0
  var sheet = WorkbookSheet(
    name: "definitive marks", columns: columns(marks: top), rows: rows)
  sheet.frozenColumns = 3
  sheet.above = [
    [.title("Definitive marks")],
    ["A use for each script and a mark for every criterion; why is shown to assessors."],
    ["practice: shown with its marks once an assessor has marked it"],
    ["qualification, second-qualification: the sets that decide who may mark"],
    ["seed: put among live scripts, like any other"],
  ]
  return try writeWorkbook([sheet])
}

private func columns(marks top: Int) -> [WorkbookSheet.Column] {
  var use = WorkbookSheet.Column("use", width: 20)
  use.choices = DefinitiveScript.Use.allCases.map(\.rawValue)
  use.isExpected = true
  var mark = WorkbookSheet.Column("mark", width: 8)
  mark.choices = (0...top).map { "\($0)" }
  mark.isExpected = true
  return [
    .init("script", width: 13), use, .init("criterion", width: 18), mark,
    .init("why", width: 60), .init("what the marks mean", width: 60),
  ]
}
