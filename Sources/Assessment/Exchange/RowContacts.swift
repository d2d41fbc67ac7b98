import Findings
import Sheets

// Cells that name a person or a moment. What stands in them is personal, so that findings say what
// is wrong with it and not what it says.
extension RowReader {
  /// A teacher reference number: seven digits, not all 0 (DfE, "Teacher reference number (TRN)").
  mutating func teacherNumber(_ column: String) -> String? {
    guard let text = text(column) else { return nil }
    let bytes = text.unicodeScalars.filter { !$0.properties.isWhitespace && $0 != "\u{A0}" }
      .flatMap { Array(String($0).utf8) }
    guard !bytes.isEmpty, bytes.allSatisfy({ (48...57).contains($0) }) else {
      find(
        "roster-bad-trn", "the TRN holds more than digits",
        remedy: "write the seven digits of the TRN, or leave it blank")
      return nil
    }
    guard bytes.count == 7 else {
      let hint = bytes.count < 7 ? "; spreadsheets drop zeros at the front" : ""
      find(
        "roster-bad-trn", "the TRN has \(bytes.count) digits where it should have seven\(hint)",
        remedy: "write the seven digits of the TRN, format the column as text, or leave it blank")
      return nil
    }
    guard bytes.contains(where: { $0 != 48 }) else {
      find(
        "roster-bad-trn", "the TRN is 0000000, which nobody has",
        remedy: "write the person's own TRN, or leave it blank")
      return nil
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func email(_ column: String) -> String? {
    guard let text = text(column) else { return nil }
    guard let fault = Self.fault(ofEmail: Array(text.utf8)) else { return text }
    find(
      "roster-bad-email", "the e-mail address \(fault)",
      remedy: "write one address like name@school.example, or leave it blank")
    return nil
  }

  private static func fault(ofEmail bytes: [UInt8]) -> String? {
    let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    let forbidden = Array(" \t\r\n<>()[],;:\\\"".utf8)
    if bytes.contains(where: { $0 < 32 || $0 == 127 || forbidden.contains($0) }) {
      return "holds a blank or another character that no address has"
    }
    guard parts.count == 2 else { return "should hold one @" }
    guard !parts[0].isEmpty, bytes.count <= 254 else { return "has nothing before its @" }
    let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count > 1, labels.allSatisfy({ !$0.isEmpty }) else {
      return "has no domain after its @"
    }
    return nil
  }

  /// A day like `2027-03-08`, or as a British spreadsheet turns it round, `08/03/2027`.
  mutating func day(_ column: String) -> CivilDate? {
    guard let text = text(column) else { return nil }
    if let day = CivilDate(text) { return day }
    if let day = Self.dayFirst(text) {
      find(
        "roster-day-first",
        "the column \"\(title(column))\" holds \"\(text.escaped)\", read as \(day)",
        remedy: "write the date as \(day), so that nobody takes the day for the month",
        severity: .warning)
      return day
    }
    find(
      "roster-bad-date",
      "the column \"\(title(column))\" holds \"\(text.excerpt)\", which is no date",
      remedy: "write it like 2027-03-08")
    return nil
  }

  /// A day, or a moment with its zone like `2027-03-15T12:00:00Z`.
  mutating func dayOrInstant(_ column: String) -> DayOrInstant? {
    guard let text = text(column) else { return nil }
    if let instant = Instant(rfc3339: text) { return .instant(instant) }
    return day(column).map(DayOrInstant.day)
  }

  private static func dayFirst(_ text: String) -> CivilDate? {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2].count == 4, parts[0].count <= 2, parts[1].count <= 2,
      let day = number(parts[0]), let month = number(parts[1]), let year = number(parts[2])
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }
}
