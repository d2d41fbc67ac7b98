import Assessment
import Findings
import Foundation
import Testing

private let now = Instant(rfc3339: "2027-06-07T08:20:00Z") ?? Instant(seconds: 0)
private let person = "6cc135e8-72bc-46f2-8047-551f926a11ed"
private let partner = "3c1a6c4e-0d0b-4c57-9f0e-6a1f1b7f2d11"

private func result(met: Bool = true, at time: Instant = now) -> DfECase {
  var item = DfECase(subject: "p1", qualification: .npqsl, met: met, released: time)
  item.participant = person
  item.partner = partner
  item.cohort = "2025"
  return item
}

private func codes(_ findings: [Finding]) -> [String] { findings.map(\.code) }

/// The service's rules (npq-registration at 9e9784a8: its OpenAPI document, `create.rb` of
/// declarations and outcomes, and `en.yml`), each with the request that breaks it.
@Suite struct DfERequests {
  /// A change of a good declaration, and what is found in it.
  static let declarations: [(from: String, to: String, code: String)] = [
    // `data`, and `type` and `attributes` in it; "correct json data structure required".
    ("{\"data\"", "{\"dat\"", "dfe-shape"),
    ("participant-declaration", "participant-declarations", "dfe-shape"),
    (",\"type\":\"participant-declaration\"", "", "dfe-shape"),
    ("{\"attributes\"", "{\"id\":\"1\",\"attributes\"", "dfe-shape"),
    // `additionalProperties: false`.
    ("\"declaration_type\"", "\"trn\":\"1234567\",\"declaration_type\"", "dfe-shape"),
    // "The property '#/declaration_type' must be a valid declaration type".
    ("\"completed\"", "\"started\"", "dfe-shape"),
    // "The property '#/participant_id' must be a valid Participant ID".
    (person, "1234504", "dfe-participant"),
    (person, partner, "dfe-participant"),
    // "The entered '#/course_identifier' is not recognised".
    ("npq-senior-leadership", "npq-early-headship-coaching-offer", "dfe-course"),
    ("npq-senior-leadership", "NPQSL", "dfe-course"),
    ("\"npq-senior-leadership\"", "null", "dfe-course"),
    // "Enter a valid RFC3339 '#/declaration_date'".
    ("2027-06-07T08:20:00Z", "2027-06-07", "dfe-date"),
    ("2027-06-07T08:20:00Z", "07/06/2027 08:20", "dfe-date"),
    ("2027-06-07T08:20:00Z", "2027-02-30T08:20:00Z", "dfe-date"),
    // "The '#/declaration_date' value cannot be a future date."
    ("2027-06-07T08:20:00Z", "2027-06-07T08:20:01Z", "dfe-date"),
    // "Enter 'true' or 'false' in the '#/has_passed' field".
    ("\"has_passed\":true", "\"has_passed\":\"passed\"", "dfe-passed"),
    ("\"has_passed\":true", "\"has_passed\":null", "dfe-passed"),
    // "The entered '#/delivery_partner_id' is not from your list".
    (partner, "Northmoor", "dfe-partner"),
    ("\"delivery_partner_id\":\"\(partner)\",", "", "dfe-partner"),
  ]

  @Test(arguments: declarations)
  func `a declaration that breaks a rule is found`(
    _ row: (from: String, to: String, code: String)
  ) throws {
    let item = result()
    let made = try item.payload(at: now)
    let good = try #require(made.value)
    #expect(made.findings.isEmpty && good.kind == .declaration)
    #expect(good.path == "/api/v3/participant-declarations")
    let text = String(decoding: good.body, as: UTF8.self)
    try #require(text.contains(row.from))
    let broken = DfEPayload(
      kind: .declaration, participant: good.participant,
      body: Array(text.replacing(row.from, with: row.to, maxReplacements: 1).utf8))
    let found = item.rules(at: now).faults(in: broken, subject: "p1")
    #expect(Set(codes(found)) == [row.code], "\(found.map(\.message))")
  }

  @Test func `each of its five required attributes is missed`() throws {
    let body = try #require(try result().payload(at: now).value).body
    for key in ["declaration_date", "declaration_type", "has_passed", "course_identifier"] {
      let text = String(decoding: body, as: UTF8.self)
        .replacing("\"\(key)\"", with: "\"delivery_partner_id_\"")
      let broken = DfEPayload(kind: .declaration, participant: person, body: Array(text.utf8))
      let found = result().rules(at: now).faults(in: broken, subject: "p1")
      #expect(found.contains { $0.message == "lacks \(key)" })
    }
  }

  /// A change of a good outcome, and what is found in it.
  static let outcomes: [(from: String, to: String, code: String)] = [
    ("npq-outcome-confirmation", "participant-outcome", "dfe-shape"),
    ("\"state\"", "\"participant_id\":\"\(person)\",\"state\"", "dfe-shape"),
    // "The attribute '#/state' can only include 'passed' or 'failed' values."
    ("\"passed\"", "\"voided\"", "dfe-state"),
    ("\"passed\"", "\"Passed\"", "dfe-state"),
    ("\"passed\"", "true", "dfe-state"),
    // "The '#/completion_date' value must be in the following format: 'yyyy-mm-dd'".
    ("2027-06-07", "2027-06-07T00:00:00Z", "dfe-date"),
    ("2027-06-07", "07-06-2027", "dfe-date"),
    ("2027-06-07", "2027-02-29", "dfe-date"),
    // "The '#/completion_date' value cannot be a future date."
    ("2027-06-07", "2027-06-08", "dfe-date"),
    ("npq-senior-leadership", "npq-additional-support-offer", "dfe-course"),
  ]

  @Test(arguments: outcomes)
  func `an outcome that breaks a rule is found`(
    _ row: (from: String, to: String, code: String)
  ) throws {
    var item = result()
    item.declared = .yes(last: DfECase.Outcome(passed: false, day: "2026-12-01"))
    let good = try #require(try item.payload(at: now).value)
    #expect(good.kind == .outcome)
    #expect(good.path == "/api/v3/participants/npq/\(person)/outcomes")
    let text = String(decoding: good.body, as: UTF8.self)
    try #require(text.contains(row.from))
    let broken = DfEPayload(
      kind: .outcome, participant: person,
      body: Array(text.replacing(row.from, with: row.to, maxReplacements: 1).utf8))
    let found = item.rules(at: now).faults(in: broken, subject: "p1")
    #expect(Set(codes(found)) == [row.code], "\(found.map(\.message))")
  }

  @Test func `each of an outcome's three attributes is missed, and its participant`() throws {
    var item = result()
    item.declared = .yes(last: nil)
    let good = try #require(try item.payload(at: now).value)
    for key in ["course_identifier", "state", "completion_date"] {
      let text = String(decoding: good.body, as: UTF8.self).replacing("\"\(key)\"", with: "\"x\"")
      let broken = DfEPayload(kind: .outcome, participant: person, body: Array(text.utf8))
      let found = item.rules(at: now).faults(in: broken, subject: "p1")
      #expect(found.contains { $0.message == "lacks \(key)" })
    }
    // "Your update cannot be made as the '#/participant_id' is not recognised."
    let nobody = DfEPayload(kind: .outcome, participant: "1234504", body: good.body)
    #expect(codes(item.rules(at: now).faults(in: nobody, subject: "p1")) == ["dfe-participant"])
  }

  @Test func `the first result is a declaration, and a later one an outcome`() throws {
    var item = result(met: false)
    let first = try #require(try item.payload(at: now).value)
    #expect(String(decoding: first.body, as: UTF8.self).contains("\"has_passed\":false"))
    item.declared = .yes(last: DfECase.Outcome(passed: true, day: "2027-03-01"))
    let later = try #require(try item.payload(at: now).value)
    #expect(
      String(decoding: later.body, as: UTF8.self)
        == "{\"data\":{\"attributes\":{\"completion_date\":\"2027-06-07\","
        + "\"course_identifier\":\"npq-senior-leadership\",\"state\":\"failed\"},"
        + "\"type\":\"npq-outcome-confirmation\"}}")
    item.declared = .unknown
    #expect(codes(try item.payload(at: now).findings) == ["dfe-unanswered"])
  }

  @Test func `one completed declaration is enough, and no outcome goes without one`() throws {
    let item = result()
    let declaration = try #require(try item.payload(at: now).value)
    var declared = item
    declared.declared = .yes(last: nil)
    let outcome = try #require(try declared.payload(at: now).value)
    #expect(
      codes(declared.rules(at: now).faults(in: declaration, subject: "p1")) == ["dfe-declared"])
    #expect(
      codes(item.rules(at: now).faults(in: outcome, subject: "p1")) == ["dfe-declaration-missing"])
  }

  /// What the DfE has last, what is released, and whether anything is to be posted (`create.rb`:
  /// the same state and day make nothing, nor does passed after passed on any day).
  static let changes: [(last: Bool, day: String, met: Bool, posts: Bool)] = [
    (false, "2027-06-07", false, false), (false, "2026-12-01", false, true),
    (false, "2026-12-01", true, true), (true, "2026-12-01", false, true),
    (true, "2026-12-01", true, false), (true, "2027-06-07", true, false),
  ]

  @Test(arguments: changes)
  func `what makes nothing new is not posted`(
    _ row: (last: Bool, day: String, met: Bool, posts: Bool)
  ) throws {
    var item = result(met: row.met)
    item.declared = .yes(last: DfECase.Outcome(passed: row.last, day: row.day))
    let judged = try item.payload(at: now)
    #expect((judged.value != nil) == row.posts)
    #expect(codes(judged.findings) == (row.posts ? [] : ["dfe-no-change"]))
    #expect(judged.findings.allSatisfy { $0.severity == .note })
  }

  @Test func `a day that has only begun in London is still the day before for the service`() throws
  {
    let midnight = try #require(Instant(rfc3339: "2027-06-07T00:30:00+01:00"))
    var item = result(at: midnight)
    item.declared = .yes(last: nil)
    let made = try #require(try item.payload(at: midnight).value)
    #expect(String(decoding: made.body, as: UTF8.self).contains("\"2027-06-06\""))
  }

  /// Cohort, overseas, and whether a delivery partner has to be named.
  static let partners: [(cohort: String?, overseas: Bool, needed: Bool)] = [
    ("2021", false, false), ("2023", false, false), ("2024", false, true), ("2026b", false, true),
    ("Autumn 2025", false, true), (nil, false, true), ("2025", true, false), ("first", false, true),
  ]

  @Test(arguments: partners)
  func `a delivery partner is needed from the cohort of 2024, unless overseas`(
    _ row: (cohort: String?, overseas: Bool, needed: Bool)
  ) throws {
    var item = result()
    item.cohort = row.cohort
    item.isOverseas = row.overseas
    item.partner = nil
    #expect(codes(try item.payload(at: now).findings) == (row.needed ? ["dfe-partner"] : []))
  }

  @Test func `a declaration does not lie before the start of its schedule`() throws {
    var item = result()
    item.cohort = "2027"
    for (schedule, isEarly) in [
      ("npq-leadership-autumn", true), ("npq-leadership-spring", true), ("other", false),
    ] {
      item.schedule = schedule
      #expect(codes(try item.payload(at: now).findings) == (isEarly ? ["dfe-date"] : []))
    }
    item.cohort = "2026"
    for schedule in ["npq-leadership-autumn", "npq-leadership-spring"] {
      item.schedule = schedule
      #expect(try item.payload(at: now).value != nil)
    }
  }

  @Test(arguments: [nil, "", "1234504", "p1@example.org", person + "0", "g" + person.dropFirst()])
  func `nobody is posted for without the DfE's own id`(_ participant: String?) throws {
    var item = result()
    item.participant = participant
    let judged = try item.payload(at: now)
    #expect(judged.value == nil && codes(judged.findings) == ["dfe-participant"])
  }

  @Test func `the ten qualifications are taken, and the closed one is not`() throws {
    for qualification in Qualification.allCases {
      var item = DfECase(subject: "p", qualification: qualification, met: true, released: now)
      item.participant = person
      item.partner = partner
      #expect((try item.payload(at: now).value != nil) == (qualification != .npqml))
    }
  }

  @Test func `both lists hold each request, and its body as it is posted`() throws {
    let payload = try #require(try result().payload(at: now).value)
    let line = DfELine(participant: "np-1", qualification: .npqsl, attempt: 2, payload: payload)
    struct Posted: Decodable {
      let method, path, participant, qualification: String
    }
    let lines = writeDfELines([line, line]).split(separator: UInt8(ascii: "\n"))
    #expect(lines.count == 2)
    let posted = try JSONDecoder().decode(Posted.self, from: Data(lines[0]))
    #expect(posted.method == "POST" && posted.path == payload.path && posted.participant == "np-1")
    #expect(
      String(decoding: lines[0], as: UTF8.self)
        .contains("{\"body\":" + String(decoding: payload.body, as: UTF8.self)))
    let table = String(decoding: writeDfEList([line]), as: UTF8.self)
    #expect(
      table.contains(
        "np-1,NPQSL,declaration,\(payload.path),\(person),npq-senior-leadership,"
          + "2027-06-07T08:20:00Z,true,\(partner),dfe/np-1-NPQSL-2.json"))
  }
}

@Suite struct DfEAnswerLists {
  private func read(_ status: String) -> Judged<Roster<EntryRow<DfEAnswer>>> {
    readDfEAnswers(
      Array("participant,status,message\np1,\(status),Enter it again\n".utf8), name: "answers.csv",
      participants: nil)
  }

  @Test(
    arguments: [
      ("200", .accepted), ("201 Created", .accepted), ("accepted", .accepted), ("422", .refused),
      ("404", .refused), ("410 Gone", .refused), ("Voided", .voided),
    ] as [(String, DfEAnswer.State)])
  func `a status is read as what it means`(_ row: (String, DfEAnswer.State)) {
    #expect(read(row.0).value?.rows.first?.value.state == row.1)
    #expect(read(row.0).value?.rows.first?.value.message == "Enter it again")
  }

  @Test(arguments: ["500", "401", "429", "302", "", "ok", "20", "2000"])
  func `a status that is no answer is refused`(_ status: String) {
    #expect(read(status).value?.rows.isEmpty == true && read(status).findings.verdict == .refused)
  }
}
