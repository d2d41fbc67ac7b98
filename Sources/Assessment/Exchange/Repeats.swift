import Findings

/// Leaves out rows that stand for an entry already read, and rows that give one person two faces
/// or two people one.
///
/// Where two lines contradict each other both are left out, since nobody knows which holds.
func refuseRepeats(
  in roster: inout Roster<ParticipantRow>, name: String, findings: inout [Finding]
) {
  var repeats = Repeats(roster.rows, name: name)
  for place in roster.rows.indices { repeats.take(place) }
  findings += repeats.findings
  let refused = repeats.refused
  guard !refused.isEmpty else { return }
  roster.rows.removeAll { refused.contains($0.line) }
  roster.refused += refused.count
}

private struct Repeats {
  let rows: [ParticipantRow]
  let name: String
  var findings: [Finding] = []
  /// The lines that are left out.
  var refused: Set<Int> = []
  private var entries: [Entry: Int] = [:]
  /// The places of the rows in which a person and an identifier first stand.
  private var people: [Identifier: Int32] = [:]
  private var owners: [String: Int32] = [:]

  init(_ rows: [ParticipantRow], name: String) {
    self.rows = rows
    self.name = name
  }

  private struct Entry: Hashable {
    let id: Identifier
    let assessment: Identifier
    let qualification: Qualification
  }

  mutating func take(_ place: Int) {
    takeEntry(rows[place])
    takePerson(place)
    takeIdentifiers(place)
  }

  private mutating func takeEntry(_ row: ParticipantRow) {
    let entry = Entry(id: row.id, assessment: row.assessment, qualification: row.qualification)
    guard let first = entries[entry] else {
      entries[entry] = row.line
      return
    }
    refused.insert(row.line)
    find(
      "roster-duplicate-id", .refused, row,
      "the id \(row.id) stands for \(row.qualification.code) on line \(first) already",
      remedy: "remove one of the two lines, or correct the id or the qualification")
  }

  private mutating func takePerson(_ place: Int) {
    let row = rows[place]
    guard let first = people[row.id].map({ rows[Int($0)] }) else {
      people[row.id] = Int32(place)
      return
    }
    let facts: [(String, String?, String?)] = [
      ("name", first.name, row.name), ("TRN", first.trn, row.trn),
      ("DfE id", first.dfeID?.text.lowercased(), row.dfeID?.text.lowercased()),
      ("e-mail address", first.email?.lowercased(), row.email?.lowercased()),
    ]
    let different = facts.filter { $0.1 != nil && $0.2 != nil && $0.1 != $0.2 }.map(\.0)
    guard !different.isEmpty else { return }
    refused.formUnion([first.line, row.line])
    find(
      "roster-two-people", .refused, row,
      "the id \(row.id) has another \(different.joined(separator: " and ")) than on line \(first.line)",
      remedy: "give two people two ids, or make the lines agree if they are one person")
  }

  /// The DfE's and the platform's numbers belong to one person and are refused on a second id; an
  /// address or a login is sometimes shared, and then only cannot tell two people apart.
  private mutating func takeIdentifiers(_ place: Int) {
    let row = rows[place]
    let identifiers: [(String, String?, Finding.Severity)] = [
      ("DfE id", row.dfeID?.text.lowercased(), .refused), ("TRN", row.trn, .refused),
      ("platform id", row.lmsID?.text, .refused),
      ("e-mail address", row.email?.lowercased(), .warning),
      ("login", row.lmsLogin?.text.lowercased(), .warning),
    ]
    for (what, value, severity) in identifiers {
      guard let value else { continue }
      guard let owner = owners["\(what) \(value)"].map({ rows[Int($0)] }) else {
        owners["\(what) \(value)"] = Int32(place)
        continue
      }
      guard owner.id != row.id else { continue }
      if severity == .refused { refused.formUnion([owner.line, row.line]) }
      find(
        "roster-shared-identifier", severity, row,
        "\(row.id) has the same \(what) as \(owner.id) on line \(owner.line)",
        remedy: severity == .refused
          ? "correct one of them, or give both lines the same id if they are one person"
          : "correct one of them; until then the \(what) cannot tell the two apart")
    }
  }

  private mutating func find(
    _ code: String, _ severity: Finding.Severity, _ row: ParticipantRow, _ message: String,
    remedy: String
  ) {
    findings.append(
      Finding(code, severity, "\(name) line \(row.line)", message, remedy: remedy))
  }
}
