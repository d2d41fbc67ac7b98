package import Findings
import Sheets

/// A later close for one participant in one assessment.
package struct ExtensionRow: Sendable, Hashable {
  /// The line of the file.
  package var line: Int
  package var participant: Identifier
  package var assessment: Identifier
  /// A day closes at the window's own closing minute.
  package var closes: DayOrInstant
  package var category: String
  /// Who allowed it.
  package var authoriser: String
  /// When it was recorded elsewhere; nil where the file does not say.
  package var recorded: DayOrInstant?
}

/// Reads extensions, `participant,assessment,closes,category,authoriser,recorded`.
///
/// A blank assessment stands for the only one of the series. Reasons have no column, since they
/// are shown to nobody.
package func readExtensions(
  _ bytes: [UInt8], name: String, participants: PersonIndex?, assessments: [Identifier]
) -> Judged<Roster<ExtensionRow>> {
  let read = RosterTable.read(bytes, name: name, columns: .extensions)
  guard let table = read.value else { return Judged(nil, read.findings) }
  var findings = read.findings
  var seen: [[Identifier]: ExtensionRow] = [:]
  var doubtful: Set<[Identifier]> = []
  var roster = table.roster(&findings) { row -> ExtensionRow? in
    guard let value = extensionRow(&row, participants, assessments) else { return nil }
    let key = [value.participant, value.assessment]
    if let first = seen[key] {
      row.repeats(value, first)
      if value.closes != first.closes { doubtful.insert(key) }
    } else {
      seen[key] = value
    }
    return value
  }
  roster.rows.removeAll { seen[[$0.participant, $0.assessment]] != $0 }
  // Where two lines contradict each other nobody knows which holds.
  roster.rows.removeAll { doubtful.contains([$0.participant, $0.assessment]) }
  roster.refused += doubtful.count
  return Judged(roster, findings)
}

extension RosterColumns {
  static let extensions = RosterColumns(
    known: ["participant", "assessment", "closes", "category", "authoriser", "recorded"],
    required: ["participant", "closes", "category", "authoriser"],
    aliases: [
      "participant_id": "participant", "until": "closes", "new_deadline": "closes",
      "authorised_by": "authoriser", "authorizer": "authoriser", "recorded_at": "recorded",
    ])
}

private func extensionRow(
  _ row: inout RowReader, _ participants: PersonIndex?, _ assessments: [Identifier]
) -> ExtensionRow? {
  let participant = row.person("participant", in: participants, roster: "participants")
  let assessment = row.assessment(of: assessments)
  let hasCloses = row.required("closes") != nil
  let closes = row.dayOrInstant("closes")
  let category = row.required("category")
  let authoriser = row.required("authoriser")
  let recorded = row.dayOrInstant("recorded")
  guard hasCloses, let participant, let assessment, let closes, let category, let authoriser
  else { return nil }
  return ExtensionRow(
    line: row.line, participant: participant, assessment: assessment, closes: closes,
    category: category, authoriser: authoriser, recorded: recorded)
}

extension RowReader {
  fileprivate mutating func assessment(of known: [Identifier]) -> Identifier? {
    let ids = known.sorted().map(\.text).joined(separator: ", ")
    guard let text = text("assessment") else {
      if known.count == 1 { return known[0] }
      find(
        "roster-no-assessment", "the row does not say for which assessment it is",
        remedy: "fill in the column \"assessment\" with one of \(ids)")
      return nil
    }
    guard let found = known.first(where: { $0.text == text }) else {
      find(
        "roster-unknown-assessment", "the series has no assessment \"\(text.excerpt)\"",
        remedy: "use one of \(ids)")
      return nil
    }
    return found
  }

  fileprivate mutating func repeats(_ value: ExtensionRow, _ first: ExtensionRow) {
    if value.closes == first.closes {
      find(
        "roster-repeated-row", "the same extension stands on line \(first.line) already",
        remedy: "nothing has to be done", severity: .note)
    } else {
      find(
        "roster-contradiction",
        "\(value.participant) is given another close on line \(first.line)",
        remedy: "keep the line that holds and remove the other")
    }
  }
}
