import Findings
import Sheets

/// Reads the cells of one roster row and gathers what is wrong with them, all at once.
struct RowReader {
  let table: RosterTable
  let row: SheetRow
  private(set) var findings: [Finding] = []

  init(table: RosterTable, row: SheetRow) {
    self.table = table
    self.row = row
  }

  var line: Int { row.line }

  mutating func find(
    _ code: String, _ message: String, remedy: String, severity: Finding.Severity = .refused
  ) {
    findings.append(
      Finding(code, severity, "\(table.sheet.name) \(row.place())", message, remedy: remedy))
  }

  /// The title of a column as the file has it.
  func title(_ column: String) -> String { (table.titles[column] ?? column).escaped }

  func text(_ column: String) -> String? {
    table.places[column].flatMap { row[at: $0] }
  }

  mutating func required(_ column: String) -> String? {
    guard let text = text(column) else {
      find(
        "roster-blank", "the column \"\(title(column))\" is blank",
        remedy: "fill it in, or remove the row")
      return nil
    }
    return text
  }

  /// What stands in the columns that npq does not know.
  var extra: [String: String] {
    var kept: [String: String] = [:]
    for title in table.extra { kept[title] = row[title] }
    return kept
  }

  mutating func identifier(_ column: String) -> Identifier? {
    guard let text = required(column) else { return nil }
    return identifier(text, column)
  }

  mutating func identifier(_ text: String, _ column: String) -> Identifier? {
    guard !Self.looksRounded(text) else {
      find(
        "roster-rounded-id",
        "the column \"\(title(column))\" holds \"\(text.escaped)\", which a spreadsheet made of a long number",
        remedy: "format the column as text in the spreadsheet and paste the ids again")
      return nil
    }
    guard let identifier = Identifier(text) else {
      find(
        "roster-bad-id",
        "the column \"\(title(column))\" holds \"\(text.excerpt)\", which is no id",
        remedy: "use at most 64 letters, digits and . _ @ + -, beginning with a letter or digit")
      return nil
    }
    return identifier
  }

  /// An optional identifier that systems give, such as a login.
  mutating func optionalIdentifier(_ column: String) -> Identifier? {
    text(column).flatMap { identifier($0, column) }
  }

  /// A whole number written in ASCII digits, also as `40.0` where a spreadsheet made it so.
  mutating func wholeNumber(_ column: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = text(column) else { return nil }
    var digits = Array(text.utf8)
    if digits.count > 2, digits.last == UInt8(ascii: "0"),
      [UInt8](".,".utf8).contains(digits[digits.count - 2])
    {
      digits.removeLast(2)
    }
    guard let value = number(digits), range.contains(value) else {
      find(
        "roster-bad-number",
        "the column \"\(title(column))\" holds \"\(text.excerpt)\", which is no whole number from \(range.lowerBound) to \(range.upperBound)",
        remedy: "write a whole number in figures")
      return nil
    }
    return value
  }

  mutating func qualification(_ text: String, _ column: String) -> Qualification? {
    guard let found = Qualification(named: text) else {
      findings.append(
        Qualification.unknown(
          text.excerpt, subject: "\(table.sheet.name) \(row.place()) column \"\(title(column))\""))
      return nil
    }
    return found
  }

  mutating func phase(_ column: String) -> SchoolPhase? {
    guard let text = text(column) else { return nil }
    switch text.lowercased() {
    case "p", "primary": return .primary
    case "s", "secondary": return .secondary
    case "b", "both", "all-through", "all through": return .both
    default:
      find(
        "roster-bad-phase", "the column \"\(title(column))\" holds \"\(text.excerpt)\"",
        remedy: "write P for primary, S for secondary, B for both, or leave it blank")
      return nil
    }
  }

  private static func looksRounded(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let mark = bytes.firstIndex(where: { $0 == 69 || $0 == 101 }),
      mark > 0, mark + 2 < bytes.count, bytes[mark + 1] == UInt8(ascii: "+")
    else { return false }
    let digits = (48...57) as ClosedRange<UInt8>
    return bytes[..<mark].allSatisfy { digits.contains($0) || $0 == 46 || $0 == 44 }
      && bytes[(mark + 2)...].allSatisfy(digits.contains)
  }
}
