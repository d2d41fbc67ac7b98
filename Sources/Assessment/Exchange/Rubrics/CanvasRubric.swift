import Findings
import Sheets

// The columns of Canvas's own template: four, then three for each rating (RubricCSVImporter, 2024).
private let canvasHeader = [
  "Rubric Name", "Criteria Name", "Criteria Description", "Criteria Enable Range",
]
private let canvasRating = ["Rating Name", "Rating Description", "Rating Points"]

/// Reads the rubrics of a CSV that Canvas exported or takes.
func readCanvasRubrics(
  _ bytes: [UInt8], name: String
) throws(RubricFlaw) -> Judged<[ExchangedRubric]> {
  let read = readCSV(
    bytes, name: name, required: Array(canvasHeader.prefix(2)), mayRepeatColumns: true)
  guard let sheet = read.value else { return Judged(nil, read.findings) }
  let first = sheet.header.firstIndex { $0.lowercased().hasPrefix("rating name") }
  guard let first else { throw .form("has no column 'Rating Name'") }
  var rubrics: [ExchangedRubric] = []
  for row in sheet.rows {
    guard let title = row[canvasHeader[0]] else {
      throw .form("line \(row.line) names no rubric")
    }
    let place = row[canvasHeader[1]] ?? "line \(row.line)"
    if row[canvasHeader[3]].map({ ["true", "1"].contains($0.lowercased()) }) == true {
      throw .form("'\(place.escaped)' gives a range of marks for each rating, and a level has one")
    }
    var criterion = ExchangedRubric.Criterion(title: place)
    criterion.asks = row[canvasHeader[2]] ?? ""
    criterion.levels = try canvasLevels(row.cells, from: first, place)
    if let index = rubrics.firstIndex(where: { $0.title == title }) {
      rubrics[index].criteria.append(criterion)
    } else {
      rubrics.append(ExchangedRubric(title: title, criteria: [criterion]))
    }
  }
  return Judged(rubrics, read.findings)
}

private func canvasLevels(
  _ cells: [String], from first: Int, _ place: String
) throws(RubricFlaw) -> [ExchangedRubric.Level] {
  var levels: [ExchangedRubric.Level] = []
  for start in stride(from: first, to: cells.count, by: canvasRating.count) {
    let rating = (0..<3).map { start + $0 < cells.count ? cells[start + $0].trimmed : "" }
    guard rating.contains(where: { !$0.isEmpty }) else { continue }
    let marks = try wholeMarks(rating[2], at: place)
    levels.append(
      ExchangedRubric.Level(marks: marks, name: rating[0], descriptor: rating[1]))
  }
  return levels.sorted { $0.marks < $1.marks }
}

extension ExchangedRubric {
  /// The CSV that Canvas takes, highest rating first as it shows them.
  var canvasBytes: [UInt8] {
    let most = criteria.map(\.levels.count).max() ?? 0
    let header = canvasHeader + (0..<most).flatMap { _ in canvasRating }
    let rows = criteria.map { criterion -> [CSVCell] in
      [.text(title), .text(criterion.title), .text(criterion.asks), "false"]
        + criterion.levels.reversed().flatMap { level -> [CSVCell] in
          [.text(level.name), .text(level.descriptor), .number(level.marks)]
        }
    }
    return writeCSV(header: header, rows: rows)
  }
}
