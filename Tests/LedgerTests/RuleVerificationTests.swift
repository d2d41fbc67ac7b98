import Assessment
import Findings
import GRDB
import Testing

@testable import Ledger

/// What was recorded in due form, with proof and signature, and yet breaks a rule.
@Suite struct VerifyingRules {
  private static func record(_ sql: String, in series: MadeSeries) throws {
    let act = MadeSeries.act("2027-03-22T10:00:00Z", "broken")
    try series.ledger.step(act) { database in
      let event = try database.append(NewEvent(), act)
      try database.execute(sql: sql.replacing("EVENT", with: "\(event)"))
    }
  }

  private static func answer(
    _ question: SeriesQuestion, in series: MadeSeries
  ) throws -> [String] {
    let found = try VerifyingSeries.verify(series)
    let others = found.answers.filter { $0.question != question && $0.question != .decided }
    #expect(others.flatMap(\.findings).filter { $0.severity == .refused } == [])
    return found.answers.first { $0.question == question }?.findings.map(\.code) ?? []
  }

  @Test(arguments: [
    ("late_seconds = 3600", []), ("late_seconds = 3599", ["window-not-kept"]),
    ("late_seconds = 0", ["window-not-kept"]), ("received = received + 1", ["window-not-kept"]),
    ("received = received - 4000, late_seconds = 0", []),
    ("received = received - 864000, late_seconds = 0", ["window-not-kept"]),
  ])
  func `a response that counts came in time, or as late as is let pass`(
    change: String, codes: [String]
  ) throws {
    try MadeSeries.with(window: ", grace-minutes: 60, late: accept") { series in
      try series.importPeople(1)
      let response = try series.response("p1", "One.", at: "2027-03-16T00:59:59Z")
      _ = try series.receive([response], at: "2027-03-20T09:00:00Z")
      try Self.record("UPDATE submission SET \(change) WHERE id = 1", in: series)
      #expect(try Self.answer(.windows, in: series) == codes)
    }
  }

  private static func mark(_ marks: String, pack: String = "pack", rubric: String = "rubric")
    -> String
  {
    """
    INSERT INTO fact (entry, assessor, kind, name, marks, cleared, pack, revision, rubric, file,
      received, event)
    SELECT entry, assessor, kind, name, \(marks), 0, \(pack), revision + 1, \(rubric), file,
      received, EVENT FROM fact WHERE kind = 'mark' AND entry = 1 ORDER BY id LIMIT 1
    """
  }

  static let marks: [(sql: String, codes: [String])] = [
    (mark("marks"), []),
    (mark("77"), ["mark-impossible"]),
    (
      mark("marks", pack: "(SELECT pack FROM pack_script WHERE entry = 2 LIMIT 1)"),
      ["mark-impossible"]
    ),
    (mark("marks", rubric: "'\(Digest(of: [UInt8]()))'"), ["mark-other-scheme"]),
  ]

  @Test(arguments: marks)
  func `every mark is one that its scheme knows, of a script that its pack holds`(
    sql: String, codes: [String]
  ) throws {
    try MadeSeries.with { series in
      try series.marked(["p1": 2, "p2": 2])
      try Self.record(sql, in: series)
      #expect(try Self.answer(.marked, in: series) == codes)
    }
  }
}
