package import Findings
import Sheets

/// One line of a list that says whose a file is and when it was handed in.
package struct HandedInRow: Sendable, Hashable {
  /// The line of the file.
  package var line: Int
  /// The file's name, or its path below the folder that is received.
  package var file: String
  /// Whose it is, by any identifier; nil where the list does not say.
  package var participant: Identifier?
  /// The assessment or qualification, where a person has several.
  package var assessment: String?
  /// When it was handed in, by the platform's clock; nil where the list does not say.
  package var received: Instant?

  /// A file of which nothing is known yet.
  package init(line: Int, file: String) {
    self.line = line
    self.file = file
  }
}

/// Reads a list of files: `file` and any of `participant`, `assessment`, `received`.
///
/// A time without a zone is civil time in the zone of the windows. A file that stands on two lines
/// with different people or times is refused, since nobody knows which holds.
package func readHandedIn(
  _ bytes: [UInt8], name: String, participants: PersonIndex?, zone: String
) -> Judged<Roster<HandedInRow>> {
  let read = RosterTable.read(bytes, name: name, columns: .handedIn)
  guard let table = read.value else { return Judged(nil, read.findings) }
  var findings = read.findings
  var seen: [String: HandedInRow] = [:]
  let roster = table.roster(&findings) { row -> HandedInRow? in
    guard let file = row.required("file") else { return nil }
    var value = HandedInRow(line: row.line, file: file)
    value.assessment = row.text("assessment")
    if row.text("participant") != nil {
      guard let person = row.person("participant", in: participants, roster: "participants")
      else { return nil }
      value.participant = person
    }
    if let text = row.text("received") {
      guard let instant = Instant(rfc3339: text) ?? Instant(civil: text, in: zone) else {
        row.find(
          "roster-bad-time", "the column \"\(row.title("received"))\" holds \"\(text.excerpt)\"",
          remedy: "write 2027-03-15 23:41 or 2027-03-15T23:41:00Z")
        return nil
      }
      value.received = instant
    }
    if let first = seen[file],
      first.participant != value.participant || first.received != value.received
    {
      row.find(
        "roster-contradiction", "\(file.escaped) stands on line \(first.line) with something else",
        remedy: "keep the line that holds and remove the other")
      return nil
    }
    seen[file] = value
    return value
  }
  return Judged(roster, findings)
}

extension RosterColumns {
  static let handedIn = RosterColumns(
    known: ["file", "participant", "assessment", "received"], required: ["file"],
    aliases: [
      "filename": "file", "file_name": "file", "path": "file", "participant_id": "participant",
      "id": "participant", "qualification": "assessment", "time": "received",
      "submitted": "received", "handed_in": "received",
    ])
}
