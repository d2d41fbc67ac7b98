package import Findings
import Sheets

/// Reads the scripts to be shared out: `script`, `qualification` and any of `school`, `urn`,
/// `trust`, `partner`, `phase`, `tutor` and `markings`.
package func readAllocationScripts(
  _ bytes: [UInt8], name: String
) -> Judged<[AllocationScript]> {
  read(bytes, name, .allocationScripts) { row in
    let phase = row.phase("phase")
    let markings = row.wholeNumber("markings", in: 1...9)
    guard let id = row.identifier("script"), let text = row.required("qualification") else {
      return nil
    }
    return AllocationScript(
      id: id.text, qualification: code(text), school: row.text("school"), urn: row.text("urn"),
      trust: row.text("trust"), partner: row.text("partner"), phase: phase,
      tutor: row.text("tutor"), markings: markings)
  }
}

/// Reads the assessors: `assessor`, `qualifications` parted by `;`, the best known first,
/// `capacity` and any of `minimum`, `name`, `email`, `school`, `urn`, `trust`, `partner`, `phase`,
/// `from` and `until`.
package func readAllocationAssessors(
  _ bytes: [UInt8], name: String
) -> Judged<[AllocationAssessor]> {
  read(bytes, name, .allocationAssessors) { row in
    let phase = row.phase("phase")
    let minimum = row.wholeNumber("minimum", in: 0...1_000_000) ?? 0
    let (from, until) = (row.day("from"), row.day("until"))
    guard let id = row.identifier("assessor"), let text = row.required("qualifications"),
      row.required("capacity") != nil,
      let capacity = row.wholeNumber("capacity", in: 0...1_000_000)
    else { return nil }
    let words = text.utf8.split(separator: UInt8(ascii: ";"))
      .map { String(decoding: Array($0), as: UTF8.self).trimmed }
    return AllocationAssessor(
      id: id.text, qualifications: words.filter { !$0.isEmpty }.map(code), capacity: capacity,
      minimum: minimum, school: row.text("school"), urn: row.text("urn"),
      trust: row.text("trust"), partner: row.text("partner"), phase: phase,
      name: row.text("name"), email: row.text("email"), from: from, until: until)
  }
}

/// Reads declared interests: `script`, `assessor` and `reason`.
package func readAllocationInterests(
  _ bytes: [UInt8], name: String
) -> Judged<[AllocationInterest]> {
  read(bytes, name, .allocationInterests) { row in
    guard let script = row.identifier("script"), let assessor = row.identifier("assessor") else {
      return nil
    }
    return AllocationInterest(
      script: script.text, assessor: assessor.text, reason: row.text("reason") ?? "")
  }
}

/// Reads a plan, or pins: `script`, `assessor` and, where it is known, `marking`.
package func readAllocationPlan(
  _ bytes: [UInt8], name: String
) -> Judged<[AllocationMarking]> {
  read(bytes, name, .allocationPlan) { row in
    let marking = row.wholeNumber("marking", in: 1...9) ?? 0
    guard let script = row.identifier("script"), let assessor = row.identifier("assessor") else {
      return nil
    }
    return AllocationMarking(script: script.text, assessor: assessor.text, marking: marking)
  }
}

/// A plan as a table: `script`, `assessor` and `marking`.
package func writeAllocationPlan(_ plan: AllocationPlan) -> [UInt8] {
  writeCSV(
    header: ["script", "assessor", "marking"],
    rows: plan.markings.map { [.text($0.script), .text($0.assessor), .number($0.marking)] })
}

/// Reads a table row by row; the value is nil where a row is refused, since a plan that leaves
/// somebody out is no plan.
private func read<Row: Sendable>(
  _ bytes: [UInt8], _ name: String, _ columns: RosterColumns, _ row: (inout RowReader) -> Row?
) -> Judged<[Row]> {
  let judged = RosterTable.read(bytes, name: name, columns: columns)
  guard let table = judged.value else { return Judged(nil, judged.findings) }
  var findings = judged.findings
  let roster = table.roster(&findings, body: row)
  return Judged(roster.refused == 0 ? roster.rows : nil, findings)
}

/// The code of a qualification, however it is written; any other word stands for itself.
private func code(_ text: String) -> String {
  Qualification(named: text)?.code ?? text
}

extension RosterColumns {
  private static let place = ["school", "urn", "trust", "partner", "phase"]
  private static let placeAliases = [
    "school_name": "school", "school_urn": "urn", "trust_name": "trust",
    "delivery_partner": "partner",
  ]
  fileprivate static let allocationScripts = RosterColumns(
    known: ["script", "qualification", "tutor", "markings"] + place,
    required: ["script", "qualification"],
    aliases: placeAliases.merging(
      ["id": "script", "participant": "script", "facilitator": "tutor"]) { $1 })
  fileprivate static let allocationAssessors = RosterColumns(
    known: ["assessor", "qualifications", "capacity", "minimum", "name", "email", "from", "until"]
      + place,
    required: ["assessor", "qualifications", "capacity"],
    aliases: placeAliases.merging(["id": "assessor", "qualification": "qualifications"]) { $1 })
  fileprivate static let allocationInterests = RosterColumns(
    known: ["script", "assessor", "reason"], required: ["script", "assessor"],
    aliases: ["participant": "script"])
  fileprivate static let allocationPlan = RosterColumns(
    known: ["script", "assessor", "marking"], required: ["script", "assessor"], aliases: [:])
}
