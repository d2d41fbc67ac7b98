import Assessment
import Findings
import Ledger

/// A list of what the DfE answered, as it is read and matched to entries.
struct DfEAnswerImport {
  let ledger: Ledger
  let bytes: [UInt8]
  let name: String

  func read() throws -> Judged<[NewDfEAnswer]> {
    let read = readDfEAnswers(bytes, name: name, participants: try ledger.personIndex())
    guard let roster = read.value else { return Judged(nil, read.findings) }
    let search = try EntrySearch(ledger: ledger, at: Instant(seconds: 0))
    let sent = try ledger.entriesSentToDfE()
    var findings = read.findings
    let answers = roster.rows.compactMap { row -> NewDfEAnswer? in
      let line = "\(name) line \(row.line)"
      let found = search.all(row.participant.text).value ?? []
      let meant = found.filter { $0.isMeant(by: row.assessment) && sent.contains($0.id) }
      if meant.count == 1 { return NewDfEAnswer(entry: meant[0], answer: row.value) }
      findings.append(
        meant.isEmpty
          ? Finding(
            "dfe-nothing-sent", .refused, line,
            "\(row.participant) has nothing that was for the DfE",
            remedy: "check whose answer it is")
          : Finding(
            "several-entries", .refused, line, "\(row.participant) has several entries",
            remedy: "say which in the column \"assessment\", or in \"course_identifier\""))
      return nil
    }
    return Judged(answers, findings)
  }
}

extension EntryRecord {
  /// Whether an assessment or a qualification, by any of its names, is that of the entry.
  fileprivate func isMeant(by assessment: String?) -> Bool {
    guard let text = assessment else { return true }
    return text == self.assessment || Qualification(named: text) == qualification
  }
}
