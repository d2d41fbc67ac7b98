package import Assessment
import GRDB

/// What a lead decided about an assessor in one qualification, and why.
package struct StandardDecision {
  let kind: StandardStanding.LeadDecision
  let standard: AssessorStandard
  let reason: String
  /// Who decided, where it was not who records it.
  let decider: String?

  package init(
    _ kind: StandardStanding.LeadDecision, about standard: AssessorStandard, reason: String,
    decider: String? = nil
  ) {
    self.kind = kind
    self.standard = standard
    self.reason = reason
    self.decider = decider
  }
}

extension Ledger {
  /// Records what leads decided about assessors: all or nothing.
  ///
  /// It stands above every rule until the next decision. An approval also begins the charts anew:
  /// what was marked before it is settled.
  package func decide(_ decisions: [StandardDecision], act: Act) throws {
    try step(act) { database in
      for decision in decisions {
        let act = act.decided(by: decision.decider)
        let standard = decision.standard
        let facts = [
          "decision": decision.kind.rawValue, "assessment": standard.assessment,
          "qualification": standard.qualification.code,
          "instead of": "\(standard.standing.state.rawValue): \(standard.standing.rule)",
        ]
        let event = try database.append(
          NewEvent(subject: standard.assessor.id, facts: facts, texts: ["reason": decision.reason]),
          act)
        try database.executeRepeated(
          sql: """
            INSERT INTO approval (assessor, assessment, qualification, decision, decided, event)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            standard.assessor.id, standard.assessment, standard.qualification.code,
            decision.kind.rawValue, act.time.seconds, event,
          ])
      }
    }
  }
}

extension Database {
  /// The last decision of a lead, by assessor, assessment and qualification, and when they approved
  /// last.
  func leadDecisions() throws
    -> [String: (decision: StandardStanding.LeadDecision, approved: Instant?)]
  {
    var decisions: [String: (decision: StandardStanding.LeadDecision, approved: Instant?)] = [:]
    let rows = try Row.fetchCursor(self, sql: "SELECT * FROM approval ORDER BY id")
    while let row = try rows.next() {
      let id: Int = row["id"]
      guard let decision = StandardStanding.LeadDecision(rawValue: row["decision"]) else {
        throw LedgerError.damaged("approval \(id)")
      }
      let assessor: String = row["assessor"]
      let assessment: String = row["assessment"]
      let qualification: String = row["qualification"]
      let key = "\(assessor)/\(assessment)/\(qualification)"
      let approved = decision == .approve ? Instant(seconds: row["decided"]) : nil
      decisions[key] = (decision, approved ?? decisions[key]?.approved)
    }
    return decisions
  }
}
