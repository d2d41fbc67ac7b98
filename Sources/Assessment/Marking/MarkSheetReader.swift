package import Findings
import Sheets

/// Reads a returned mark sheet, CSV or workbook, against the pack that it answers.
///
/// Part of a pack is normal: a blank cell is a criterion not yet marked, never zero. The value
/// holds the rows without a fault that say anything; a refused cell refuses its row, and the file
/// should be applied only when nothing is refused.
package func readMarkSheet(
  _ bytes: [UInt8], name: String, pack: PackContents
) -> Judged<[ScriptMarks]> {
  let read = readTables(bytes, name: name, required: MarkColumns.first)
  guard let sheets = read.value else { return Judged(nil, read.findings) }
  let judged = judgeMarks(sheets, name: name, pack: pack)
  return Judged(judged.value, read.findings + judged.findings)
}

/// The packs that the rows of a mark sheet, CSV or workbook, name.
package func packsNamed(in bytes: [UInt8], name: String) -> Judged<[String]> {
  let read = readTables(bytes, name: name, required: ["pack"])
  return Judged(
    read.value.map { Set($0.flatMap(\.rows).compactMap { $0["pack"] }).sorted() }, read.findings)
}

/// Judges the rows of mark sheets, whatever kind of file they came in.
func judgeMarks(_ sheets: [Sheet], name: String, pack: PackContents) -> Judged<[ScriptMarks]> {
  var reader = MarkSheetReader(name: name, pack: pack)
  var headings: [Finding] = []
  for sheet in sheets {
    let found = reader.headerFindings(of: sheet)
    guard found.verdict == .accepted else { return Judged(nil, found) }
    headings += found
    reader.take(sheet)
  }
  return Judged(reader.rows, headings + reader.findings + reader.summary())
}

private struct MarkSheetReader {
  let name: String
  let pack: PackContents
  var findings: [Finding] = []
  private var order: [ScriptCode] = []
  private var seen: [ScriptCode: ScriptMarks] = [:]
  private var refused: Set<ScriptCode> = []
  /// Qualifications for whose scripts a sheet was there.
  private var covered: Set<Qualification> = []

  init(name: String, pack: PackContents) {
    self.name = name
    self.pack = pack
  }

  /// The sheet must have the columns of one of the pack's mark schemes, and no other criteria.
  mutating func headerFindings(of sheet: Sheet) -> [Finding] {
    let schemes = pack.rubrics.sorted { $0.key.code < $1.key.code }
    let fitting = schemes.filter { $0.value.rubric.criteria.allSatisfy { sheet.has($0.id) } }
    guard !fitting.isEmpty else {
      return [.otherRubric(sheet.name, header: sheet.header, rubrics: schemes.map(\.value.rubric))]
    }
    covered.formUnion(fitting.map(\.key))
    let known = Set(
      (fitting.flatMap { MarkColumns.all(of: $0.value.rubric) }
        + [MarkColumns.rubric, MarkColumns.cleared, MarkColumns.later]).map(\.columnName))
    let strange = sheet.header.filter { !$0.isEmpty && !known.contains($0.columnName) }
    if strange.contains(where: { sheet.has(MarkColumns.comment(on: $0)) }) {
      return [.otherRubric(sheet.name, header: sheet.header, rubrics: schemes.map(\.value.rubric))]
    }
    return strange.map { .unknownColumn(sheet.name, $0) }
  }

  /// The rows without a fault that say anything.
  var rows: [ScriptMarks] {
    order.filter { !refused.contains($0) }.compactMap { seen[$0] }.filter { !$0.isBlank }
  }

  mutating func take(_ sheet: Sheet) {
    for row in sheet.rows {
      var cells = MarkRow(file: sheet.name, row: row)
      let value = cells.read(pack: pack, sheet: sheet)
      findings += cells.findings
      guard let value else {
        if let script = cells.script { refused.insert(script) }
        continue
      }
      if let first = seen[value.script] {
        repeated(value, first)
      } else {
        seen[value.script] = value
        order.append(value.script)
      }
    }
  }

  private mutating func repeated(_ row: ScriptMarks, _ first: ScriptMarks) {
    if row.saysTheSame(as: first) {
      findings.append(.repeatedScript(name, row, first))
    } else {
      refused.insert(row.script)
      findings.append(.contradictoryScript(name, row, first))
    }
  }

  /// How far the sheet has come: scripts in part, not begun and left out.
  func summary() -> [Finding] {
    var findings: [Finding] = []
    for row in seen.values.sorted(by: { $0.line < $1.line }) where !row.isBlank {
      guard let criteria = pack.scripts[row.script].flatMap({ pack.rubrics[$0] })?.rubric.criteria
      else { continue }
      let missing = criteria.count { row.marks[$0.id] == nil }
      if missing > 0, !row.isNotToBeMarked { findings.append(.partlyMarked(name, row, missing)) }
    }
    let blank = seen.values.count { $0.isBlank }
    let meant = pack.scripts.filter { covered.contains($0.value) }.keys
    let absent = meant.count { seen[$0] == nil && !refused.contains($0) }
    if blank + absent > 0 {
      findings.append(.notBegun(name, blank + absent, of: meant.count))
    }
    return findings
  }
}

extension String {
  /// A column name for comparing.
  fileprivate var columnName: String { trimmed.lowercased() }
}
