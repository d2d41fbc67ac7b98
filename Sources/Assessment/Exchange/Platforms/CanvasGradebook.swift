import Sheets

/// Canvas' grade book (lib/gradebook_exporter.rb): which number is whose login.
///
/// It does not say who handed in. Its second or third row is about points, not a person.
struct CanvasGradebook {
  let sheet: Sheet

  /// Nil where it is another kind of table.
  init?(_ sheet: Sheet) {
    guard sheet.has("Student") || sheet.has("LastName"), sheet.has("ID"), sheet.has("Section")
    else { return nil }
    self.sheet = sheet
  }

  func listings() -> [PlatformListing] {
    sheet.rows.compactMap { row in
      guard let number = row["ID"], number.isDigits else { return nil }
      let name =
        row["Student"]
        ?? [row["FirstName"], row["LastName"]].compactMap(\.self).joined(separator: " ")
      let login = row["SIS Login ID"] ?? row["Login ID"]
      return PlatformListing(
        person: PlatformPerson(
          number: number, login: login, others: [row["SIS User ID"]].compactMap(\.self),
          name: name),
        handedIn: nil, time: nil, place: "\(sheet.name) line \(row.line)", key: number)
    }
  }
}
