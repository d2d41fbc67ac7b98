package import Findings

/// Reads a table in a CSV file or in an Excel workbook, told apart by their content.
///
/// In a workbook the first sheet with the required columns is read, whatever stands before it.
package func readTable(
  _ bytes: [UInt8], name: String, required: [String], limits: SheetLimits = SheetLimits()
) -> Judged<Sheet> {
  guard isZip(bytes) else {
    return readCSV(bytes, name: name, required: required, limits: limits)
  }
  let read = WorkbookReader(name: name, required: required, limits: limits).read(bytes, most: 1)
  return Judged(read.value?.first, read.findings)
}

/// Reads every table of a file that has the required columns: one of a CSV file, one of each such
/// sheet of a workbook.
package func readTables(
  _ bytes: [UInt8], name: String, required: [String], limits: SheetLimits = SheetLimits()
) -> Judged<[Sheet]> {
  guard isZip(bytes) else {
    let read = readCSV(bytes, name: name, required: required, limits: limits)
    return Judged(read.value.map { [$0] }, read.findings)
  }
  return WorkbookReader(name: name, required: required, limits: limits).read(bytes, most: .max)
}

private func isZip(_ bytes: [UInt8]) -> Bool {
  bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
}

/// Reads the tables of a workbook.
struct WorkbookReader {
  let name: String
  let required: [String]
  let limits: SheetLimits

  /// So many sheets are looked through.
  private static let mostSheets = 100
  /// So many lines of a title may stand above the names of the columns.
  private static let mostTitles = 20

  func read(_ bytes: [UInt8], most: Int) -> Judged<[Sheet]> {
    do throws(WorkbookFlaw) {
      return try read(WorkbookParts(bytes, limits: limits), most: most)
    } catch {
      return Judged(nil, error.findings(name))
    }
  }

  func read(_ parts: WorkbookParts, most: Int) throws(WorkbookFlaw) -> Judged<[Sheet]> {
    let shared = try SharedStrings(parts)
    var found: [Sheet] = []
    var findings: [Finding] = []
    var lacking: [Finding]?
    var others: [String] = []
    // Where a hidden sheet is the only one that fits, it is the one that is meant.
    let sheets = parts.sheets.filter { !$0.isHidden } + parts.sheets.filter(\.isHidden)
    for sheet in sheets.prefix(Self.mostSheets) {
      let place = sheets.count == 1 ? name : "\(name) sheet \"\(sheet.name.excerpt)\""
      let read = grid(of: sheet, in: parts, shared, place)
      guard let grid = read.value else { return Judged(nil, read.findings) }
      guard !grid.records.isEmpty else { continue }
      if found.count >= most {
        if !sheet.isHidden { others.append(sheet.name) }
        continue
      }
      if sheet.isHidden, !found.isEmpty { continue }
      let judged = table(of: grid)
      if judged.findings.contains(where: { $0.code == "sheet-missing-column" }) {
        lacking = lacking ?? judged.findings
        continue
      }
      findings += grid.findings + judged.findings
      guard let value = judged.value else { return Judged(nil, findings) }
      found.append(value)
    }
    if required.isEmpty, !others.isEmpty { findings.append(.otherSheets(name, others)) }
    guard found.isEmpty else { return Judged(found, findings) }
    return Judged(nil, lacking ?? [.empty(name)])
  }

  private func grid(
    of sheet: WorkbookParts.Listed, in parts: WorkbookParts, _ shared: SharedStrings,
    _ place: String
  ) -> Judged<WorkbookGrid> {
    do throws(WorkbookFlaw) {
      return Judged(
        try WorkbookGrid(sheet, of: parts, shared: shared, place: place, limits: limits))
    } catch {
      return Judged(nil, error.findings(place))
    }
  }

  private func table(of grid: WorkbookGrid) -> Judged<Sheet> {
    let filled = grid.records.filter { $0.cells.contains { !$0.trimmed.isEmpty } }
    guard let first = filled.first else { return Judged(nil, [.empty(grid.place)]) }
    let wanted = Set(required.map(columnKey))
    let heading =
      filled.prefix(Self.mostTitles).firstIndex { record in
        wanted.isSubset(of: Set(record.cells.map { columnKey(restored($0)) }))
      } ?? 0
    let titles = filled.indices.contains(heading) ? filled[heading] : first
    var table = TableBuilder(
      name: grid.place, titles: titles.cells, limits: limits, isInWorkbook: true)
    // An empty column without a name is white space, not a column that nobody reads.
    let used = filled.dropFirst(heading + 1).reduce(into: Set<Int>()) { used, record in
      for (column, cell) in record.cells.enumerated() where !cell.isEmpty { used.insert(column) }
    }
    let problems = table.headerFindings(required: required) { used.contains($0) }
    guard problems.verdict == .accepted else { return Judged(nil, problems) }
    for record in filled.dropFirst(heading + 1) {
      guard table.add(line: record.row, cells: record.cells) else {
        return Judged(nil, [.tooManyRows(grid.place, limits.rows)])
      }
    }
    let judged = table.sheet()
    return Judged(judged.value, problems + judged.findings)
  }
}
