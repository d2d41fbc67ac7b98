import Assessment
import Documents
import Findings
import Foundation
import GRDB
import Sealing
import Testing

@testable import Ledger

@Suite struct NameTests {
  static let text =
    "Ada Lovelace wrote this long line in which Mrs Lovelace is named with many more words."

  /// The ways in which a response can be kept.
  enum Kept: String, CaseIterable, CustomTestStringConvertible {
    case document, package, sealedPackage
    var testDescription: String { rawValue }
  }

  private func prepare(_ series: MadeSeries) throws {
    let roster = RosterEntry(
      person: "p1", details: ["id": "p1", "name": "Ada Lovelace"], assessment: "spring",
      qualification: .npqlt, attempt: 1, cohort: nil)
    _ = try series.ledger.importParticipants(
      [roster], secret: MadeSeries.secret, act: MadeSeries.act("2027-02-02T09:00:00Z"))
  }

  private func incoming(
    _ kept: Kept, _ series: MadeSeries, _ office: AgeIdentity
  ) throws -> Incoming {
    var document = try series.response("p1", Self.text, at: "2027-03-09T09:00:00Z")
    guard kept != .document, let participant = Identifier("p1") else { return document }
    let package = series.folder.appending(path: "mine.zip").path
    var request = PackageRequest(
      files: [ResponseFile(path: document.files[0].path, name: "essay.txt")],
      participant: participant)
    request.ownWorkElsewhere = "elsewhere"
    let assessment = try #require(try series.ledger.assessments().first?.assessment)
    _ = try makePackage(request, for: assessment, to: package)
    document.files = [(package, "mine.zip")]
    guard kept == .sealedPackage else { return document }
    var random = SystemRandom()
    try sealFile(
      at: package, to: package + ".age", for: .recipients([office.recipient]), replacing: true,
      using: &random)
    document.files = [(package + ".age", "mine.zip.age")]
    return document
  }

  private func copy(_ series: MadeSeries, entry: Int) throws -> String {
    let digest = try series.ledger.queue.read { database in
      try String.fetchOne(
        database,
        sql:
          "SELECT digest FROM copy JOIN submission ON submission.id = submission WHERE entry = ?",
        arguments: [entry])
    }
    return try String(
      contentsOf: series.folder.appending(path: "clean/\(digest ?? "none")"), encoding: .utf8)
  }

  @Test(arguments: Kept.allCases)
  func `what a person lets stand comes back into the copy, however the response is kept`(
    _ kept: Kept
  ) throws {
    try MadeSeries.with { series in
      try prepare(series)
      var random = SystemRandom()
      let keys = ReceivingKeys(signing: series.key, office: try AgeIdentity(using: &random))
      let incoming = try incoming(kept, series, try #require(keys.office))
      let outcome = try #require(
        try series.ledger.receive(
          [incoming], with: keys, act: MadeSeries.act("2027-03-10T09:00:00Z")
        ).first)
      #expect(outcome.result == .accepted)
      let entry = try #require(outcome.arrival.entry)
      #expect(try !copy(series, entry: entry).contains("Lovelace"))
      let lines = try series.ledger.names()
      #expect(lines.map(\.row.words) == ["Ada Lovelace", "Lovelace"])
      #expect(lines.map(\.row.after).first?.hasPrefix(" wrote") == true)
      let script = try #require(lines.first?.script)
      #expect(try series.ledger.holdsSealed([script]) == (kept == .sealedPackage))
      let change = NameChange(script: script, words: "Lovelace", decision: .accept)
      let first = try series.ledger.decide(
        [change], with: keys, act: MadeSeries.act("2027-03-11T09:00:00Z"))
      #expect(first.value?.copies == 1)
      let made = try copy(series, entry: entry)
      #expect(made.contains("Mrs Lovelace") && !made.contains("Ada Lovelace"))
      let head = try series.ledger.head()
      let again = try series.ledger.decide(
        [change], with: keys, act: MadeSeries.act("2027-03-12T09:00:00Z"))
      #expect(again.value?.decided == 0)
      #expect(try series.ledger.head() == head)
    }
  }

  /// A name in the roster, a case study, a text, and the words that are looked for in it.
  static let looked: [(name: String, study: String?, text: String, found: [String])] = [
    ("Grace Hope", nil, "I hope that Hope Primary and I agree", ["Hope"]),
    ("Grace Hope", "Hope Primary is a school.", "At Hope Primary we met", []),
    ("Grace Hope", nil, "Hope is all we hope for", []),
    ("Grace Hope", nil, "by HOPE, GRACE", ["Hope, Grace"]),
    ("Hope, Grace Anne", nil, "by Grace Hope of us", ["Grace Hope"]),
    ("Dr Zoë van der Berg", nil, "Zoe Berg and Berg", ["Zoë Berg", "Berg"]),
    ("Cher", nil, "Cher and cher", ["Cher"]),
    ("Li Wu", nil, "Wu said", []),
  ]

  @Test(arguments: looked)
  func `a name is looked for as people write it, less the words of the case study`(
    _ row: (name: String, study: String?, text: String, found: [String])
  ) throws {
    try withTextFile(row.text) { path in
      let reading = readDocument(path: path, name: "essay.txt")
      let entry = EntryRecord(
        id: 1, person: "p1", details: ["name": row.name], assessment: "spring",
        qualification: .npqlt, attempt: 1, script: "S12345678", cohort: nil)
      let masks = NameMasks(of: entry, caseStudy: row.study, readings: [reading]).masks
      var found: [String] = []
      for place in namePlaces(of: masks, in: reading) where !found.contains(place.words) {
        found.append(place.words)
      }
      #expect(found == row.found)
    }
  }

  @Test func `whatever the roster says of somebody is looked for`() {
    let details = [
      "id": "np27-01", "name": "Ada Lovelace", "email": "ada@example.org", "trn": "1234567",
      "dfe_id": "6cc135e8-72bc-46f2-8047-551f926a11ed", "lms_login": "alovelace",
      "lms_id": "88341", "school": "Tarnside Primary", "trust": "Vale Trust",
    ]
    let entry = EntryRecord(
      id: 1, person: "np27-01", details: details, assessment: "spring", qualification: .npqlt,
      attempt: 1, script: "S12345678", cohort: nil)
    let masks = NameMasks(of: entry, caseStudy: nil, readings: []).masks.map(\.text)
    #expect(Set(details.values).subtracting(masks).isEmpty)
  }

  private func withTextFile(_ text: String, _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "npq-\(UUID()).txt")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }
}
