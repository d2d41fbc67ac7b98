import Findings
import Sheets

/// One row of a list that says something of an entry.
package struct EntryRow<Value: Sendable & Hashable>: Sendable, Hashable {
  /// The line of the file.
  package var line: Int
  package var participant: Identifier
  /// The assessment or the qualification; nil for the person's only entry.
  package var assessment: String?
  /// What the row says.
  package var value: Value
  package var category: String?
  /// Who allowed or found it.
  package var authoriser: String?
  /// Why, which assessors are never told.
  package var reason: String
  /// What stands in columns that npq does not know, by their title.
  package var extra: [String: String]
}

/// How a list about entries is read.
struct EntryList<Value: Sendable & Hashable> {
  let bytes: [UInt8]
  let name: String
  let participants: PersonIndex?
  /// The columns beside those that every such list has.
  let columns: RosterColumns

  /// Reads the rows; two rows that say different things of one `matter` are both refused, since
  /// nobody knows which holds.
  func read(
    matter: (Value) -> String = { _ in "" }, _ value: (inout RowReader) -> Value?
  ) -> Judged<Roster<EntryRow<Value>>> {
    let read = RosterTable.read(bytes, name: name, columns: columns.ofEntries)
    guard let table = read.value else { return Judged(nil, read.findings) }
    var findings = read.findings
    var seen: [String: EntryRow<Value>] = [:]
    var doubtful: Set<String> = []
    func key(_ row: EntryRow<Value>) -> String {
      "\(row.participant)\n\(row.assessment ?? "")\n\(matter(row.value))"
    }
    var roster = table.roster(&findings) { row -> EntryRow<Value>? in
      let person = row.person("participant", in: participants, roster: "participants")
      guard let value = value(&row), let person else { return nil }
      let found = EntryRow(
        line: row.line, participant: person, assessment: row.text("assessment"), value: value,
        category: row.text("category"), authoriser: row.text("authoriser"),
        reason: row.text("reason") ?? "", extra: row.extra)
      if let first = seen[key(found)] {
        row.repeats(of: person, first.line, same: first.value == value)
        if first.value != value { doubtful.insert(key(found)) }
      } else {
        seen[key(found)] = found
      }
      return found
    }
    roster.rows.removeAll { seen[key($0)]?.line != $0.line }
    roster.rows.removeAll { doubtful.contains(key($0)) }
    roster.refused += doubtful.count
    return Judged(roster, findings)
  }
}

extension RosterColumns {
  /// The columns with those that every list about entries has.
  fileprivate var ofEntries: RosterColumns {
    let every = ["participant", "assessment", "category", "authoriser", "reason"]
    let named = [
      "participant_id": "participant", "email": "participant", "e_mail": "participant",
      "email_address": "participant", "qualification": "assessment",
      "authorised_by": "authoriser", "authorizer": "authoriser",
    ]
    return RosterColumns(
      known: every + known, required: ["participant"] + required,
      aliases: named.filter { !known.contains($0.key) }.merging(aliases) { _, own in own })
  }
}

extension RowReader {
  fileprivate mutating func repeats(of person: Identifier, _ line: Int, same: Bool) {
    if same {
      find(
        "roster-repeated-row", "the same stands on line \(line) already",
        remedy: "nothing has to be done", severity: .note)
    } else {
      find(
        "roster-contradiction", "something else is said of \(person) on line \(line)",
        remedy: "keep the line that holds and remove the other")
    }
  }
}
