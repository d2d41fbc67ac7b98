import Sheets

/// Moodle's grading worksheet: whose each number is, and when each response came.
///
/// Titles are translated, so columns are told by what stands in them where the words of English,
/// German and Welsh do not: the first column holds a word and a number, an address has an @.
struct MoodleWorksheet {
  let sheet: Sheet
  let identifier: String
  let columns: Columns

  struct Columns {
    var name: String?
    var email: String?
    var login: String?
    var number: String?
    var status: String?
    var submitted: String?
    var grade: String?
    var graded: String?
    var feedback: String?
  }

  /// Nil where it is another kind of table.
  init?(_ sheet: Sheet) {
    guard let first = sheet.header.first, !sheet.rows.isEmpty, sheet.header.count >= 5,
      sheet.rows.allSatisfy({ Self.number(in: $0.cells.first ?? "") != nil })
    else { return nil }
    let columns = Columns(sheet)
    // A list of students has numbers too; only the worksheet has two columns of changes.
    guard columns.submitted != nil || columns.graded != nil else { return nil }
    self.sheet = sheet
    identifier = first
    self.columns = columns
  }

  /// The number in `Participant 4567`; nil where the cell has another form.
  static func number(in cell: String) -> String? {
    let text = cell.trimmed
    let digits = text.lastDigits
    guard !digits.isEmpty, digits.utf8.count <= 18,
      text.utf8.dropLast(digits.utf8.count).allSatisfy({ !(48...57).contains($0) })
    else { return nil }
    return digits
  }

  func listings(zone: String) -> [PlatformListing] {
    sheet.rows.compactMap { row in
      guard let key = Self.number(in: row[identifier] ?? "") else { return nil }
      let cell = { (column: String?) in column.flatMap { row[$0] } }
      let text = cell(columns.submitted).flatMap { $0 == "-" ? nil : $0 }
      return PlatformListing(
        person: PlatformPerson(
          login: cell(columns.login), email: cell(columns.email),
          others: [cell(columns.number)].compactMap(\.self), name: cell(columns.name)),
        handedIn: handedIn(cell(columns.status), hasTime: text != nil),
        time: text.map { PlatformTime($0, zone: zone) },
        place: "\(sheet.name) line \(row.line)", key: key)
    }
  }

  /// A draft has a time and was not handed in; else the time says it in every language.
  private func handedIn(_ status: String?, hasTime: Bool) -> Bool? {
    guard let status = status?.lowercased() else {
      return columns.submitted == nil ? nil : hasTime
    }
    if Self.not.contains(where: { status.hasPrefix($0) }) { return false }
    if Self.done.contains(where: { status.hasPrefix($0) }) { return true }
    return columns.submitted == nil ? nil : hasTime
  }

  private static let done = [
    "submitted for grading", "zur bewertung abgegeben", "cyflwynwyd i'w raddio",
    "wedi'i gyflwyno", "remis pour évaluation", "enviado para calificar", "consegnato",
  ]
  private static let not = [
    "no submission", "no attempt", "nothing", "draft", "reopened", "keine abgabe", "entwurf",
    "kein versuch", "dim cyflwyniad", "drafft", "aucun", "brouillon", "sin entrega",
    "no entregado", "borrador", "nessuna consegna", "bozza",
  ]
}

extension MoodleWorksheet.Columns {
  fileprivate init(_ sheet: Sheet) {
    for title in sheet.header.dropFirst() where !title.isEmpty {
      let key = title.lowercased()
      let has = { (words: [String]) in words.contains { key.hasPrefix($0) } }
      if key.contains("("), has(Self.changed) {
        let isGrade = Self.grades.contains { key.contains($0) }
        if isGrade { graded = graded ?? title } else { submitted = submitted ?? title }
      } else if key.contains("@") || has(Self.emails) {
        email = email ?? title
      } else if has(["status", "statws", "statut", "estado", "stato"]) {
        status = status ?? title
      } else if has(["username", "anmeldename", "enw defnyddiwr", "nom d’utilisateur"]) {
        login = login ?? title
      } else if has(["id number", "id-nummer", "rhif adnabod", "numéro d’identification"]) {
        number = number ?? title
      } else if has(["full name", "vollständiger name", "enw llawn", "nom complet"]) {
        name = name ?? title
      } else if has(["feedback comment", "feedback als kommentar", "sylwadau adborth"]) {
        feedback = feedback ?? title
      } else if ["grade", "bewertung", "gradd", "note"].contains(key) {
        grade = grade ?? title
      }
    }
    email = email ?? Self.addresses(in: sheet)
  }

  private static let changed = [
    "last modified", "zuletzt geändert", "newidiwyd ddiwethaf", "addaswyd ddiwethaf",
    "dernière modification", "última modificación", "ultima modifica",
  ]
  private static let grades = [
    "grade", "bewertung", "gradd", "note", "calificación", "valutazione",
  ]
  private static let emails = [
    "email", "e-mail", "cyfeiriad e-bost", "e-bost", "adresse de courriel",
  ]

  /// The column in which every cell that holds something holds an address.
  private static func addresses(in sheet: Sheet) -> String? {
    sheet.header.first { title in
      let cells = sheet.rows.compactMap { $0[title] }
      return !cells.isEmpty
        && cells.allSatisfy { cell in
          cell.utf8.count(where: { $0 == UInt8(ascii: "@") }) == 1 && !cell.utf8.contains(32)
        }
    }
  }
}
