package import Findings
import Sheets

/// One row of the assessors' roster.
package struct AssessorRow: Sendable, Hashable {
  /// The line of the file.
  package var line: Int
  package var id: Identifier
  package var name: String?
  package var email: String?
  /// The qualifications that they mark, the one that they know best first.
  package var qualifications: [Qualification]
  /// The most markings that they take.
  package var capacity: Int
  /// The fewest markings that they were promised.
  package var minimum: Int
  package var school: String?
  package var urn: String?
  package var trust: String?
  package var partner: String?
  package var phase: SchoolPhase?
  /// Their lead's id or name.
  package var lead: String?
  /// The first day on which they mark.
  package var from: CivilDate?
  /// The last day on which they mark.
  package var until: CivilDate?
  /// What stands in columns that npq does not know, by their title.
  package var extra: [String: String]
}

/// Reads an assessors' roster: `id`, `qualifications`, `capacity` and any of the columns that
/// `cli.md` lists; several qualifications are parted by `;`.
package func readAssessors(_ bytes: [UInt8], name: String) -> Judged<Roster<AssessorRow>> {
  let read = RosterTable.read(bytes, name: name, columns: .assessors)
  guard let table = read.value else { return Judged(nil, read.findings) }
  var findings = read.findings
  var lines: [Identifier: Int] = [:]
  let roster = table.roster(&findings) { row -> AssessorRow? in
    guard let assessor = assessor(&row) else { return nil }
    if let first = lines[assessor.id] {
      row.find(
        "roster-duplicate-id", "the id \(assessor.id) stands on line \(first) already",
        remedy: "remove one of the two lines, or give the other person another id")
    } else {
      lines[assessor.id] = row.line
    }
    return assessor
  }
  return Judged(roster, findings)
}

extension RosterColumns {
  static let assessors = RosterColumns(
    known: [
      "id", "name", "email", "qualifications", "capacity", "minimum", "school", "urn", "trust",
      "partner", "phase", "lead", "from", "until",
    ],
    required: ["id", "qualifications", "capacity"],
    aliases: [
      "assessor": "id", "assessor_id": "id", "marker": "id", "full_name": "name",
      "e_mail": "email", "email_address": "email", "qualification": "qualifications",
      "most": "capacity", "maximum": "capacity", "fewest": "minimum", "school_name": "school",
      "school_urn": "urn", "trust_name": "trust", "delivery_partner": "partner",
      "team_leader": "lead",
    ])
}

private func assessor(_ row: inout RowReader) -> AssessorRow? {
  let id = row.identifier("id")
  let qualifications = row.qualifications()
  let hasCapacity = row.required("capacity") != nil
  let capacity = row.wholeNumber("capacity", in: 0...100_000)
  let minimum = row.wholeNumber("minimum", in: 0...100_000) ?? 0
  let email = row.email("email")
  let phase = row.phase("phase")
  let from = row.day("from")
  let until = row.day("until")
  if let capacity, minimum > capacity {
    row.find(
      "roster-minimum-over-capacity",
      "the minimum \(minimum) is more than the capacity \(capacity)",
      remedy: "lower the minimum or raise the capacity")
  }
  if let from, let until, until < from {
    row.find(
      "roster-dates-reversed", "the last day \(until) comes before the first day \(from)",
      remedy: "correct one of the two dates")
  }
  guard hasCapacity, let id, let qualifications, let capacity else { return nil }
  return AssessorRow(
    line: row.line, id: id, name: row.text("name"), email: email, qualifications: qualifications,
    capacity: capacity, minimum: minimum, school: row.text("school"), urn: row.text("urn"),
    trust: row.text("trust"), partner: row.text("partner"), phase: phase, lead: row.text("lead"),
    from: from, until: until, extra: row.extra)
}

extension RowReader {
  fileprivate mutating func qualifications() -> [Qualification]? {
    guard let text = required("qualifications") else { return nil }
    var list: [Qualification] = []
    var sound = true
    for part in text.utf8.split(whereSeparator: { ";,".utf8.contains($0) }) {
      let word = String(decoding: Array(part), as: UTF8.self).trimmed
      guard !word.isEmpty else { continue }
      guard let found = qualification(word, "qualifications") else {
        sound = false
        continue
      }
      if !list.contains(found) { list.append(found) }
    }
    return sound && !list.isEmpty ? list : nil
  }
}
