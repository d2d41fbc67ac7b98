import Sheets

/// `marks.xlsx` of a pack: a first sheet that says what is unfinished, a sheet of marks for each
/// qualification, as `marks.csv` has it, and each mark scheme.
///
/// It is read back by the names of its columns, whatever is done to its looks.
package func writeMarkWorkbook(
  pack: Identifier, revision: Int, scripts: [ScriptCode: Qualification],
  schemes: [Qualification: PackRubric], recorded: [ScriptMarks] = [], office: String? = nil
) throws -> [UInt8] {
  let known = Dictionary(recorded.map { ($0.script, $0) }) { first, _ in first }
  var first = StartSheet(pack: pack, office: office)
  var marks: [WorkbookSheet] = []
  var texts: [WorkbookSheet] = []
  for (qualification, scheme) in schemes.sorted(by: { $0.key.code < $1.key.code }) {
    let codes = scripts.filter { $0.value == qualification }.keys.sorted()
    let suffix = schemes.count > 1 ? " \(qualification.code)" : ""
    let sheet = markSheet(
      named: "marks\(suffix)", rubric: scheme.rubric,
      rows: codes.map { code in
        MarkColumns.cells(of: known[code], code, pack: pack, revision: revision, scheme.rubric)
          .map(WorkbookCell.init)
      })
    first.add(sheet, scheme.rubric, codes.map { ($0, known[$0]) })
    marks.append(sheet)
    texts.append(schemeSheet(named: "mark scheme\(suffix)", scheme.rubric))
  }
  return try writeWorkbook([first.sheet] + marks + texts)
}

extension WorkbookCell {
  fileprivate init(_ cell: CSVCell) {
    switch cell {
    case .text(let text): self = .text(text)
    case .number(let number): self = .number(number)
    }
  }
}

private func markSheet(
  named name: String, rubric: Rubric, rows: [[WorkbookCell]]
) -> WorkbookSheet {
  var columns = [
    WorkbookSheet.Column("pack", width: 9), .init("revision", width: 9),
    .init("script", width: 13),
  ]
  for criterion in rubric.criteria {
    var column = WorkbookSheet.Column(
      criterion.id, width: 12,
      note: "\(criterion.title): \(criterion.asks)\n"
        + criterion.levels.map { "\($0.marks)  \($0.name). \($0.descriptor)" }
        .joined(separator: "\n"))
    column.choices = criterion.levels.map { "\($0.marks)" }
    column.hint = criterion.levels.map { "\($0.marks) \($0.name)" }.joined(separator: "\n")
    column.isExpected = true
    columns.append(column)
  }
  columns += rubric.criteria.map { .init(MarkColumns.comment(on: $0.id), width: 26) }
  columns += [.init("comment", width: 40), .init("note", width: 28)]
  columns.append(
    .init(
      "flag", width: 24,
      note: "Something is wrong with this script; several are parted by a semicolon:\n"
        + ScriptFlag.Reason.allCases.map { "\($0.rawValue): \($0.meaning)" }
        .joined(separator: "\n")))
  var sheet = WorkbookSheet(name: name, columns: columns, rows: rows)
  sheet.frozenColumns = MarkColumns.first.count
  return sheet
}

private func schemeSheet(named name: String, _ rubric: Rubric) -> WorkbookSheet {
  var sheet = WorkbookSheet(
    name: name,
    columns: [
      .init("criterion", width: 16), .init("asks", width: 44), .init("marks", width: 8),
      .init("level", width: 20), .init("descriptor", width: 90),
    ], rows: [])
  sheet.above = [[.title(rubric.title)]] + rubric.facts.map { [.text($0)] }
  if rubric.example { sheet.above.append([.text(Rubric.exampleNotice)]) }
  for criterion in rubric.criteria {
    let asks = [criterion.asks, criterion.mustPass].compactMap { $0 }.joined(separator: "\n")
    for (number, level) in criterion.levels.enumerated() {
      sheet.rows.append([
        .text(number == 0 ? criterion.id : ""), .text(number == 0 ? asks : ""),
        .number(level.marks), .text(level.name), .text(level.descriptor),
      ])
    }
  }
  return sheet
}

/// The first sheet: how far each script has come, computed as marks are filled in.
private struct StartSheet {
  private(set) var sheet: WorkbookSheet
  private var left = 0

  init(pack: Identifier, office: String?) {
    sheet = WorkbookSheet(
      name: "Start here",
      columns: [
        .init("script", width: 16), .init("qualification", width: 14),
        .init("criteria marked", width: 16), .init("of", width: 6), .init("state", width: 20),
      ], rows: [])
    sheet.above = [
      [.title("Marking pack \(pack)")], [],
      ["Fill in the sheet of marks that follows: what is coloured is still to be marked."],
      ["A blank cell is not 0. Leave the columns pack, revision and script as they are."],
      ["Rest the pointer on the name of a column to see what its marks mean."],
      [
        .text(
          "You may send the file half done, as often as you like, to \(office ?? "the office").")
      ],
      [],
    ]
  }

  mutating func add(
    _ marks: WorkbookSheet, _ rubric: Rubric, _ scripts: [(code: ScriptCode, row: ScriptMarks?)]
  ) {
    let all = rubric.criteria.count
    let columns = 3...(2 + max(all, 1))
    for (number, script) in scripts.enumerated() {
      let set = script.row?.marks.count ?? 0
      let isKnown = script.row?.flags.contains { $0.reason == .iKnowTheAuthor } == true
      let cells = marks.range(columns: columns, row: number)
      let flag = marks.range(
        columns: (marks.columns.count - 1)...(marks.columns.count - 1), row: number)
      let state =
        isKnown ? "not to be marked" : set == all ? "marked" : set == 0 ? "not begun" : "in part"
      if !isKnown, set < all { left += 1 }
      sheet.rows.append([
        .formula("\(marks.range(columns: 2...2, row: number))", shows: .text(script.code.text)),
        .text(rubric.qualification.code), .formula("COUNTA(\(cells))", shows: .number(set)),
        .number(all),
        .formula(
          """
          IF(ISNUMBER(SEARCH("i-know-the-author",\(flag))),"not to be marked",\
          IF(COUNTA(\(cells))=\(all),"marked",IF(COUNTA(\(cells))=0,"not begun","in part")))
          """, shows: .text(state)),
      ])
    }
    let states = sheet.range(column: 4)
    sheet.above[1] = [
      .formula(
        """
        IF(COUNTIF(\(states),"marked")+COUNTIF(\(states),"not to be marked")=\(sheet.rows.count),\
        "Every script is marked.",\
        \(sheet.rows.count)-COUNTIF(\(states),"marked")-COUNTIF(\(states),"not to be marked")\
        &" of \(sheet.rows.count) scripts are unfinished.")
        """,
        shows: .text(
          left == 0
            ? "Every script is marked." : "\(left) of \(sheet.rows.count) scripts are unfinished."))
    ]
  }
}
