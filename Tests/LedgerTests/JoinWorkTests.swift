import Assessment
import Findings
import Foundation
import GRDB
import Sealing
import Testing

@testable import Ledger

/// Copies that shared out, gave out packs, moderated and released apart.
@Suite struct JoiningWork {
  /// A fourth response, received in both copies and given to an assessor by each.
  private static func sharedOut(
    _ copies: [CopiedSeries], to assessors: [String], andGivenOut: Bool = true
  ) throws {
    for (index, copy) in copies.enumerated() {
      _ = try copy.made.receive(
        [try copy.made.response("p4", "Fourth.", at: CopiedSeries.handedIn)],
        at: "2027-04-01T09:0\(index):00Z")
      _ = try copy.ledger.allocate(
        [
          AllocationMarking(
            script: try copy.made.entry("p4").script, assessor: assessors[index], marking: 1)
        ], draw: 1, act: copy.act(70 + index, "allocate"))
      if andGivenOut { _ = try copy.made.distribute(at: "2027-04-01T11:0\(index):00Z") }
    }
  }

  private static func marker(_ copy: CopiedSeries) throws -> String? {
    try copy.made.entry("p4").markers[1]
  }

  private static func collect(
    _ copy: CopiedSeries, from pack: String, _ value: Int, at time: String
  )
    throws -> CollectOutcome
  {
    let number = try #require(Identifier(pack))
    let contents = try #require(try copy.ledger.contents(of: number))
    let rubric = try Rubric.embedded(.npqlt)
    let script = try #require(contents.scripts.keys.first)
    var row = ScriptMarks(
      script: script, assessor: contents.assessor, pack: number, revision: 1,
      rubric: try rubric.digest())
    row.marks = Dictionary(uniqueKeysWithValues: rubric.criteria.map { ($0.id, value) })
    return try copy.ledger.collect(
      [
        ReturnedSheet(
          name: "\(pack).csv", digest: Digest(of: Data(pack.utf8)), pack: number, rows: [row])
      ], act: MadeSeries.act(time, "collect"))
  }

  @Test func `packs of both offices keep their numbers, words and returns`() throws {
    try CopiedSeries.with(["anna", "ben"]) { copies in
      let (anna, ben) = (copies[0], copies[1])
      try Self.sharedOut(copies, to: ["a1", "a2"])
      let judged = try anna.join(ben)
      #expect(judged.findings.map(\.code) == ["join-clash"])
      #expect(try Self.marker(anna) == "a1")
      #expect(try ben.join(anna, at: "2027-04-20T09:10:00Z").value?.isTakeover == true)
      try anna.expectSame(as: ben)
      let packs = try anna.ledger.queue.read {
        try String.fetchAll($0, sql: "SELECT id FROM pack ORDER BY id")
      }
      #expect(packs.suffix(2) == ["M0003-anna", "M0003-ben"])
      // Either office takes the returns of either; only the plan that holds counts.
      let extra = try Self.collect(anna, from: "M0003-ben", 1, at: "2027-04-21T09:00:00Z")
      #expect(extra.findings.map(\.code) == ["marks-extra"])
      let counted = try Self.collect(ben, from: "M0003-anna", 3, at: "2027-04-21T09:01:00Z")
      #expect(counted.findings == [])
      _ = try anna.join(ben, at: "2027-04-22T09:00:00Z")
      _ = try ben.join(anna, at: "2027-04-22T10:00:00Z")
      try anna.expectSame(as: ben)
      #expect(try anna.made.row("p4")?.decision.outcome == .passed)
      for copy in copies { try copy.expectVerified() }
    }
  }

  @Test func `who settles a clash of plans decides for both copies, once`() throws {
    try CopiedSeries.with(["anna", "ben"]) { copies in
      let (anna, ben) = (copies[0], copies[1])
      try Self.sharedOut(copies, to: ["a1", "a2"])
      _ = try anna.join(ben)
      _ = try ben.join(try anna.again("-late"), at: "2027-04-20T10:00:00Z")
      let clash = try #require(try anna.ledger.joinClashes().first)
      #expect(clash.held.value == "a1" && clash.other.value == "a2")
      let act = MadeSeries.act("2027-04-21T09:00:00Z", "settle")
      #expect(
        try anna.ledger.settle(clashes: [99], keeping: .other, reason: "a call", act: act)
          .findings.map(\.code) == ["clash-not-open"])
      _ = try anna.ledger.settle(
        clashes: [clash.number], keeping: .other, reason: "a call", act: act)
      #expect(try Self.marker(anna) == "a2")
      #expect(try anna.ledger.joinClashes().isEmpty)
      _ = try ben.join(anna, at: "2027-04-22T09:00:00Z")
      #expect(try Self.marker(ben) == "a2")
      #expect(try ben.ledger.joinClashes().isEmpty)
      try anna.expectSame(as: ben)
      let last = try anna.ledger.lastEvent()
      _ = try anna.ledger.undo(
        last, reason: "no", act: MadeSeries.act("2027-04-23T09:00:00Z", "undo"))
      #expect(try Self.marker(anna) == "a1")
      #expect(try anna.ledger.joinClashes().count == 1)
      for copy in copies { try copy.expectVerified() }
    }
  }

  @Test func `a decision made after one join stands when both joined each other`() throws {
    try CopiedSeries.with(["anna", "ben"]) { copies in
      let (anna, ben) = (copies[0], copies[1])
      let before = try anna.again("-before")
      try Self.sharedOut([anna, ben], to: ["a1", "a2"], andGivenOut: false)
      let apart = try anna.again("-apart")
      _ = try anna.join(ben)
      _ = try ben.join(apart, at: "2027-04-20T10:00:00Z")
      let clash = try #require(try anna.ledger.joinClashes().first)
      _ = try anna.ledger.settle(
        clashes: [clash.number], keeping: .other, reason: "a call",
        act: MadeSeries.act("2027-04-21T09:00:00Z", "settle"))
      _ = try ben.join(anna, at: "2027-04-22T09:00:00Z")
      #expect(try Self.marker(ben) == "a2")
      #expect(try ben.ledger.joinClashes().isEmpty)
      _ = try anna.join(ben, at: "2027-04-22T10:00:00Z")
      #expect(try Self.marker(anna) == "a2")
      try anna.expectSame(as: ben)
      _ = try before.join(anna, at: "2027-04-22T11:00:00Z")
      try before.expectSame(as: anna)
    }
  }

  @Test func `packs that two copies numbered under one name are refused by name`() throws {
    try CopiedSeries.with(["anna"]) { copies in
      let stick = try copies[0].again("-stick")
      try Self.sharedOut([copies[0], stick], to: ["a1", "a2"])
      let before = try copies[0].ledger.head()
      let judged = try copies[0].join(stick)
      #expect(judged.value == nil && judged.findings.map(\.code) == ["join-both"])
      #expect(judged.findings.first?.subject == "pack M0003-anna")
      #expect(try copies[0].ledger.head() == before)
    }
  }

  @Test func `results released apart hold, and one that went out twice is named`() throws {
    try CopiedSeries.with(["anna", "ben"]) { copies in
      let (anna, ben) = (copies[0], copies[1])
      try Self.sharedOut(copies, to: ["a1", "a1"], andGivenOut: false)
      for (copy, value) in zip(copies, [3, 2]) {
        _ = try copy.made.distribute(at: "2027-04-01T12:00:00Z")
        _ = try Self.collect(
          copy, from: "M0003-\(copy.name)", value, at: "2027-04-02T09:0\(value):00Z")
        try copy.made.releaseAll(at: "2027-06-07T09:0\(value):00Z")
      }
      let judged = try anna.join(ben, at: "2027-06-08T09:00:00Z")
      let codes = Set(judged.findings.map(\.code))
      #expect(codes.isSuperset(of: ["join-clash", "mark-clash", "join-packs"]), "\(codes)")
      // The later letter is the one that stands, in both.
      let later = MadeSeries.instant("2027-06-07T09:03:00Z")
      #expect(try anna.made.entry("p4").release?.released == later)
      _ = try ben.join(anna, at: "2027-06-08T10:00:00Z")
      try anna.expectSame(as: ben)
      for copy in copies {
        #expect(try copy.verify().filter { $0.severity == .refused } == [])
      }
      let clash = try #require(try anna.ledger.joinClashes().first)
      #expect(
        try anna.ledger.settle(
          clashes: [clash.number], keeping: .other, reason: "no",
          act: MadeSeries.act("2027-06-08T11:00:00Z", "settle")
        ).findings.map(\.code) == ["clash-needs-command"])
      try anna.made.reopen("p4", at: "2027-06-08T12:00:00Z")
      #expect(try anna.ledger.joinClashes().isEmpty)
    }
  }

  @Test func `a released result holds where the other copy changed what is behind it`() throws {
    try CopiedSeries.with(["anna", "ben"]) { copies in
      let (anna, ben) = (copies[0], copies[1])
      try Self.sharedOut(copies, to: ["a1", "a1"], andGivenOut: false)
      _ = try anna.made.distribute(at: "2027-04-01T12:00:00Z")
      _ = try Self.collect(anna, from: "M0003-anna", 3, at: "2027-04-02T09:00:00Z")
      try anna.made.releaseAll()
      let entry = try ben.made.entry("p4")
      let criteria = try Rubric.embedded(.npqlt).criteria.map { ($0.id, 1) }
      _ = try ben.ledger.resolve(
        entry: entry.id, kind: .adjudicated, marks: Dictionary(uniqueKeysWithValues: criteria),
        keeping: nil, reason: "made up", act: ben.act(200, "moderate adjudicate"))
      for (copy, other) in [(anna, ben), (ben, anna)] {
        _ = try copy.join(other, at: "2027-06-08T09:00:00Z")
        #expect(try copy.made.entry("p4").release?.outcome == .passed)
        #expect(try copy.verify().filter { $0.severity == .refused } == [])
      }
      try anna.expectSame(as: ben)
    }
  }
}
