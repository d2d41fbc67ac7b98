package import Findings
import Sheets

/// Reads what a person asks by hand: a draft that may have been changed, or tables of
/// `script,assessor` and of `assessor,at least,at most`, in a CSV file or the sheets of a workbook.
package func readAllocationByHand(_ bytes: [UInt8], name: String) -> Judged<AllocationByHand> {
  let read = readTables(bytes, name: name, required: ["assessor"])
  guard let sheets = read.value else { return Judged(nil, read.findings) }
  var hand = AllocationByHand()
  var findings = read.findings
  let usable = sheets.filter { sheet in
    ["script", "at least", "at most", "at_least", "at_most"].contains(where: sheet.has)
  }
  if usable.isEmpty, let sheet = sheets.first {
    return Judged(nil, findings + [.missingColumn(name, "script", header: sheet.header)])
  }
  for sheet in usable {
    let isPlan = sheet.has("script")
    let judged = RosterTable.read(
      sheet, [], name: name, columns: isPlan ? .draftPlan : .draftLimits)
    findings += judged.findings
    guard let table = judged.value else { return Judged(nil, findings) }
    let refused = isPlan ? table.read(into: &hand, &findings) : table.limits(&hand, &findings)
    if refused { return Judged(nil, findings) }
  }
  return Judged(hand, findings)
}

extension RosterTable {
  /// Reads the markings of a draft or plan; true where a row is refused.
  fileprivate func read(into hand: inout AllocationByHand, _ findings: inout [Finding]) -> Bool {
    var before: [AllocationMarking] = []
    var pins: [AllocationMarking] = []
    let rows = roster(&findings) { row -> Bool? in
      let marking = row.wholeNumber("marking", in: 1...9) ?? 0
      guard let script = row.identifier("script") else { return nil }
      // Nobody stands there: anybody may get it.
      guard row.text("assessor") != nil else { return true }
      guard let assessor = row.identifier("assessor") else { return nil }
      let entry = AllocationMarking(
        script: script.text, assessor: assessor.text, marking: marking)
      let given = row.text("given")
      if row.text("keep") != nil || given != nil && given != assessor.text {
        pins.append(entry)
      } else {
        before.append(entry)
      }
      return true
    }
    hand.before += before
    hand.pins += pins
    return rows.refused > 0
  }

  /// Reads the limits that were set by hand; true where a row is refused.
  fileprivate func limits(_ hand: inout AllocationByHand, _ findings: inout [Finding]) -> Bool {
    let rows = roster(&findings) { row -> AllocationLimit? in
      guard let assessor = row.identifier("assessor") else { return nil }
      return AllocationLimit(
        assessor: assessor.text, minimum: row.wholeNumber("at_least", in: 0...1_000_000),
        capacity: row.wholeNumber("at_most", in: 0...1_000_000))
    }
    hand.limits += rows.rows.filter { $0.minimum != nil || $0.capacity != nil }
    return rows.refused > 0
  }
}

extension RosterColumns {
  fileprivate static let draftPlan = RosterColumns(
    known: ["script", "assessor", "marking", "given", "keep"], required: ["script", "assessor"],
    aliases: [:])
  fileprivate static let draftLimits = RosterColumns(
    known: ["assessor", "at_least", "at_most"], required: ["assessor"], aliases: [:])
}
