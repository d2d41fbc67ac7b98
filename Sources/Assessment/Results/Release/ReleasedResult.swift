import Foundation
import Markup
import Sheets

/// One result as a release put it out.
package struct ReleasedResult: Sendable, Encodable {
  package let assessment, qualification, participant, name: String
  package let attempt: Int
  package let outcome: Decision.Outcome
  /// Blank where the policy shows no marks.
  package let total: String?
  package let maximum, passAt: Int?
  package let cohort, partner: String
  /// The outcome that it replaces.
  package let before: Decision.Outcome?

  package init(
    assessment: String, qualification: String, participant: String, name: String, attempt: Int,
    outcome: Decision.Outcome, marks: (total: String, maximum: Int, passAt: Int)?, cohort: String,
    partner: String, before: Decision.Outcome?
  ) {
    self.assessment = assessment
    self.qualification = qualification
    self.participant = participant
    self.name = name
    self.attempt = attempt
    self.outcome = outcome
    total = marks?.total
    maximum = marks?.maximum
    passAt = marks?.passAt
    self.cohort = cohort
    self.partner = partner
    self.before = before
  }
}

/// The results of a release in the forms in which they leave the office.
package struct ReleasedResults: Sendable, Encodable {
  package let npq = 1
  package let series: String
  package let release: Int
  /// The officer who released them.
  package let officer: String
  package let released: Instant
  /// The digest of the list that was released.
  package let list: Digest
  package let results: [ReleasedResult]

  package init(
    series: String, release: Int, officer: String, released: Instant, list: Digest,
    results: [ReleasedResult]
  ) {
    self.series = series
    self.release = release
    self.officer = officer
    self.released = released
    self.list = list
    self.results = results
  }

  private static let header = [
    "assessment", "qualification", "participant", "name", "attempt", "outcome", "total",
    "maximum", "pass_at", "cohort", "partner", "replaces", "released",
  ]

  /// The bytes of `results.csv`.
  package func csv() -> [UInt8] {
    writeCSV(
      header: Self.header,
      rows: results.lazy.map { cells($0).map(\.csv) })
  }

  /// The bytes of `results.xlsx`.
  package func workbook() throws -> [UInt8] {
    let widths: [Double] = [24, 14, 18, 28, 8, 22, 8, 9, 8, 10, 30, 22, 22]
    var sheet = WorkbookSheet(
      name: "results",
      columns: zip(Self.header, widths).map { WorkbookSheet.Column($0, width: $1) },
      count: results.count, row: { cells(results[$0]).map(\.workbook) })
    sheet.frozenColumns = 4
    return try writeWorkbook([sheet])
  }

  /// The bytes of `results.json`.
  ///
  /// Results are encoded some at a time, and put into the place that the encoder left for them: it
  /// would need several times their length.
  package func json() throws -> [UInt8] {
    let bare = ReleasedResults(
      series: series, release: release, officer: officer, released: released, list: list,
      results: [])
    let json = [UInt8](try canonicalJSON(bare))
    // A quotation mark within a text is escaped, so that this is the key and nothing else.
    guard let place = json.firstIndex(of: Array(#""results":[]"#.utf8), from: 0) else {
      return [UInt8](try canonicalJSON(self))
    }
    let end = place + #""results":["#.utf8.count
    var whole = Array(json[..<end])
    for start in stride(from: 0, to: results.count, by: 1_024) {
      let some = results[start..<min(start + 1_024, results.count)]
      if start > 0 { whole.append(UInt8(ascii: ",")) }
      whole += try canonicalJSON(Array(some)).dropFirst().dropLast()
    }
    return whole + json[end...]
  }

  private func cells(_ row: ReleasedResult) -> [Cell] {
    [
      .text(row.assessment), .text(row.qualification), .text(row.participant), .text(row.name),
      .number(row.attempt), .text(row.outcome.rawValue), row.total.map(Cell.mark) ?? .text(""),
      row.maximum.map(Cell.number) ?? .text(""), row.passAt.map(Cell.number) ?? .text(""),
      .text(row.cohort), .text(row.partner), .text(row.before?.rawValue ?? ""),
      .text(released.description),
    ]
  }
}

/// A cell of either kind of table.
private enum Cell {
  case text(String)
  case number(Int)

  /// A total, which is a number where it is whole.
  static func mark(_ text: String) -> Cell { Int(text).map(Cell.number) ?? .text(text) }

  var csv: CSVCell {
    switch self {
    case .text(let text): .text(text)
    case .number(let number): .number(number)
    }
  }

  var workbook: WorkbookCell {
    switch self {
    case .text(let text): .text(text)
    case .number(let number): .number(number)
    }
  }
}
