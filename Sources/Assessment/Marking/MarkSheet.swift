import Sheets

/// The columns of `marks.csv`.
enum MarkColumns {
  static let first = ["pack", "revision", "script"]
  static let last = ["comment", "note", "flag"]
  /// Read where it stands, never written: the digest of the rubric, or its beginning.
  static let rubric = "rubric"
  /// Read where it stands: the names of columns whose values are taken back.
  static let cleared = "cleared"
  /// The assessor's own mark to come back to a script; no one else reads it.
  static let later = "not sure"

  static func comment(on criterion: String) -> String { criterion + " comment" }

  static func all(of rubric: Rubric) -> [String] {
    let criteria = rubric.criteria.map(\.id)
    return first + criteria + criteria.map(comment) + last
  }

  /// A row, blank or with what is already recorded.
  static func cells(
    of row: ScriptMarks?, _ script: ScriptCode, pack: Identifier, revision: Int, _ rubric: Rubric
  ) -> [CSVCell] {
    let marks = rubric.criteria.map { row?.marks[$0.id].map(CSVCell.number) ?? "" }
    let comments = rubric.criteria.map { CSVCell.text(row?.comments[$0.id] ?? "") }
    let flags = (row?.flags ?? []).map(\.description).joined(separator: "; ")
    return [.text(pack.text), .number(row?.revision ?? revision), .text(script.text)] + marks
      + comments + [.text(row?.comment ?? ""), .text(row?.note ?? ""), .text(flags)]
  }
}

/// The mark sheet of a pack: a row for each script, blank or with what is already recorded.
///
/// A pack with several qualifications has one sheet for each, named by `markSheetName`. With
/// `later` it also says to which scripts the assessor comes back, and what is taken back.
package func writeMarkSheet(
  pack: Identifier, revision: Int, scripts: [ScriptCode], rubric: Rubric,
  recorded: [ScriptMarks] = [], later: Set<ScriptCode>? = nil
) -> [UInt8] {
  var known: [ScriptCode: ScriptMarks] = [:]
  for row in recorded { known[row.script] = row }
  let rows = scripts.map { script -> [CSVCell] in
    let cells = MarkColumns.cells(
      of: known[script], script, pack: pack, revision: revision, rubric)
    guard let later else { return cells }
    let cleared = (known[script]?.cleared ?? []).map(\.description).sorted()
    return cells + [
      .text(later.contains(script) ? "yes" : ""), .text(cleared.joined(separator: "; ")),
    ]
  }
  let own = later == nil ? [] : [MarkColumns.later, MarkColumns.cleared]
  return writeCSV(header: MarkColumns.all(of: rubric) + own, rows: rows, byteOrderMark: true)
}

/// The name of the sheet for one qualification of a pack: `marks.csv` where it is the only one.
package func markSheetName(for qualification: Qualification, of all: Set<Qualification>) -> String {
  all.count > 1 ? "marks-\(qualification.code).csv" : "marks.csv"
}

/// The mark that a cell holds; nil where it holds none.
///
/// ASCII digits alone, and `3.0` or `3,0` as a spreadsheet makes it of 3.
func markValue(_ text: String) -> Int? {
  let parts = text.utf8.split(
    maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { ".,".utf8.contains($0) })
  guard let whole = parts.first, let value = number(whole) else { return nil }
  if parts.count == 2 {
    guard !parts[1].isEmpty, parts[1].allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
  }
  return value
}
