import Assessment
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

/// Whatever the office does and takes back, in whatever order, nobody is lost.
@Suite struct Balance {
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `states add up at every step, and undoing everything brings back what was`(
    _ seed: UInt64
  ) throws {
    try MadeSeries.with { series in
      var play = RandomPlay(series: series, draw: Draw(seed))
      let before = try series.rows()
      var applied = 0
      try play.begin()
      for _ in 0..<40 {
        if try play.step() { applied += 1 }
        try play.expectBalance()
      }
      #expect(applied > 10)
      for number in try play.standing() {
        let judged = try series.undo(number, at: play.now.description)
        #expect(judged.value != nil, "event \(number): \(judged.findings)")
        try play.expectBalance()
      }
      #expect(try series.rows() == before)
    }
  }
}

/// A stream of numbers that is the same on every machine (SplitMix64).
private struct Draw {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}

/// An office that does one thing after another, some of them wrong.
private struct RandomPlay {
  let series: MadeSeries
  var draw: Draw
  var now = MadeSeries.instant("2027-03-09T09:00:00Z")
  private var sheets = 0

  init(series: MadeSeries, draw: Draw) {
    self.series = series
    self.draw = draw
  }

  /// Six participants and three assessors, as every series has some.
  func begin() throws {
    try series.importPeople(6)
    _ = try series.ledger.importAssessors(MadeSeries.assessors(3), act: act("import assessors"))
  }

  /// Does something; false where it changed nothing.
  mutating func step() throws -> Bool {
    now = Instant(seconds: now.seconds + 3600)
    let before = try series.lastEvent()
    switch draw.below(16) {
    case 0: try importPeople()
    case 1, 2: try record()
    case 3, 4, 5: try receive()
    case 6:
      _ = try series.ledger.importAssessors(
        MadeSeries.assessors(1 + draw.below(4)), act: act("import assessors"))
    case 7: try series.allocate(markings: 1 + draw.below(2), at: now.description)
    case 8: _ = try series.distribute(at: now.description)
    case 9, 10: try collect()
    case 11: try move()
    case 12, 13: try moderate()
    case 14: try decideByHand()
    default: try undo()
    }
    return try series.lastEvent() > before
  }

  private func act(_ command: String) -> Act { MadeSeries.act(now.description, command) }

  private mutating func importPeople() throws {
    _ = try series.ledger.importParticipants(
      MadeSeries.roster(2 + draw.below(5)), secret: MadeSeries.secret, act: act("import"))
  }

  private mutating func entry() throws -> EntryRecord? {
    let entries = try series.ledger.entries(at: now)
    return entries.isEmpty ? nil : entries[draw.below(entries.count)]
  }

  private mutating func record() throws {
    guard let entry = try entry() else { return }
    let exceptions = [
      EntryException(kind: .withdrawal), EntryException(kind: .deferral),
      EntryException(kind: .extension, closes: MadeSeries.instant("2027-03-18T23:59:59Z")),
      EntryException(engagement: 8000 + draw.below(2000)),
      EntryException(IntegrityCheck(check: "similarity", state: .open, score: "40")),
      try EntryException(Adjustment(days: 1 + draw.below(4))),
    ]
    let item = NewException(
      entry: entry.id, exception: exceptions[draw.below(exceptions.count)], category: nil,
      authoriser: nil, reason: "a letter")
    _ = try series.ledger.record([item], act: act("record"))
  }

  private mutating func receive() throws {
    var incoming: [Incoming] = []
    for _ in 0...draw.below(3) {
      guard let entry = try entry() else { return }
      let day = 9 + draw.below(9)
      incoming.append(
        try series.response(
          entry.person, "Response \(draw.below(6)) of \(entry.person).",
          at: "2027-03-\(day < 10 ? "0" : "")\(day)T09:00:00Z"))
    }
    _ = try series.receive(incoming, at: now.description)
  }

  private mutating func collect() throws {
    let packs = try series.ledger.loads().flatMap { load in load.packs.map { ($0, load.assessor) } }
    guard !packs.isEmpty else { return }
    let (name, assessor) = packs[draw.below(packs.count)]
    let pack = try #require(Identifier(name))
    let contents = try #require(try series.ledger.contents(of: pack))
    let rubric = try Rubric.embedded(.npqlt)
    sheets += 1
    let value = draw.below(3)
    let revision = 1 + draw.below(3)
    let rows = try contents.scripts.keys.sorted { $0.text < $1.text }.map { script in
      ScriptMarks(
        script: script, assessor: try #require(Identifier(assessor)), pack: pack,
        revision: revision, rubric: try rubric.digest(),
        marks: Dictionary(uniqueKeysWithValues: rubric.criteria.map { ($0.id, value) }))
    }
    let sheet = ReturnedSheet(
      name: "\(sheets).csv", digest: Digest(of: Data("\(sheets)".utf8)), pack: pack, rows: rows)
    _ = try series.ledger.collect([sheet], act: act("collect"))
  }

  /// Asks for one more marking of a script, and records what rules decide.
  private mutating func moderate() throws {
    guard let entry = try entry() else { return }
    let round: MarkingRound = [.second, .third, .sample][draw.below(3)]
    let request = try series.ledger.roundRequest(for: [entry.script], at: now, draw: 1)
    if let plan = Assessment.allocate(request).plan, !plan.markings.isEmpty {
      let first = entry.markers.min { $0.key < $1.key }?.value
      try series.ledger.allocate(
        plan.markings, round: round, replacing: draw.below(4) == 0 ? first : nil, draw: 1,
        act: act("moderate"))
    }
    _ = try series.ledger.recordAgreements(act: act("moderate agree"))
  }

  private mutating func decideByHand() throws {
    let row = try series.ledger.results(at: now).first { $0.entry.markings.count > 1 }
    guard let row, let script = row.entry.script,
      let entry = try series.ledger.entries(at: now).first(where: { $0.script == script.text })
    else { return }
    let marks = Dictionary(
      uniqueKeysWithValues: row.entry.scheme.rubric.criteria.map { ($0.id, draw.below(3)) })
    _ = try series.ledger.resolve(
      entry: entry.id, kind: .adjudicated, marks: marks, keeping: nil, reason: "a panel",
      act: act("moderate adjudicate"))
  }

  private mutating func move() throws {
    guard let from = try entry(), let to = try entry(),
      let response = try series.ledger.response(named: from.script)
    else { return }
    _ = try series.ledger.move(
      response.id, to: to.id, exchanging: draw.below(2) == 0, reason: "a mistake",
      with: ReceivingKeys(signing: series.key), act: act("move"))
  }

  private mutating func undo() throws {
    let number = 1 + draw.below(try series.lastEvent())
    _ = try series.undo(number, run: draw.below(2) == 0, at: now.description)
  }

  func expectBalance() throws {
    let standings = try series.ledger.standings(at: now)
    let entries = try series.ledger.entries(at: now)
    #expect(standings.count == entries.count)
    let states = try series.states(at: now.description)
    #expect(states.values.reduce(0, +) == entries.count)
  }

  /// The events that stand and can be undone, the last one first.
  func standing() throws -> [Int] {
    try series.ledger.queue.read { database in
      let undone = try database.undone()
      let undos = Set(try Int.fetchAll(database, sql: "SELECT event FROM undo"))
      let changed = Set(try Int.fetchAll(database, sql: "SELECT DISTINCT event FROM change"))
      return changed.filter { undone[$0] == nil && !undos.contains($0) && $0 > 1 }
        .sorted(by: >)
    }
  }
}
