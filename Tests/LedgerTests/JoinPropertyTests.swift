import Assessment
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

/// Acts made up from a number, on one copy of a series.
private struct MadeActs {
  private var state: UInt64
  private let copy: CopiedSeries
  private let index: Int
  private var minute = 0

  init(_ copy: CopiedSeries, seed: UInt64, index: Int) {
    self.copy = copy
    self.index = index
    state = seed &* 7 &+ UInt64(index)
  }

  private mutating func draw(_ count: Int) -> Int {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((word ^ (word >> 31)) % UInt64(count))
  }

  /// No two copies act in the same minute.
  private mutating func act(_ command: String) -> Act {
    minute += 1 + draw(3)
    return copy.act(minute * 4 + index, command)
  }

  mutating func perform(_ count: Int) throws {
    for number in 0..<count {
      switch draw(15) {
      case 0, 1: try recordException()
      case 2: try importPeople()
      case 3: try importAssessors()
      case 4: try receive()
      case 5, 6: try collect()
      case 7: try settleQuery()
      case 8, 9: try shareOut()
      case 10: try giveOut()
      case 11: try drawSample()
      case 12: try decideAboutAssessor()
      case 13: try decideAboutScript()
      default: try number > 0 ? takeBack() : recordException()
      }
    }
  }

  private mutating func recordException() throws {
    let entry = try copy.made.entry("p\(1 + draw(4))")
    let exception: EntryException
    switch draw(6) {
    case 0, 1:
      let closes = MadeSeries.instant("2027-03-\(20 + draw(5))T23:59:59Z")
      exception = EntryException(kind: .extension, closes: closes)
    case 2: exception = EntryException(engagement: 9_000 + draw(3))
    case 3: exception = try EntryException(Adjustment(days: 1 + draw(2)))
    case 4: exception = try EntryException(Adjustment(words: 1_800 + draw(2)))
    default:
      let state: IntegrityCheck.State = draw(2) == 0 ? .open : .closed
      exception = EntryException(
        IntegrityCheck(check: "similarity", state: state, score: "\(draw(3)) %"))
    }
    _ = try copy.ledger.record(
      [
        NewException(
          entry: entry.id, exception: exception, category: nil, authoriser: nil, reason: "made up")
      ], act: act("record"))
  }

  private mutating func importPeople() throws {
    let town = ["town": "town \(draw(3))"]
    let cohort = draw(3) == 0 ? "c\(draw(2))" : nil
    let rows = MadeSeries.roster(4 + draw(3), more: town).shuffled(by: draw(5)).prefix(2).map {
      RosterEntry(
        person: $0.person, details: $0.details, assessment: $0.assessment,
        qualification: $0.qualification, attempt: 1, cohort: cohort)
    }
    _ = try copy.ledger.importParticipants(
      Array(rows), secret: MadeSeries.secret, act: act("import participants"))
  }

  private mutating func importAssessors() throws {
    let record = AssessorRecord(
      id: "a\(1 + draw(3))", details: ["phase": "\(draw(3))"], qualifications: ["NPQLT"],
      capacity: 50, minimum: 0)
    _ = try copy.ledger.importAssessors([record], act: act("import assessors"))
  }

  private mutating func receive() throws {
    let response = try copy.made.response(
      "p\(1 + draw(4))", "Words \(draw(3)).", at: "2027-03-\(10 + draw(8))T09:00:00Z")
    _ = try copy.ledger.receive(
      [response], with: ReceivingKeys(signing: copy.made.key), act: act("receive"))
  }

  private mutating func collect() throws {
    let entry = try copy.made.entry("p\(1 + draw(3))")
    guard let script = ScriptCode(entry.script),
      let assessor = entry.markers[1].flatMap({ Identifier($0) }),
      let pack = try copy.ledger.packs(of: assessor, holding: script).first
    else { return }
    let (value, revision, flag) = (1 + draw(2), 1 + draw(2), draw(3))
    let rubric = try Rubric.embedded(.npqlt)
    var row = ScriptMarks(
      script: script, assessor: assessor, pack: pack, revision: revision,
      rubric: try rubric.digest())
    row.marks = Dictionary(uniqueKeysWithValues: rubric.criteria.map { ($0.id, value) })
    if flag == 1 { row.flags = [ScriptFlag(.cannotRead)] }
    if flag == 2 { row.cleared = [.flag(ScriptFlag(.cannotRead))] }
    // The same name is the same sheet, to the byte.
    let name = "\(script) \(value) \(revision) \(flag)"
    let sheet = ReturnedSheet(
      name: name, digest: Digest(of: Data(name.utf8)), pack: pack, rows: [row])
    _ = try copy.ledger.collect([sheet], act: act("collect"))
  }

  /// A script goes to an assessor who may not be the one that has it.
  private mutating func shareOut() throws {
    let entry = try copy.made.entry("p\(1 + draw(3))")
    _ = try copy.ledger.allocate(
      [
        AllocationMarking(
          script: entry.script, assessor: "a\(1 + draw(2))", marking: 1 + draw(2))
      ], draw: 1, act: act("allocate"))
  }

  private mutating func giveOut() throws {
    _ = try copy.made.distribute(at: act("distribute").time.description)
  }

  private mutating func drawSample() throws {
    let now = act("moderate sample")
    let rows = try copy.ledger.results(at: now.time)
    let policy = SamplePolicy(rule: .percent, percent: 34, include: [])
    let sampled = rows.compactMap(\.sampled)
    guard !sampled.isEmpty else { return }
    let number = try copy.ledger.record(
      sample: Assessment.drawSample(of: sampled, by: policy, draw: 5, purpose: "spring"),
      of: rows[0].entry.assessment.text, rows[0].entry.qualification, by: policy, purpose: "spring",
      draw: 5, act: now)
    try copy.ledger.record(
      outcome: draw(2) == 0 ? .stand : .extend, of: number, reason: "made up",
      act: act("moderate sample"))
  }

  private mutating func decideAboutAssessor() throws {
    let standard = try copy.ledger.standards(at: act("look").time).first
    guard let standard else { return }
    try copy.ledger.decide(
      [StandardDecision(draw(2) == 0 ? .approve : .stop, about: standard, reason: "made up")],
      act: act("moderate standardise"))
  }

  private mutating func decideAboutScript() throws {
    let entry = try copy.made.entry("p\(1 + draw(3))")
    let value = 1 + draw(2)
    let criteria = try Rubric.embedded(.npqlt).criteria.map { ($0.id, value) }
    _ = try copy.ledger.resolve(
      entry: entry.id, kind: .adjudicated, marks: Dictionary(uniqueKeysWithValues: criteria),
      keeping: nil, reason: "made up", act: act("moderate adjudicate"))
  }

  private mutating func settleQuery() throws {
    let queries = try copy.ledger.queries()
    guard !queries.isEmpty else { return }
    let query = queries[draw(queries.count)].number
    if draw(2) == 0 {
      try copy.ledger.answer(query: query, text: "answer \(draw(3))", act: act("queries answer"))
    } else {
      try copy.ledger.give(query: query, to: "officer \(draw(2))", act: act("queries give"))
    }
  }

  /// What this copy did last; refused where something stands on it.
  private mutating func takeBack() throws {
    guard let last = try copy.ledger.runs().last, last.body.copy == copy.name else { return }
    _ = try copy.ledger.undo(
      try copy.ledger.lastEvent(), reason: "made up", act: act("undo"))
  }
}

extension Array {
  /// In another order, which a number says.
  fileprivate func shuffled(by number: Int) -> [Element] {
    let start = number % Swift.max(1, count)
    return Array(self[start...] + self[..<start])
  }
}

@Suite struct JoiningMadeUpActs {
  private static func worked(
    _ seed: UInt64, _ names: [String], _ body: ([CopiedSeries]) throws -> Void
  ) throws {
    try CopiedSeries.with(names) { copies in
      for (index, copy) in copies.enumerated() {
        var acts = MadeActs(copy, seed: seed, index: index)
        try acts.perform(8)
      }
      try body(copies)
    }
  }

  @Test(arguments: 1...16 as ClosedRange<UInt64>)
  func `whoever joins whom, both hold the same, and joining again changes nothing`(
    seed: UInt64
  ) throws {
    try Self.worked(seed, ["anna", "ben"]) { copies in
      let (anna, ben) = (try copies[0].again("-1"), try copies[1].again("-1"))
      #expect(try anna.join(copies[1]).value != nil)
      #expect(try ben.join(copies[0], at: "2027-04-20T09:05:00Z").value != nil)
      let facts = try anna.facts()
      try ben.expectSame(as: anna)
      // Each has an event of its own that joins: they come together once more, and then are one.
      #expect(
        try anna.join(ben, at: "2027-04-20T10:00:00Z").value?.rows.contains { $0.record == "fact" }
          != true)
      #expect(try ben.join(anna, at: "2027-04-20T10:00:00Z").value?.isTakeover == true)
      #expect(try anna.facts() == facts)
      #expect(try ben.facts() == facts)
      #expect(try anna.join(ben, at: "2027-04-20T11:00:00Z").value?.isNothing == true)
      #expect(try ben.join(anna, at: "2027-04-20T11:00:00Z").value?.isNothing == true)
      for copy in [anna, ben] {
        #expect(try copy.verify().filter { $0.severity == .refused } == [])
      }
    }
  }

  @Test(arguments: 21...26 as ClosedRange<UInt64>)
  func `three copies come to the same in whatever order they are joined`(seed: UInt64) throws {
    try Self.worked(seed, ["anna", "ben", "cleo"]) { copies in
      let left = try copies[0].again("-1")
      #expect(try left.join(copies[1]).value != nil)
      #expect(try left.join(copies[2], at: "2027-04-20T10:00:00Z").value != nil)
      let inner = try copies[1].again("-1")
      #expect(try inner.join(copies[2]).value != nil)
      let right = try copies[0].again("-2")
      #expect(try right.join(inner, at: "2027-04-20T10:00:00Z").value != nil)
      let last = try copies[2].again("-1")
      #expect(try last.join(right, at: "2027-04-20T11:00:00Z").value?.isTakeover == true)
      // Which two of three stood against each other is told by the order.
      for copy in [right, last] {
        try copy.expectSame(as: left, but: "two ")
        #expect(try copy.verify().filter { $0.severity == .refused } == [])
      }
    }
  }
}
