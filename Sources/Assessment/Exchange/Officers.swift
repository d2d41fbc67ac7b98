package import Findings
import Sheets

/// Somebody who may release results.
package struct OfficerRow: Sendable, Hashable {
  /// The name as `--as` gives it.
  package var name: String
  package var email: String?
}

/// Reads a list of officers: `name` and, where it is known, `email`.
package func readOfficers(_ bytes: [UInt8], name: String) -> Judged<Roster<OfficerRow>> {
  let columns = RosterColumns(
    known: ["name", "email"], required: ["name"],
    aliases: ["officer": "name", "e_mail": "email", "email_address": "email"])
  let read = RosterTable.read(bytes, name: name, columns: columns)
  guard let table = read.value else { return Judged(nil, read.findings) }
  var findings = read.findings
  var seen: [String: Int] = [:]
  let roster = table.roster(&findings) { row -> OfficerRow? in
    let email = row.email("email")
    guard let name = row.required("name") else { return nil }
    if let line = seen.updateValue(row.line, forKey: name) {
      row.find(
        "roster-duplicate-id", "the same name stands on line \(line) already",
        remedy: "keep one of the lines")
    }
    return OfficerRow(name: name, email: email)
  }
  return Judged(roster, findings)
}
