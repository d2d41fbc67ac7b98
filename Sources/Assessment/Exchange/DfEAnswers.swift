package import Findings
import Sheets

/// What the DfE's service answered to a request.
package struct DfEAnswer: Sendable, Hashable {
  /// How it stands.
  package enum State: String, Sendable, Hashable, CaseIterable {
    case accepted, refused
    /// The declaration was voided afterwards, and the outcome with it.
    case voided
  }

  package let state: State
  /// What it said besides.
  package let message: String
  /// The identifier that has replaced the participant's.
  package let replacedBy: String?

  package init(state: State, message: String, replacedBy: String?) {
    self.state = state
    self.message = message
    self.replacedBy = replacedBy
  }
}

/// Reads what the DfE answered: `participant` and `status`, and any of `assessment`,
/// `message` and `replaced_by`.
///
/// A status is that of HTTP, or one of the words accepted, refused and voided. One that says that
/// nothing was taken for reasons of the service or of a key is refused: it has to be posted again.
package func readDfEAnswers(
  _ bytes: [UInt8], name: String, participants: PersonIndex?
) -> Judged<Roster<EntryRow<DfEAnswer>>> {
  let columns = RosterColumns(
    known: ["status", "message", "replaced_by"], required: ["status"],
    aliases: [
      "state": "status", "code": "status", "http_status": "status", "answer": "message",
      "detail": "message", "error": "message", "errors": "message", "dfe_id": "participant",
      "participant_id": "participant", "to_participant_id": "replaced_by", "new_id": "replaced_by",
      "course_identifier": "assessment", "course": "assessment",
    ])
  return EntryList<DfEAnswer>(
    bytes: bytes, name: name, participants: participants, columns: columns
  ).read { row in
    guard let text = row.required("status"), let state = row.state(text) else { return nil }
    let replaced = row.optionalIdentifier("replaced_by")
    return DfEAnswer(
      state: state, message: row.text("message") ?? "", replacedBy: replaced?.text)
  }
}

extension RowReader {
  fileprivate mutating func state(_ text: String) -> DfEAnswer.State? {
    if let state = DfEAnswer.State(rawValue: text.lowercased()) { return state }
    let digits = text.utf8.prefix { (48...57).contains($0) }
    switch digits.count == 3 ? number(digits) : nil {
    case .some(200...299): return .accepted
    case .some(400), .some(404), .some(410), .some(422): return .refused
    case .some:
      find(
        "dfe-not-taken", "the status \(text.excerpt) says that nothing was taken",
        remedy: "post the request again, and write down what is answered then")
    case nil:
      find(
        "roster-bad-state", "the status is \"\(text.excerpt)\"",
        remedy: "write the number that the service answered, such as 200 or 422, or voided")
    }
    return nil
  }
}
