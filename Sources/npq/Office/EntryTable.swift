import Assessment
import Ledger
import Sheets

/// Entries as a table: by participant, by script code, or by both, which is the map.
struct EntryTable {
  /// By what entries are named; nil for both.
  let naming: ResultNaming?

  struct Row: Encodable {
    let participant, script: String?
    let assessment, qualification, state: String
    let flags: [String]

    init(_ standing: Standing, naming: ResultNaming?) {
      participant = naming == .script ? nil : standing.entry.person
      script = naming == .participant ? nil : standing.entry.script
      assessment = standing.entry.assessment
      qualification = standing.entry.qualification.code
      state = standing.state.rawValue
      flags = standing.entry.flags
    }
  }

  /// In the order of names, or of codes, so that no order tells the other.
  func sorted(_ standings: [Standing]) -> [Standing] {
    naming == .script ? standings.sorted { $0.entry.script < $1.entry.script } : standings
  }

  func csv(_ standings: [Standing]) -> [UInt8] {
    let left = naming == .script ? [] : ["participant", "name"]
    let middle = naming == .participant ? [] : ["script"]
    return writeCSV(
      header: left + ["assessment", "qualification", "attempt"] + middle
        + ["state", "flags", "markers"],
      rows: sorted(standings).map(cells))
  }

  private func cells(_ standing: Standing) -> [CSVCell] {
    let entry = standing.entry
    let markers = entry.markers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let left: [CSVCell] = naming == .script ? [] : [.text(entry.person), .text(entry.name)]
    let middle: [CSVCell] = naming == .participant ? [] : [.text(entry.script)]
    return left
      + [.text(entry.assessment), .text(entry.qualification.code), .number(entry.attempt)]
      + middle
      + [
        .text(standing.state.rawValue), .text(entry.flags.joined(separator: "; ")),
        .text(markers.joined(separator: ";")),
      ]
  }
}
