import Findings

/// Makes a table of rows that come one after the other, whatever kind of file they stand in.
struct TableBuilder {
  /// As findings name the table.
  let name: String
  let header: [String]
  let limits: SheetLimits
  let isInWorkbook: Bool
  private var rows: [(line: Int, cells: [String])] = []
  private var findings: [Finding] = []
  private var ragged = 0

  /// So many rows of one fault are named one by one; the rest are counted.
  private static let mostNamed = 1_000

  /// Begins with the cells of the first row, which name the columns.
  init(name: String, titles: [String], limits: SheetLimits, isInWorkbook: Bool = false) {
    let titles = titles.map { restored($0).trimmed }
    self.name = name
    self.limits = limits
    self.isInWorkbook = isInWorkbook
    header = Array(titles.prefix((titles.lastIndex { !$0.isEmpty } ?? -1) + 1))
  }

  /// What is wrong with the names of the columns; `isFilled` says of a column without a name
  /// whether anything stands in it.
  func headerFindings(
    required: [String], mayRepeat: Bool = false, isFilled: (Int) -> Bool = { _ in true }
  ) -> [Finding] {
    var seen: [String: String] = [:]
    var findings: [Finding] = []
    for (position, title) in header.enumerated() {
      if title.isEmpty {
        guard isFilled(position) else { continue }
        findings.append(.unnamedColumn(name, position + 1))
      } else if seen.updateValue(title, forKey: columnKey(title)) != nil, !mayRepeat {
        findings.append(.duplicateColumn(name, title))
      }
    }
    for column in required where seen[columnKey(column)] == nil {
      findings.append(.missingColumn(name, column, header: header))
    }
    return findings
  }

  /// Takes a row; false where there are more than may be.
  mutating func add(line: Int, cells: [String]) -> Bool {
    guard rows.count < limits.rows else { return false }
    if cells.dropFirst(header.count).contains(where: { !$0.trimmed.isEmpty }) {
      ragged += 1
      if ragged <= Self.mostNamed {
        let place = isInWorkbook ? "row \(line)" : "line \(line)"
        findings.append(
          .ragged("\(name) \(place)", cells: cells.count, columns: header.count, isInWorkbook))
      }
    } else {
      rows.append((line, cells.prefix(header.count).map(restored)))
    }
    return true
  }

  /// The table, and what was found on the way.
  func sheet() -> Judged<Sheet> {
    let more = ragged - Self.mostNamed
    return Judged(
      Sheet(name: name, header: header, rows: rows, isInWorkbook: isInWorkbook),
      findings + (more > 0 ? [.moreRagged(name, more)] : []))
  }
}
