package import Findings
import Sheets

/// Reads a table of answers that were typed into boxes: a row for each response, a column for each
/// question.
///
/// Columns that name a person, a time or a form's own numbers are told by their titles; every other
/// column is a question, so that nothing that was typed is lost. Each row becomes a Markdown
/// document with the questions as headings: whether the words of headings count is the
/// assessment's policy.
package func readAnswers(_ bytes: [UInt8], name: String, zone: String) -> Judged<PlatformExport> {
  let read = readCSV(bytes, name: name, required: [])
  guard let sheet = read.value else { return Judged(nil, read.findings) }
  guard let columns = AnswerColumns(sheet) else {
    return Judged(
      nil,
      read.findings + [
        Finding(
          "answers-without-person", .refused, name,
          "has no column that says whose each answer is",
          remedy: "name a column id, email, login or lms_id, or match the rows in a list")
      ])
  }
  var export = PlatformExport(.answers)
  export.findings = read.findings + [columns.finding(name)]
  let order = DayOrder(sheet.rows.compactMap { row in columns.time.flatMap { row[$0] } })
  for row in sheet.rows {
    let handIn = columns.handIn(row, sheet, name: name, zone: zone, order: order)
    if let handIn { export.handIns.append(handIn) }
  }
  return Judged(export, export.findings)
}

/// Whether a table looks like answers: it names people, and somebody wrote at length.
func holdsAnswers(_ sheet: Sheet) -> Bool {
  guard let columns = AnswerColumns(sheet) else { return false }
  return sheet.rows.contains { row in
    columns.questions.contains { title in
      (row[title]?.utf8.count(where: { $0 == UInt8(ascii: " ") }) ?? 0) >= 20
    }
  }
}

/// What each column of a table of answers is.
struct AnswerColumns {
  private(set) var number: String?
  private(set) var login: String?
  private(set) var email: String?
  private(set) var others: [String] = []
  private(set) var name: String?
  private(set) var time: String?
  private(set) var questions: [String] = []
  private(set) var leftOut: [String] = []

  /// Nil where no column says whose a row is, or none holds an answer.
  init?(_ sheet: Sheet) {
    for title in sheet.header where !title.isEmpty {
      switch RosterColumns.key(title) {
      case "lms_id", "platform_id", "user_id": number = number ?? title
      case "login", "lms_login", "username", "user_name": login = login ?? title
      case "email", "e_mail", "email_address", "e_mail_address": email = email ?? title
      case "id", "participant", "participant_id", "dfe_id", "trn": others.append(title)
      case "name", "full_name", "first_name", "last_name", "surname": name = name ?? title
      case "completion_time", "submitted", "submitted_at", "timestamp", "time", "received",
        "submission_time", "date_submitted":
        time = time ?? title
      case "start_time", "last_modified_time", "school", "urn", "trust", "cohort", "qualification",
        "language", "total_points", "quiz_feedback", "response_id", "ip_address":
        leftOut.append(title)
      default: questions.append(title)
      }
    }
    let names = [number, login, email].compactMap(\.self) + others
    guard !names.isEmpty, !questions.isEmpty else { return nil }
  }

  func finding(_ file: String) -> Finding {
    let whose = [number, login, email].compactMap(\.self) + others
    return Finding(
      "answers-columns", .note, file,
      "\(questions.count) \(questions.count == 1 ? "column is" : "columns are") taken for questions"
        + "; whose a row is say \(whose.map(\.escaped).joined(separator: ", "))"
        + (leftOut.isEmpty
          ? "" : "; not part of a response: \(leftOut.map(\.escaped).joined(separator: ", "))"),
      remedy: "rename a column where it was taken for something else")
  }

  /// The response in a row; nil where nothing was typed.
  func handIn(
    _ row: SheetRow, _ sheet: Sheet, name file: String, zone: String, order: DayOrder
  ) -> HandIn? {
    let answers = questions.compactMap { title in row[title].map { (title, $0) } }
    guard !answers.isEmpty else { return nil }
    let cell = { (title: String?) in title.flatMap { row[$0] } }
    // A form numbers its rows in "ID": what is no id of a person finds nobody, and does no harm.
    let person = PlatformPerson(
      number: cell(number), login: cell(login), email: cell(email),
      others: others.compactMap { row[$0] }, name: cell(name))
    let key = person.login ?? person.email ?? person.others.first ?? person.number
    var handIn = HandIn(key: key ?? "\(file) line \(row.line)", person: person)
    handIn.time = cell(time).map { order.time($0, zone: zone) }
    let place = String(row.line)
    handIn.attempt =
      handIn.time?.instant.map { String($0.seconds) }
      ?? String(repeating: "0", count: max(0, 9 - place.utf8.count)) + place
    let original = writeCSV(
      header: sheet.header, rows: [sheet.header.map { .text(row[$0] ?? "") }])
    let text = answers.map { "# \(markdownLine($0.0))\n\n\(markdownText($0.1))\n" }
      .joined(separator: "\n")
    handIn.files = [
      HandInFile(
        kind: .document, name: "answers.md",
        source: .made(original: original, text: Array(text.utf8)))
    ]
    return handIn
  }
}

/// Whether the days or the months come first in a column of dates in figures, where a day after the
/// twelfth proves it.
struct DayOrder {
  private enum Order { case unknown, dayFirst, monthFirst }

  private var order = Order.unknown

  init(_ cells: [String]) {
    for cell in cells {
      guard let parts = Self.parts(of: cell) else { continue }
      let found: Order = parts.0 > 12 ? .dayFirst : parts.1 > 12 ? .monthFirst : .unknown
      if found == .unknown { continue }
      if order != .unknown, order != found {
        order = .unknown
        return
      }
      order = found
    }
  }

  /// The time in a cell; without an instant where the order is not proved.
  func time(_ cell: String, zone: String) -> PlatformTime {
    guard let parts = Self.parts(of: cell) else { return PlatformTime(cell, zone: zone) }
    let (day, month) = order == .dayFirst ? (parts.0, parts.1) : (parts.1, parts.0)
    let year = parts.2 < 100 ? 2000 + parts.2 : parts.2
    guard order != .unknown, let date = CivilDate(year: year, month: month, day: day) else {
      return PlatformTime(text: cell, instant: nil, hasSeconds: false)
    }
    let clock = cell.parted(by: " ").dropFirst().joined(separator: " ")
    let monthName = MonthNames.english[date.month - 1]
    let read = PlatformTime("\(date.day) \(monthName) \(year), \(clock)", zone: zone)
    return PlatformTime(text: cell, instant: read.instant, hasSeconds: read.hasSeconds)
  }

  private static func parts(of cell: String) -> (Int, Int, Int)? {
    let parts = (cell.parted(by: " ").first ?? "").parted(by: "/").map { number(Array($0.utf8)) }
    guard parts.count == 3, let first = parts[0], let second = parts[1], let year = parts[2]
    else { return nil }
    return (first, second, year)
  }
}
