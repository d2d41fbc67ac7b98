import Findings
import Sheets

private let levelColumns: [(title: String, width: Double)] = [
  ("criterion", 16), ("head", 16), ("title", 30), ("asks", 45), ("statements", 25),
  ("must reach", 11), ("marks", 7), ("level", 14), ("descriptor", 80),
]
private let factColumns: [(title: String, width: Double)] = [("fact", 22), ("value", 90)]

/// Reads a mark scheme from a workbook: one sheet of facts, and one with a row for each level.
///
/// What is said of a criterion may stand in its first row alone. Statements are parted by
/// semicolons or lines.
func readRubricWorkbook(
  _ bytes: [UInt8], name: String
) throws(RubricFlaw) -> Judged<[ExchangedRubric]> {
  let levels = readTable(bytes, name: name, required: ["title", "marks", "descriptor"])
  guard let sheet = levels.value else { return Judged(nil, levels.findings) }
  let facts = readTable(bytes, name: name, required: factColumns.map(\.title)).value
  var rubric = ExchangedRubric(title: "")
  for row in sheet.rows {
    let title = row["title"]
    if let title,
      title != rubric.criteria.last?.title
        || row["criterion"] != nil
          && row["criterion"] != rubric.criteria.last?.id
    {
      rubric.criteria.append(try criterion(row, title))
    }
    guard !rubric.criteria.isEmpty else { throw .form("\(row.place()) names no criterion") }
    guard let marks = row["marks"] else { throw .form("\(row.place()) gives no marks") }
    rubric.criteria[rubric.criteria.count - 1].levels.append(
      ExchangedRubric.Level(
        marks: try wholeMarks(marks, at: row.place(of: "marks")),
        name: row["level"] ?? "", descriptor: row["descriptor"] ?? ""))
  }
  for index in rubric.criteria.indices {
    rubric.criteria[index].levels.sort { $0.marks < $1.marks }
  }
  try rubric.take(facts)
  return Judged([rubric], levels.findings)
}

private func criterion(
  _ row: SheetRow, _ title: String
) throws(RubricFlaw) -> ExchangedRubric.Criterion {
  var criterion = ExchangedRubric.Criterion(title: title)
  criterion.id = row["criterion"]
  criterion.head = row["head"].flatMap { Rubric.Head(rawValue: $0.lowercased()) }
  criterion.asks = row["asks"] ?? ""
  criterion.statements = (row["statements"] ?? "")
    .split { $0 == ";" || $0.isNewline }.map { String($0).trimmed }.filter { !$0.isEmpty }
  if let reach = row["must reach"] {
    criterion.mustReach = try wholeMarks(reach, at: row.place(of: "must reach"))
  }
  return criterion
}

extension ExchangedRubric {
  /// Takes over the sheet of facts.
  fileprivate mutating func take(_ sheet: Sheet?) throws(RubricFlaw) {
    var said: [String: String] = [:]
    for row in sheet?.rows ?? [] {
      if let fact = row["fact"] { said[fact.lowercased()] = row["value"] }
    }
    title = said["title"] ?? ""
    if let qualification = said["qualification"].flatMap({ Qualification(named: $0) }),
      let version = said["version"], let date = said["date"].flatMap({ CivilDate($0) }),
      let source = said["source"]
    {
      facts = Facts(
        qualification: qualification, version: version, date: date, source: source,
        example: said["worked example"]?.lowercased() == "yes")
    }
    if let line = said["pass"], let source = said["pass source"] {
      pass = Rubric.PassLine(written: line).map { Pass(line: $0, source: source) }
      if pass == nil { throw .form("the pass rule '\(line)' is neither marks nor per cent") }
    }
    if let below = said["borderline below"], let above = said["borderline above"] {
      borderline = Rubric.Borderline(
        below: try wholeMarks(below, at: "borderline below"),
        above: try wholeMarks(above, at: "borderline above"))
    }
  }

  /// The workbook.
  func workbookBytes() throws(RubricFlaw) -> [UInt8] {
    var rows: [[WorkbookCell]] = []
    for criterion in criteria {
      for level in criterion.levels {
        rows.append([
          .text(criterion.id ?? ""), .text(criterion.head?.rawValue ?? ""), .text(criterion.title),
          .text(criterion.asks), .text(criterion.statements.joined(separator: "; ")),
          criterion.mustReach.map { .number($0) } ?? "", .number(level.marks),
          .text(level.name), .text(level.descriptor),
        ])
      }
    }
    var scheme = WorkbookSheet(
      name: "Mark scheme", columns: levelColumns.map { .init($0.title, width: $0.width) },
      rows: rows)
    scheme.columns[1].choices = Rubric.Head.allCases.map(\.rawValue)
    scheme.columns[5].note = "The level, counted from 0, that must be reached for a pass"
    scheme.frozenColumns = 3
    let about = WorkbookSheet(
      name: "About", columns: factColumns.map { .init($0.title, width: $0.width) },
      rows: said.map { [.text($0.0), .text($0.1)] })
    do throws(WorkbookError) {
      return try writeWorkbook([scheme, about])
    } catch {
      throw .form("cannot be written as a workbook: \(error)")
    }
  }

  private var said: [(String, String)] {
    var said = [("title", title)]
    if let facts {
      said += [
        ("qualification", facts.qualification.code), ("version", facts.version),
        ("date", "\(facts.date)"), ("source", facts.source),
        ("worked example", facts.example ? "yes" : "no"),
      ]
    }
    if let pass { said += [("pass", pass.line.written), ("pass source", pass.source)] }
    if let borderline {
      said += [
        ("borderline below", "\(borderline.below)"), ("borderline above", "\(borderline.above)"),
      ]
    }
    return said
  }
}

extension Rubric.PassLine {
  /// Reads `11` as marks and `60%` as per cent.
  package init?(written text: String) {
    let isPercent = text.utf8.last == UInt8(ascii: "%")
    let digits = isPercent ? String(text.dropLast()).trimmed : text
    guard digits.utf8.count <= 5, let number = Int(digits), number >= 1 else { return nil }
    self = isPercent ? .percent(number) : .marks(number)
  }

  var written: String {
    switch self {
    case .marks(let marks): "\(marks)"
    case .percent(let percent): "\(percent)%"
    }
  }
}
