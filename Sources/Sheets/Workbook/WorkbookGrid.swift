import Findings
import Markup

/// The filled cells of one sheet of a workbook, row by row.
///
/// Hidden rows are read like others, for a filter hides what is there all the same.
struct WorkbookGrid {
  struct Record {
    let row: Int
    /// From column A on, to the last that holds anything.
    var cells: [String]
  }

  private(set) var records: [Record] = []
  private(set) var findings: [Finding] = []
  /// As findings name it.
  let place: String
  private let limits: SheetLimits
  private let shared: [String]

  private var bytes = 0
  private var row = 0
  private var cell = Cell()
  private var nextColumn = 0
  private var errors: (first: CellReference, text: String, count: Int)?
  private var uncalculated: (first: CellReference, count: Int)?
  private var merged: (first: String, count: Int)?

  /// What is known of the cell that is being read.
  private struct Cell {
    var reference: CellReference?
    var type = "n"
    var value = ""
    var rich = RichText()
    var inValue = false
    var hasFormula = false
  }

  init(
    _ sheet: WorkbookParts.Listed, of parts: WorkbookParts, shared: SharedStrings, place: String,
    limits: SheetLimits
  ) throws(WorkbookFlaw) {
    self.place = place
    self.limits = limits
    self.shared = shared.texts
    var reader = try parts.reader(of: sheet.part)
    while let event = try Self.next(&reader, sheet.part) { try take(event) }
    report()
  }

  private static func next(
    _ reader: inout MarkupReader, _ part: String
  ) throws(WorkbookFlaw) -> MarkupEvent? {
    do throws(MarkupError) {
      return try reader.next()
    } catch { throw .part(part, "\(error)") }
  }

  private mutating func take(_ event: MarkupEvent) throws(WorkbookFlaw) {
    switch event {
    case .start("s:row", let attributes, _): try begin(row: attributes)
    case .start("s:c", let attributes, _): try begin(cell: attributes)
    case .end("s:c", _): try endCell()
    case .start("s:f", _, _): cell.hasFormula = true
    case .start("s:v", _, _): cell.inValue = true
    case .end("s:v", _): cell.inValue = false
    case .text(let text, _) where cell.inValue: cell.value += text
    case .start("s:mergeCell", let attributes, _):
      merged = (merged?.first ?? attributes["ref"] ?? "", (merged?.count ?? 0) + 1)
    default: cell.rich.take(event)
    }
  }

  private mutating func begin(row attributes: MarkupAttributes) throws(WorkbookFlaw) {
    nextColumn = 0
    guard let text = attributes["r"] else {
      row += 1
      return
    }
    guard let number = Int(text), number > row, number <= CellReference.mostRows else {
      throw .cell(text, "is a row that cannot stand there")
    }
    row = number
  }

  private mutating func begin(cell attributes: MarkupAttributes) throws(WorkbookFlaw) {
    cell = Cell()
    cell.type = attributes["t"] ?? "n"
    guard let text = attributes["r"] else {
      cell.reference = CellReference("\(CellReference.letters(of: nextColumn))\(max(row, 1))")
      return
    }
    guard let reference = CellReference(text), reference.row == row else {
      throw .cell(text, "is a cell that cannot stand there")
    }
    cell.reference = reference
  }

  private mutating func endCell() throws(WorkbookFlaw) {
    guard let reference = cell.reference else { throw .cell("", "is beyond every sheet") }
    nextColumn = reference.column + 1
    let text = try text(of: cell, at: reference)
    guard !text.isEmpty else { return }
    guard reference.column < limits.columns else {
      throw .tooWide(cell: Self.name(reference), most: limits.columns)
    }
    bytes += text.utf8.count
    guard bytes <= limits.bytes else { throw .tooMuchText(limits.bytes) }
    if records.last?.row != row {
      // The first row names the columns, and some lines of a title may stand above it.
      guard records.count < limits.rows + 20 else { throw .tooManyRows(limits.rows) }
      records.append(Record(row: row, cells: []))
    }
    let last = records.count - 1
    let gap = reference.column - records[last].cells.count
    guard gap >= 0 else { throw .cell(Self.name(reference), "stands there twice, or out of order") }
    records[last].cells += repeatElement("", count: gap)
    records[last].cells.append(text)
  }

  private mutating func text(
    of cell: Cell, at reference: CellReference
  ) throws(WorkbookFlaw) -> String {
    switch cell.type {
    case "s":
      guard !cell.value.isEmpty else { return "" }
      guard let index = Int(cell.value.trimmed), shared.indices.contains(index) else {
        throw .cell(Self.name(reference), "refers to a text that the workbook does not hold")
      }
      return shared[index]
    case "inlineStr": return cell.rich.text
    case "b": return cell.value == "1" ? "TRUE" : cell.value == "0" ? "FALSE" : cell.value
    case "e":
      errors = (errors?.first ?? reference, errors?.text ?? cell.value, (errors?.count ?? 0) + 1)
      return cell.value
    case "n":
      if cell.hasFormula, cell.value.isEmpty {
        uncalculated = (uncalculated?.first ?? reference, (uncalculated?.count ?? 0) + 1)
      }
      return plainNumber(cell.value)
    default: return unescaped(cell.value)
    }
  }

  private static func name(_ reference: CellReference) -> String {
    "\(CellReference.letters(of: reference.column))\(reference.row)"
  }

  private mutating func report() {
    if let errors {
      findings.append(.errorValue(place, Self.name(errors.first), errors.text, errors.count))
    }
    if let uncalculated {
      findings.append(
        .formulaWithoutValue(place, Self.name(uncalculated.first), uncalculated.count))
    }
    if let merged { findings.append(.mergedCells(place, merged.first, merged.count)) }
  }
}

/// A number as people write it: `7` where a workbook holds `7.0` or `7E0`.
private func plainNumber(_ text: String) -> String {
  if text.utf8.allSatisfy({ (48...57).contains($0) }) { return text }
  guard let value = Double(text.trimmed), value.isFinite else { return text }
  guard value == value.rounded(), abs(value) < 1e15 else { return "\(value)" }
  return "\(Int(value))"
}
