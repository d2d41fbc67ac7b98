package import Findings
import Sheets

/// Reads the table in which leads name definitive marks, CSV or workbook: a row for each criterion
/// of a script, with columns `script`, `use`, `criterion`, `mark` or `level`, and `why`.
///
/// `use` may stand in one row of a script alone. Every criterion of a script has to be there.
package func readDefinitiveMarks(
  _ bytes: [UInt8], name: String, rubrics: [ScriptCode: Rubric]
) -> Judged<[DefinitiveScript]> {
  let read = readTable(bytes, name: name, required: ["script", "criterion"])
  guard let sheet = read.value else { return Judged(nil, read.findings) }
  guard sheet.has("mark") || sheet.has("level") else {
    return Judged(
      nil,
      read.findings + [
        Finding(
          "definitive-column", .refused, name, "has neither a column \"mark\" nor one \"level\"",
          remedy: "add one: npq moderate standardise sheet writes such a table")
      ])
  }
  var reader = DefinitiveReader(name: name, rubrics: rubrics)
  for row in sheet.rows { reader.take(row) }
  let scripts = reader.scripts()
  return Judged(scripts, read.findings + reader.findings)
}

private struct DefinitiveReader {
  let name: String
  let rubrics: [ScriptCode: Rubric]
  var findings: [Finding] = []
  private var order: [ScriptCode] = []
  private var uses: [ScriptCode: DefinitiveScript.Use] = [:]
  private var marks: [ScriptCode: [String: Int]] = [:]
  private var reasons: [ScriptCode: [String: String]] = [:]
  /// Scripts with a fault, which are not told a second time to be incomplete.
  private var faulty: Set<ScriptCode> = []

  init(name: String, rubrics: [ScriptCode: Rubric]) {
    self.name = name
    self.rubrics = rubrics
  }

  mutating func take(_ row: SheetRow) {
    guard let typed = row["script"] else { return }
    guard let code = ScriptCode(typed), let rubric = rubrics[code] else {
      return refuse(
        "definitive-script", row, "script", "no script of the series is \"\(typed.excerpt)\"",
        "copy the code from npq status --csv --by-script")
    }
    if !order.contains(code) { order.append(code) }
    if let word = row["use"] { take(use: word, of: code, row) }
    guard let named = row["criterion"] else { return }
    guard let criterion = rubric.criteria.first(where: { $0.id == named }) else {
      faulty.insert(code)
      return refuse(
        "definitive-criterion", row, "criterion",
        "\"\(named.excerpt)\" is no criterion of its mark scheme",
        "use one of \(rubric.criteria.map(\.id).joined(separator: ", "))")
    }
    if let why = row["why"] { reasons[code, default: [:]][criterion.id] = why }
    take(row, code, criterion)
  }

  private mutating func take(
    _ row: SheetRow, _ code: ScriptCode, _ criterion: Rubric.Criterion
  ) {
    let byMark = row["mark"].map { typed in criterion.levels.first { "\($0.marks)" == typed } }
    let byLevel = row["level"].map { typed in
      criterion.levels.first {
        "\($0.level)" == typed || $0.name.lowercased() == typed.lowercased()
      }
    }
    let given = [byMark, byLevel].compactMap(\.self)
    guard let first = given.first else { return }
    guard let level = first, given.allSatisfy({ $0 == level }) else {
      faulty.insert(code)
      let known = criterion.levels.map { "\($0.marks) (\($0.name))" }.joined(separator: ", ")
      return refuse(
        "definitive-mark", row, row["mark"] == nil ? "level" : "mark",
        "is no mark that \(criterion.id) gives", "use one of \(known)")
    }
    if let before = marks[code]?[criterion.id], before != level.marks {
      faulty.insert(code)
      return refuse(
        "definitive-twice", row, "criterion",
        "\(criterion.id) of \(code) has two marks, \(before) and \(level.marks)",
        "leave the one on which the leads agreed")
    }
    marks[code, default: [:]][criterion.id] = level.marks
  }

  private mutating func take(use word: String, of code: ScriptCode, _ row: SheetRow) {
    guard let use = DefinitiveScript.Use(rawValue: word.lowercased()) else {
      faulty.insert(code)
      let known = DefinitiveScript.Use.allCases.map(\.rawValue).joined(separator: ", ")
      return refuse(
        "definitive-use", row, "use", "\"\(word.excerpt)\" is no use of a script",
        "use one of \(known)")
    }
    if let before = uses[code], before != use {
      faulty.insert(code)
      return refuse(
        "definitive-twice", row, "use",
        "\(code) has two uses, \(before.rawValue) and \(use.rawValue)",
        "leave one: an assessor knows a script again")
    }
    uses[code] = use
  }

  /// What stands complete; a script of which nothing is filled in is left for another time.
  mutating func scripts() -> [DefinitiveScript] {
    order.compactMap { code in
      guard !faulty.contains(code), let marks = marks[code], let rubric = rubrics[code] else {
        return nil
      }
      let missing = rubric.criteria.map(\.id).filter { marks[$0] == nil }
      guard let use = uses[code], missing.isEmpty else {
        let what =
          missing.isEmpty ? "no use" : "no mark for \(missing.joined(separator: ", "))"
        findings.append(
          Finding(
            "definitive-incomplete", .refused, "\(name) \(code)", "has \(what)",
            remedy: "a definitive script has one use and a mark for every criterion"))
        return nil
      }
      return DefinitiveScript(
        script: code, use: use, marks: marks, reasons: reasons[code] ?? [:])
    }
  }

  private mutating func refuse(
    _ code: String, _ row: SheetRow, _ column: String, _ message: String, _ remedy: String
  ) {
    findings.append(
      Finding(code, .refused, "\(name) \(row.place(of: column))", message, remedy: remedy))
  }
}
