import Assessment
import Findings
import Foundation
import Testing

@testable import Ledger

@Suite struct ReceivingExports {
  /// A folder with files, as an unpacked export.
  private func place(
    _ series: MadeSeries, _ name: String, _ files: [(name: String, text: String)]
  ) throws -> ExportPlace {
    let folder = series.folder.appending(path: "in-\(name)")
    return ExportPlace(
      name: name,
      files: try files.enumerated().map { number, file in
        let url = folder.appending(path: "\(number)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: url)
        return (url.path, file.name)
      })
  }

  private func receive(
    _ series: MadeSeries, _ exports: [(place: ExportPlace, platform: Platform)],
    lists: [PlatformList] = [], rows: [String: HandedInRow] = [:],
    at time: String = "2027-03-20T09:00:00Z"
  ) throws -> (outcomes: [ReceiveOutcome], findings: [Finding]) {
    var plan = ExportPlan(
      roster: try series.ledger.platformRoster(), lists: ReceiveLists(rows: rows),
      zone: "Europe/London")
    try plan.read(exports, lists: lists, answers: [])
    let received = try series.ledger.receive(
      plan, lists: [], with: ReceivingKeys(signing: series.key), act: MadeSeries.act(time))
    return (received.flatMap(\.outcomes), plan.findings)
  }

  private func people(_ series: MadeSeries) throws {
    let roster = (1...3).map { number in
      RosterEntry(
        person: "p\(number)",
        details: [
          "name": "Person \(number)", "lms_id": "\(100 + number)", "lms_login": "login_\(number)",
          "email": "p\(number)@hay.example",
        ],
        assessment: "spring", qualification: .npqlt, attempt: 1, cohort: nil)
    }
    _ = try series.ledger.importParticipants(
      roster, secret: MadeSeries.secret, act: MadeSeries.act("2027-02-02T09:00:00Z"))
  }

  @Test func `the platform's time is the time of record, a minute is the whole minute`() throws {
    try MadeSeries.with { series in
      try people(series)
      let export = try place(
        series, "b",
        [
          ("101-9 - Person 1 - Mar 15, 2027 1159 PM/e.txt", "One."),
          ("102-9 - Person 2 - Mar 16, 2027 1200 AM/e.txt", "Two."),
        ])
      let outcomes = try receive(series, [(export, .brightspace)]).outcomes
      #expect(outcomes.map(\.result) == [.accepted, .held])
      #expect(outcomes.map(\.arrival.clock) == ["platform", "platform"])
      #expect(outcomes[0].receipt?.facts.handedIn?.place == "Brightspace")
      #expect(outcomes[0].receipt?.facts.handedIn?.toTheMinute == true)
      #expect(outcomes[0].receipt?.facts.paper?.timing == .onTime)
      #expect(outcomes[1].findings.map(\.code).contains("window-closed"))
    }
  }

  @Test func `a time that nobody knows is never late, whatever the platform calls it`() throws {
    try MadeSeries.with { series in
      try people(series)
      let export = try place(series, "c", [("one_LATE_101_7_e.txt", "One.")])
      let outcome = try #require(try receive(series, [(export, .canvas)]).outcomes.first)
      #expect(outcome.result == .accepted && outcome.arrival.knownTime == nil)
      #expect(outcome.findings.map(\.code).sorted() == ["says-late", "time-not-known"])
      #expect(outcome.receipt?.facts.received == nil)
      #expect(outcome.receipt?.facts.paper?.timing == .unknown)
      // With its time from a list it is judged like any other.
      var row = HandedInRow(line: 2, file: "102")
      row.received = MadeSeries.instant("2027-03-16T09:00:00Z")
      let late = try place(series, "d", [("two_102_8_e.txt", "Two.")])
      let judged = try receive(series, [(late, .canvas)], rows: ["102": row]).outcomes
      #expect(judged.map(\.result) == [.held] && judged[0].arrival.knownTime == row.received)
    }
  }

  @Test func `of several attempts all are kept and the last in time counts`() throws {
    try MadeSeries.with { series in
      try people(series)
      let files = ["09-09", "14-09", "16-09"].map { stamp in
        let parts = stamp.split(separator: "-")
        return (
          name: "A_login_1_attempt_2027-03-\(parts[0])-\(parts[1])-00-00_e.txt",
          text: "On \(stamp)."
        )
      }
      let export = try place(series, "e", [files[2], files[0], files[1]])
      let outcomes = try receive(series, [(export, .blackboard)]).outcomes
      #expect(outcomes.map(\.result) == [.accepted, .accepted, .held])
      #expect(
        outcomes.map { $0.findings.contains { $0.code == "earlier-attempt" } } == [
          true, true, false,
        ])
      #expect(outcomes[2].findings.map(\.code).contains("window-closed"))
      #expect(try series.states() == [.received: 1, .notSubmitted: 2])
    }
  }

  @Test func `the same export twice changes nothing`() throws {
    try MadeSeries.with { series in
      try people(series)
      let export = try place(
        series, "m", [("one_101_7_e.txt", "One."), ("x_999_7_e.txt", "Whose?"), ("notes", "stray")])
      let first = try receive(series, [(export, .canvas)]).outcomes
      #expect(first.map(\.result) == [.accepted, .held, .held])
      let head = try series.ledger.head()
      let second = try receive(series, [(export, .canvas)], at: "2027-03-21T09:00:00Z").outcomes
      #expect(second.map(\.result) == [.unchanged, .unchanged, .unchanged])
      #expect(try series.ledger.head() == head)
    }
  }

  @Test func `text typed on the platform reaches an assessor as text`() throws {
    try MadeSeries.with { series in
      try people(series)
      var row = HandedInRow(line: 2, file: "Person 1_55")
      row.participant = Identifier("p1")
      row.received = MadeSeries.instant("2027-03-10T09:00:00Z")
      let page = "<html><script>steal()</script><h2>Plan</h2><p>My answer.</p></html>"
      let export = try place(
        series, "t", [("Person 1_55_assignsubmission_onlinetext/onlinetext.html", page)])
      let outcome = try #require(
        try receive(series, [(export, .moodle)], rows: ["Person 1_55": row]).outcomes.first)
      #expect(outcome.result == .accepted && outcome.arrival.format == "md")
      let copy = try #require(outcome.arrival.copies.first)
      let clean = series.folder.appending(path: "clean/\(copy.digest)")
      #expect(try String(contentsOf: clean, encoding: .utf8) == "## Plan\n\nMy answer.\n")
      let kept = series.folder.appending(path: "store/\(outcome.arrival.original)")
      #expect(try String(contentsOf: kept, encoding: .utf8) == page)
    }
  }

  @Test func `a package of another person than the platform's is held`() throws {
    try MadeSeries.with { series in
      try people(series)
      let essay = series.folder.appending(path: "essay.txt")
      try Data("My response.".utf8).write(to: essay)
      let assessment = try #require(try series.ledger.assessments().first).assessment
      let package = series.folder.appending(path: "p.zip")
      let request = PackageRequest(
        files: [ResponseFile(path: essay.path, name: "essay.txt")],
        participant: try #require(Identifier("p2")), ownWork: assessment.ownWork)
      _ = try makePackage(request, for: assessment, to: package.path)
      let export = ExportPlace(name: "x", files: [(package.path, "one_101_7_p.zip")])
      let outcome = try receive(series, [(export, .canvas)]).outcomes
      #expect(outcome.first?.findings.map(\.code).contains("other-participant") == true)
      #expect(outcome.map(\.result) == [.held])
    }
  }

  @Test func `feedback knows where the response that counts was handed in`() throws {
    try MadeSeries.with { series in
      try people(series)
      let paths = [
        "101-9 - Person 1 - Mar 10, 2027 900 AM/a.txt",
        "101-9 - Person 1 - Mar 12, 2027 900 AM/b.txt",
      ]
      let export = try place(series, "f", paths.map { ($0, "Text \($0).") })
      _ = try receive(series, [(export, .brightspace)])
      let results = try series.ledger.returnedResults(
        at: MadeSeries.instant("2027-04-01T09:00:00Z"))
      let mine = try #require(results.first { $0.entry.person == "p1" })
      #expect(mine.origin?.path == paths[1] && mine.origin?.platform == .brightspace)
      #expect(results.count { $0.origin == nil } == 2)
    }
  }
}
