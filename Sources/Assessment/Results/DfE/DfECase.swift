package import Findings

/// A released result with everything that decides what the DfE is sent.
package struct DfECase: Sendable {
  /// What the DfE has of the person for this qualification.
  package enum Declared: Sendable, Hashable {
    case no
    /// A declaration is accepted; the outcome that stands there, where it is known.
    case yes(last: Outcome?)
    /// Something was sent, and what was answered is not known.
    case unknown
  }

  /// An outcome as the DfE has it.
  package struct Outcome: Sendable, Hashable {
    package let passed: Bool
    /// The day, as `yyyy-mm-dd`.
    package let day: String

    package init(passed: Bool, day: String) {
      self.passed = passed
      self.day = day
    }
  }

  /// Whom it is about, for findings.
  package let subject: String
  package let qualification: Qualification
  package let met: Bool
  /// When the result was released.
  package let released: Instant
  package var participant: String?
  /// The cohort as the roster names it, such as `2026` or `2026b`.
  package var cohort: String?
  /// The schedule, such as `npq-specialist-autumn`.
  package var schedule: String?
  package var partner: String?
  package var secondaryPartner: String?
  package var isOverseas = false
  package var declared = Declared.no

  package init(subject: String, qualification: Qualification, met: Bool, released: Instant) {
    self.subject = subject
    self.qualification = qualification
    self.met = met
    self.released = released
  }
}

extension DfECase {
  /// The request to be posted, checked by the service's own rules; nil, with what is found, where
  /// none can or need be.
  package func payload(at now: Instant) throws -> Judged<DfEPayload> {
    func hold(_ code: String, _ message: String, _ remedy: String) -> Judged<DfEPayload> {
      Judged(nil, [Finding(code, .warning, subject, message, remedy: remedy)])
    }
    guard let participant, isUUID(participant) else {
      return hold(
        "dfe-participant", "has no DfE id, so that nothing can be posted",
        "put it into the column dfe_id of the roster, import that, and publish --release again")
    }
    guard let course = qualification.courseIdentifier else {
      return hold(
        "dfe-course", "is for \(qualification.code), which the DfE's service does not take",
        "nothing has to be done")
    }
    // The service's clock is UTC: a day that has only begun in London lies in its future.
    let day = released.civil(in: "UTC").day.description
    let payload: DfEPayload
    switch declared {
    case .unknown:
      return hold(
        "dfe-unanswered", "was sent to the DfE before, and what it answered is not known",
        "npq import dfe-answers, and publish --release again")
    case .no:
      let body = CompletedDeclaration(
        attributes: .init(
          participantID: participant, declarationDate: released.description,
          courseIdentifier: course, hasPassed: met, deliveryPartnerID: partner,
          secondaryDeliveryPartnerID: secondaryPartner))
      payload = DfEPayload(kind: .declaration, participant: participant, body: try body.json())
    case .yes:
      let body = ConfirmedOutcome(
        attributes: .init(
          courseIdentifier: course, state: met ? "passed" : "failed", completionDate: day))
      payload = DfEPayload(kind: .outcome, participant: participant, body: try body.json())
    }
    let faults = rules(at: now).faults(in: payload, subject: subject)
    return Judged(faults.isEmpty ? payload : nil, faults)
  }

  /// The service's rules as they stand for this person.
  package func rules(at now: Instant) -> DfERules {
    DfERules(
      now: now, declared: declared, needsPartner: !isOverseas && (cohortYear ?? 2024) >= 2024,
      startsOn: scheduleStart)
  }

  /// The year of the cohort; cohorts are called by the years 2021 to 2029, some with a letter.
  private var cohortYear: Int? {
    guard let cohort else { return nil }
    let runs = cohort.utf8.split { !(48...57).contains($0) }.compactMap { number($0) }
    return runs.first { (2021...2029).contains($0) }
  }

  /// When the schedule nominally begins: autumn on 1 October of the cohort's year, spring on
  /// 1 January after it (npq-registration, factories of schedules).
  private var scheduleStart: CivilDate? {
    guard let year = cohortYear, let schedule = schedule?.lowercased() else { return nil }
    if schedule.hasSuffix("autumn") { return CivilDate(year: year, month: 10, day: 1) }
    if schedule.hasSuffix("spring") { return CivilDate(year: year + 1, month: 1, day: 1) }
    return nil
  }
}
