import Findings
import Sheets

/// Reads one row of a mark sheet and gathers everything that is wrong with it.
struct MarkRow {
  let file: String
  let row: SheetRow
  private(set) var findings: [Finding] = []
  /// The script of the row, once it is known.
  private(set) var script: ScriptCode?

  init(file: String, row: SheetRow) {
    self.file = file
    self.row = row
  }

  mutating func read(pack: PackContents, sheet: Sheet) -> ScriptMarks? {
    let sound = checkPack(pack.pack)
    let revision = revision()
    guard let script = scriptCode(in: pack) else { return nil }
    self.script = script
    guard let scheme = pack.scripts[script].flatMap({ pack.rubrics[$0] }) else { return nil }
    let rubric = scheme.rubric
    guard fits(scheme, sheet), sound, let revision else { return nil }
    var value = ScriptMarks(
      script: script, assessor: pack.assessor, pack: pack.pack, revision: revision,
      rubric: scheme.digest, comment: row["comment"], note: row["note"], line: row.line,
      place: row.place())
    for criterion in rubric.criteria {
      value.marks[criterion.id] = mark(criterion)
      value.comments[criterion.id] = row[MarkColumns.comment(on: criterion.id)]
    }
    value.flags = flags(note: value.note)
    value.cleared = cleared(rubric.criteria.map(\.id), beside: value)
    return findings.verdict == .accepted ? value : nil
  }

  private mutating func find(
    _ code: String, _ message: String, remedy: String, severity: Finding.Severity = .refused,
    column: String? = nil
  ) {
    findings.append(
      Finding(code, severity, "\(file) \(row.place(of: column))", message, remedy: remedy))
  }

  private mutating func checkPack(_ pack: Identifier) -> Bool {
    let text = row["pack"] ?? ""
    guard text != pack.text else { return true }
    find(
      "marks-wrong-pack",
      text.isEmpty
        ? "the row does not say of which pack it is"
        : "the row is of the pack \"\(text.excerpt)\", not of \(pack)",
      remedy: "send back the sheet that came with the pack \(pack), and leave its first columns")
    return false
  }

  private mutating func revision() -> Int? {
    let text = row["revision"] ?? ""
    guard let value = markValue(text) else {
      find(
        "marks-bad-revision",
        "the column \"revision\" holds \"\(text.excerpt)\", which is no whole number",
        remedy: "put back the number that came with the pack")
      return nil
    }
    return value
  }

  private mutating func scriptCode(in pack: PackContents) -> ScriptCode? {
    let text = row["script"] ?? ""
    guard let code = ScriptCode(text) else {
      find(
        "marks-bad-script",
        text.isEmpty
          ? "the row names no script" : "\"\(text.excerpt)\" is no script code",
        remedy: "copy the code from the script: S and nine letters and digits")
      return nil
    }
    guard pack.scripts[code] == nil else { return code }
    if pack.replaced.contains(code) {
      find(
        "marks-replaced",
        "\(code) was handed in anew since \(pack.pack) went out; marks of the earlier one are set aside",
        remedy: "nothing has to be done: the new one is in a later pack", severity: .warning)
    } else if pack.elsewhere.contains(code) {
      find(
        "marks-other-pack", "the script \(code) belongs to another pack, not to \(pack.pack)",
        remedy: "remove the row, or send it with the sheet of its own pack")
    } else {
      find(
        "marks-unknown-script", "nobody was given a script \(code)",
        remedy: "compare the code with the script; remove the row if it is of another series")
    }
    return nil
  }

  /// Whether the sheet has the columns of the script's own mark scheme.
  private mutating func fits(_ scheme: PackRubric, _ sheet: Sheet) -> Bool {
    let missing = scheme.rubric.criteria.map(\.id).filter { !sheet.has($0) }
    if let column = missing.first {
      find(
        "marks-other-rubric",
        "this sheet has no column \"\(column)\", which the mark scheme for \(scheme.rubric.qualification.code) needs",
        remedy: "enter the script on the sheet for \(scheme.rubric.qualification.code)")
      return false
    }
    guard let stated = row[MarkColumns.rubric]?.lowercased() else { return true }
    guard stated.utf8.count >= 8, scheme.digest.description.hasPrefix(stated) else {
      find(
        "marks-other-rubric",
        "the row was marked under the mark scheme \(stated.excerpt); the script's is \(scheme.digest)",
        remedy: "mark it under the scheme that came with the pack, or ask the office")
      return false
    }
    return true
  }

  private mutating func mark(_ criterion: Rubric.Criterion) -> Int? {
    guard let text = row[criterion.id] else { return nil }
    let allowed = criterion.levels.map(\.marks)
    guard let value = markValue(text), allowed.contains(value) else {
      find(
        "marks-bad-mark",
        "the column \"\(criterion.id)\" holds \"\(text.excerpt)\", which no level of it gives",
        remedy:
          "write one of \(allowed.map(String.init).joined(separator: ", ")), or leave it blank",
        column: criterion.id)
      return nil
    }
    return value
  }

  private mutating func flags(note: String?) -> [ScriptFlag] {
    var flags: Set<ScriptFlag> = []
    for part in (row["flag"] ?? "").utf8.split(whereSeparator: { ";,\n\r".utf8.contains($0) }) {
      let text = String(decoding: Array(part), as: UTF8.self).trimmed
      guard !text.isEmpty else { continue }
      guard let flag = ScriptFlag(text) else {
        let reasons = ScriptFlag.Reason.allCases.map(\.rawValue).joined(separator: ", ")
        find(
          "marks-bad-flag", "the column \"flag\" holds \"\(text.excerpt)\"",
          remedy: "use one of \(reasons); after alike the code of the other script",
          column: "flag")
        continue
      }
      flags.insert(flag)
      report(flag, note: note)
    }
    return flags.sorted()
  }

  /// What the row takes back; nothing can be said and taken back at once.
  private mutating func cleared(
    _ criteria: [String], beside value: ScriptMarks
  ) -> Set<MarkFact.Field> {
    let said = Set(
      value.facts(from: .init(file: file, received: .init(seconds: 0))).map(\.key.field))
    var cleared: Set<MarkFact.Field> = []
    for part in (row[MarkColumns.cleared] ?? "").utf8.split(whereSeparator: {
      ";,\n\r".utf8.contains($0)
    }) {
      let name = String(decoding: Array(part), as: UTF8.self).trimmed
      guard !name.isEmpty else { continue }
      if let field = MarkFact.Field(column: name, criteria: criteria), !said.contains(field) {
        cleared.insert(field)
      } else {
        find(
          "marks-bad-cleared",
          "the column \"cleared\" names \"\(name.excerpt)\", which is no other column, or is filled in",
          remedy: "name the columns whose values you take back, and leave those blank",
          column: MarkColumns.cleared)
      }
    }
    return cleared
  }

  private mutating func report(_ flag: ScriptFlag, note: String?) {
    let script = script?.text ?? ""
    switch flag.reason {
    case .welfare:
      find(
        "marks-flag-welfare", "the assessor fears for somebody's safety in \(script)",
        remedy: "ring the assessor today", severity: .warning)
    case .other where note == nil:
      find(
        "marks-flag-without-note", "\(script) is flagged \"other\" and no note says why",
        remedy: "ask the assessor what it is about", severity: .warning)
    default:
      find(
        "marks-flag", "\(script) is flagged \"\(flag)\"", remedy: "the office looks into it",
        severity: .note)
    }
  }
}
