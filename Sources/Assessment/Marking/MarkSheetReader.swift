package import Findings
import Sheets

/// Reads a returned mark sheet against the pack that it answers.
///
/// Part of a pack is normal: a blank cell is a criterion not yet marked, never zero. The value
/// holds the rows without a fault that say anything; a refused cell refuses its row, and the file
/// should be applied only when nothing is refused.
package func readMarkSheet(
  _ bytes: [UInt8], name: String, pack: PackContents
) -> Judged<[ScriptMarks]> {
  let read = readCSV(bytes, name: name, required: MarkColumns.first)
  guard let sheet = read.value else { return Judged(nil, read.findings) }
  let judged = judgeMarks(sheet, name: name, pack: pack)
  return Judged(judged.value, read.findings + judged.findings)
}

/// Judges the rows of a mark sheet, whatever kind of file they came in.
func judgeMarks(_ sheet: Sheet, name: String, pack: PackContents) -> Judged<[ScriptMarks]> {
  var reader = MarkSheetReader(name: name, sheet: sheet, pack: pack)
  let headings = reader.headerFindings()
  guard headings.verdict == .accepted else { return Judged(nil, headings) }
  let rows = reader.rows()
  return Judged(rows, headings + reader.findings + reader.summary())
}

private struct MarkSheetReader {
  let name: String
  let sheet: Sheet
  let pack: PackContents
  var findings: [Finding] = []
  private var seen: [ScriptCode: ScriptMarks] = [:]
  private var refused: Set<ScriptCode> = []

  init(name: String, sheet: Sheet, pack: PackContents) {
    self.name = name
    self.sheet = sheet
    self.pack = pack
  }

  /// The sheet must have the columns of one of the pack's mark schemes, and no other criteria.
  func headerFindings() -> [Finding] {
    let rubrics = pack.rubrics.sorted { $0.key.code < $1.key.code }.map(\.value.rubric)
    let fitting = rubrics.filter { rubric in rubric.criteria.allSatisfy { sheet.has($0.id) } }
    guard !fitting.isEmpty else {
      return [.otherRubric(name, header: sheet.header, rubrics: rubrics)]
    }
    let known = Set((fitting.flatMap(MarkColumns.all) + [MarkColumns.rubric]).map(\.columnName))
    let strange = sheet.header.filter { !$0.isEmpty && !known.contains($0.columnName) }
    if strange.contains(where: { sheet.has(MarkColumns.comment(on: $0)) }) {
      return [.otherRubric(name, header: sheet.header, rubrics: rubrics)]
    }
    return strange.map { .unknownColumn(name, $0) }
  }

  mutating func rows() -> [ScriptMarks] {
    var order: [ScriptCode] = []
    for row in sheet.rows {
      var cells = MarkRow(file: name, row: row)
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
    return order.filter { !refused.contains($0) }.compactMap { seen[$0] }.filter { !$0.isBlank }
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
      if missing > 0 { findings.append(.partlyMarked(name, row, missing)) }
    }
    let blank = seen.values.count { $0.isBlank }
    let absent = pack.scripts.keys.count { seen[$0] == nil && !refused.contains($0) }
    if blank + absent > 0 {
      findings.append(.notBegun(name, blank + absent, of: pack.scripts.count))
    }
    return findings
  }
}

extension String {
  /// A column name for comparing.
  fileprivate var columnName: String { trimmed.lowercased() }
}
