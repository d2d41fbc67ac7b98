package import Findings

/// The rules by which the DfE's service for NPQs takes or refuses a request, as its code has them.
///
/// Source: DFE-Digital/npq-registration, `app/services/participant_outcomes/create.rb`,
/// `app/services/declarations/create.rb`, `public/api/docs/v3/swagger.yaml` and
/// `config/locales/en.yml`. Its OpenAPI document cannot be used as a schema as it stands: it has
/// `required: true` inside properties.
package struct DfERules: Sendable {
  package let now: Instant
  package let declared: DfECase.Declared
  /// Whether a declaration has to name a delivery partner: from the cohort of 2024, unless overseas.
  package let needsPartner: Bool
  /// The first day of the schedule, where it is known.
  package let startsOn: CivilDate?

  package init(
    now: Instant, declared: DfECase.Declared, needsPartner: Bool, startsOn: CivilDate?
  ) {
    self.now = now
    self.declared = declared
    self.needsPartner = needsPartner
    self.startsOn = startsOn
  }

  /// Everything for which the service would refuse the request, or pass over it.
  package func faults(in payload: DfEPayload, subject: String) -> [Finding] {
    var reading = DfEReading(subject: subject)
    switch payload.kind {
    case .declaration: check(declaration: payload, &reading)
    case .outcome: check(outcome: payload, &reading)
    }
    return reading.findings
  }

  private func check(declaration payload: DfEPayload, _ reading: inout DfEReading) {
    if case .yes = declared {
      reading.find(
        "dfe-declared", "has a completed declaration already", "post an outcome instead")
    }
    let required: Set = [
      "participant_id", "declaration_type", "declaration_date", "course_identifier", "has_passed",
    ]
    guard
      let attributes = reading.attributes(
        of: payload.body, type: "participant-declaration", required: required,
        optional: ["delivery_partner_id", "secondary_delivery_partner_id"])
    else { return }
    let participant = attributes["participant_id"]?.text
    reading.check(participant: participant ?? "")
    if participant != payload.participant {
      reading.find("dfe-participant", "is about somebody else", "make the request anew")
    }
    if attributes["declaration_type"]?.text != "completed" {
      reading.find("dfe-shape", "has no declaration type \"completed\"", "make the request anew")
    }
    reading.check(course: attributes["course_identifier"])
    check(declarationDate: attributes["declaration_date"]?.text ?? "", &reading)
    let passed = attributes["has_passed"]
    if passed?.flag == nil, !["true", "false"].contains(passed?.text) {
      reading.find(
        "dfe-passed", "does not say with true or false whether the person has passed",
        "make the request anew")
    }
    check(partner: attributes["delivery_partner_id"], isNeeded: needsPartner, &reading)
    check(partner: attributes["secondary_delivery_partner_id"], isNeeded: false, &reading)
  }

  private func check(outcome payload: DfEPayload, _ reading: inout DfEReading) {
    reading.check(participant: payload.participant)
    guard
      let attributes = reading.attributes(
        of: payload.body, type: "npq-outcome-confirmation",
        required: ["course_identifier", "state", "completion_date"], optional: [])
    else { return }
    let state = attributes["state"]?.text
    if state != "passed", state != "failed" {
      reading.find(
        "dfe-state", "has a state that is neither passed nor failed",
        "an outcome is taken back by voiding its declaration")
    }
    reading.check(course: attributes["course_identifier"])
    let day = attributes["completion_date"]?.text ?? ""
    if let date = CivilDate(day) {
      if date > now.civil(in: "UTC").day {
        reading.find("dfe-date", "has a day that lies in the future, \(day)", "post it on that day")
      }
    } else {
      reading.find("dfe-date", "has no day in the form yyyy-mm-dd", "make the request anew")
    }
    guard case .yes(let last) = declared else {
      return reading.find(
        "dfe-declaration-missing",
        "has no completed declaration, without which there is no outcome",
        "post the declaration first, and import what was answered")
    }
    // An outcome like the last one makes nothing new, nor does a pass after a pass on another day.
    if let last, last.passed == (state == "passed"), last.passed || last.day == day {
      reading.find(
        "dfe-no-change", "is with the DfE already as \(last.passed ? "passed" : "failed")",
        "nothing has to be posted", .note)
    }
  }

  private func check(declarationDate text: String, _ reading: inout DfEReading) {
    guard Self.isTime(text), let time = Instant(rfc3339: text) ?? Instant(rfc3339: text + "Z")
    else {
      return reading.find(
        "dfe-date", "has no time in the form of RFC 3339", "make the request anew")
    }
    if time > now {
      reading.find("dfe-date", "has a time that lies in the future, \(text)", "post it after that")
    }
    if let startsOn, time.civil(in: "UTC").day < startsOn {
      reading.find(
        "dfe-date", "lies before the start of the schedule, \(startsOn)",
        "check the cohort and schedule of the roster")
    }
  }

  private func check(partner: StrictJSON?, isNeeded: Bool, _ reading: inout DfEReading) {
    guard let partner else {
      guard isNeeded else { return }
      return reading.find(
        "dfe-partner", "names no delivery partner, which cohorts from 2024 need",
        "put the partner's DfE id into the column delivery_partner_id of the roster, or yes into "
          + "overseas")
    }
    if !isUUID(partner.text ?? "") {
      reading.find(
        "dfe-partner", "names a delivery partner by something that is no DfE id",
        "put the partner's DfE id into the column delivery_partner_id of the roster")
    }
  }

  /// `\A\d{4}-\d{2}-\d{2}T\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d(:?\d\d)?)?\z`, as the service has it.
  private static func isTime(_ text: String) -> Bool {
    text.wholeMatch(
      of:
        /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.,][0-9]+)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?/
    ) != nil
  }
}
