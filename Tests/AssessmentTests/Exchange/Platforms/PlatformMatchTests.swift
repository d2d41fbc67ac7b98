import Findings
import Testing

@testable import Assessment

@Suite struct PlatformMatches {
  static func roster() throws -> PlatformRoster {
    let people = [
      [
        "id": "p1", "name": "Siobhán O'Brien-Ng", "email": "s@hay.example", "lms_id": "48210",
        "lms_login": "sobrienng", "trn": "1234501",
      ],
      ["id": "p2", "name": "Grace Hope", "email": "shared@hay.example", "lms_id": "48247"],
      ["id": "p3", "name": "Grace Hope", "email": "shared@hay.example", "lms_id": "1234501"],
      ["id": "p4", "name": "李明慧", "lms_login": "mli"],
    ]
    return PlatformRoster(
      try people.map { .init(id: try #require(Identifier($0["id"] ?? "")), details: $0) })
  }

  static let found: [(person: PlatformPerson, match: String)] = [
    (PlatformPerson(number: "48210"), "p1"), (PlatformPerson(login: "SOBRIENNG"), "p1"),
    (PlatformPerson(email: "S@Hay.example "), "p1"), (PlatformPerson(login: "s@hay.example"), "p1"),
    (PlatformPerson(others: ["1234501"]), "p1"),
    // A number of the platform is no TRN, even where another person's is the same.
    (PlatformPerson(number: "1234501"), "p3"),
    (PlatformPerson(email: "shared@hay.example"), "several p2 p3"),
    (PlatformPerson(number: "48247", email: "shared@hay.example"), "p2"),
    (PlatformPerson(number: "48210", email: "shared@hay.example"), "contradiction p1 p2 p3"),
    (PlatformPerson(number: "99", email: "s@hay.example"), "p1"),
    (PlatformPerson(login: "p4"), "p4"),
    (PlatformPerson(name: "Siobhán O'Brien-Ng"), "none"), (PlatformPerson(), "none"),
  ]

  @Test(arguments: found)
  func `a person is found by number, login or address and never by name`(
    _ row: (person: PlatformPerson, match: String)
  ) throws {
    let words =
      switch try Self.roster().find(row.person) {
      case .one(let id): id.text
      case .none: "none"
      case .several(let ids): "several " + ids.map(\.text).joined(separator: " ")
      case .contradiction(let ids): "contradiction " + ids.map(\.text).joined(separator: " ")
      }
    #expect(words == row.match)
  }

  @Test(arguments: [
    ("Siobhan O'Brien-Ng", ["p1"]), ("obrienngsiobhan", ["p1"]), ("Grace Hope", ["p2", "p3"]),
    ("Hope, Grace", ["p2", "p3"]), ("Siobhan Obrien Ng", ["p1"]), ("李明慧", ["p4"]),
    ("Gracie Hope", ["p2", "p3"]), ("Nobody Whatever", []), ("", []),
  ])
  func `names only say who may be meant`(_ name: String, _ near: [String]) throws {
    #expect(try Self.roster().near(name).map(\.id.text).sorted() == near)
  }

  @Test func `the platform's own list is held against its exports`() throws {
    let roster = try Self.roster()
    func line(_ number: String, _ handedIn: Bool?) -> PlatformListing {
      PlatformListing(
        person: PlatformPerson(number: number), handedIn: handedIn, time: nil, place: "l line 2",
        key: number)
    }
    let listings = [
      line("48210", true), line("48247", true), line("1234501", false), line("7", true),
    ]
    let (p1, p3) = (try #require(Identifier("p1")), try #require(Identifier("p3")))
    let p4 = try #require(Identifier("p4"))
    let findings = reconcile(
      listings.map { ($0, roster.find($0.person)) }, handedIn: [p1, p3, p4], unmatchedKeys: [],
      files: [("a.docx", p1), ("b.docx", p3), ("c.docx", p4)])
    #expect(
      findings.map { "\($0.code) \($0.subject)" } == [
        "listed-without-file p2", "file-not-submitted p3", "listed-unknown l line 2",
        "file-without-listing c.docx",
      ])
    #expect(reconcile([], handedIn: [p1], unmatchedKeys: [], files: [("a", p1)]).isEmpty)
  }
}
