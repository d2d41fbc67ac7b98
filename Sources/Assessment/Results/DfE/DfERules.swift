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

/// Reads one request, gathering what is wrong with it.
private struct DfEReading {
  let subject: String
  private(set) var findings: [Finding] = []

  init(subject: String) { self.subject = subject }

  mutating func find(
    _ code: String, _ message: String, _ remedy: String, _ severity: Finding.Severity = .warning
  ) {
    findings.append(Finding(code, severity, subject, message, remedy: remedy))
  }

  /// The attributes of a request, which has just the keys that it may have.
  mutating func attributes(
    of body: [UInt8], type: String, required: Set<String>, optional: Set<String>
  ) -> StrictJSON? {
    guard let json = try? StrictJSON(body), Self.keys(json) == ["data"], let data = json["data"],
      Self.keys(data) == ["attributes", "type"], data["type"]?.text == type,
      let attributes = data["attributes"], let keys = Self.keys(attributes)
    else {
      find("dfe-shape", "is no request of the type \(type)", "make the request anew")
      return nil
    }
    for key in required.subtracting(keys).sorted() {
      find("dfe-shape", "lacks \(key)", "make the request anew")
    }
    for key in Set(keys).subtracting(required).subtracting(optional).sorted() {
      find("dfe-shape", "has \(key.escaped), which is not taken", "make the request anew")
    }
    return attributes
  }

  private static func keys(_ json: StrictJSON) -> [String]? { json.members?.map(\.key).sorted() }

  mutating func check(participant: String) {
    guard !isUUID(participant) else { return }
    find(
      "dfe-participant", "has no DfE id in its form of 36 signs",
      "put it into the column dfe_id of the roster")
  }

  /// The ten qualifications; coaching offers have neither declaration nor outcome of this kind.
  mutating func check(course: StrictJSON?) {
    guard let text = course?.text else {
      return find("dfe-course", "names no course", "make the request anew")
    }
    guard !Qualification.allCases.contains(where: { $0.courseIdentifier == text }) else { return }
    find("dfe-course", "names a course that the service does not know", "check the qualification")
  }
}

/// Whether a text is a UUID in its usual form.
func isUUID(_ text: String) -> Bool {
  let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  return parts.map(\.count) == [8, 4, 4, 4, 12]
    && parts.joined().allSatisfy { byte in
      (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
    }
}
