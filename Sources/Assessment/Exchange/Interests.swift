package import Findings

/// A declared interest: this assessor does not mark this participant.
package struct InterestRow: Sendable, Hashable {
  /// The line of the file.
  package var line: Int
  package var participant: Identifier
  package var assessor: Identifier
  /// The reason as stated; blank where none is.
  package var reason: String
}

/// Reads declared interests, `participant,assessor,reason`.
///
/// People may be named by any identifier that the indexes know; without an index any well-formed
/// id is taken.
package func readInterests(
  _ bytes: [UInt8], name: String, participants: PersonIndex?, assessors: PersonIndex?
) -> Judged<Roster<InterestRow>> {
  let read = RosterTable.read(bytes, name: name, columns: .interests)
  guard let table = read.value else { return Judged(nil, read.findings) }
  var findings = read.findings
  var lines: [[Identifier]: Int] = [:]
  var roster = table.roster(&findings) { row -> InterestRow? in
    let participant = row.person("participant", in: participants, roster: "participants")
    let assessor = row.person("assessor", in: assessors, roster: "assessors")
    guard let participant, let assessor else { return nil }
    if let first = lines[[participant, assessor]] {
      row.find(
        "roster-repeated-row", "the same pair stands on line \(first) already",
        remedy: "nothing has to be done", severity: .note)
    } else {
      lines[[participant, assessor]] = row.line
    }
    return InterestRow(
      line: row.line, participant: participant, assessor: assessor,
      reason: row.text("reason") ?? "")
  }
  roster.rows.removeAll { lines[[$0.participant, $0.assessor]] != $0.line }
  return Judged(roster, findings)
}

extension RosterColumns {
  static let interests = RosterColumns(
    known: ["participant", "assessor", "reason"], required: ["participant", "assessor"],
    aliases: ["participant_id": "participant", "assessor_id": "assessor", "marker": "assessor"])
}
