import Assessment
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite struct Releasing {
  @Test func `a result goes out once, by a named officer, on the list that was looked at`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      try series.markOne()
      let plan = try series.plan()
      #expect(plan.ready.map(\.entry.person) == ["p1"])
      #expect(plan.withoutResult == 1 && plan.held.isEmpty)
      let list = plan.list.digest.description
      #expect(try series.release(list).findings.map(\.code) == ["officer-unknown"])
      try series.nameOfficer()
      for wrong in ["", "0", String(list.prefix(7)), String(repeating: "0", count: 64)] {
        #expect(try series.release(wrong).findings.map(\.code) == ["list-differs"])
      }
      #expect(try series.states()[.released] == nil)
      let made = try #require(try series.release(String(list.prefix(16))).value)
      #expect(made.number == 1 && made.plan.ready.count == 1)
      #expect(try series.states(at: "2027-06-08T09:00:00Z")[.released] == 1)
      #expect(try series.plan().ready.isEmpty && series.plan().releasedBefore == 1)
      #expect(try series.release(list).value == nil)
    }
  }

  @Test func `whoever is held stays, and the group alone is meant`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.markOne()
      try series.extend("p1", to: "2027-06-30T22:59:59Z", at: "2027-03-29T09:00:00Z")
      #expect(try series.plan().held.map { $0.holds.map(\.rule) } == [[.extensionOpen]])
      // Its last second is one in which they may still hand in.
      #expect(try series.plan(at: "2027-06-30T22:59:59Z").ready.isEmpty)
      #expect(try series.plan(at: "2027-06-30T23:00:00Z").ready.count == 1)
      #expect(try series.plan(ReleaseGroup(qualification: "NPQH")).lines.isEmpty)
      #expect(try series.plan(ReleaseGroup(qualification: "leading teaching")).lines.count == 1)
      #expect(try series.plan(ReleaseGroup(cohort: "2026")).lines.isEmpty)
      #expect(try series.plan(ReleaseGroup(partner: "Hub")).lines.isEmpty)
    }
  }

  @Test func `feedback is approved first, what was written is kept, and new words need it again`()
    throws
  {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.markOne(value: 1)
      #expect(try series.plan().held.map { $0.holds.map(\.rule) } == [[.feedbackMissing]])
      let line = try #require(try series.feedback().first)
      #expect(line.draft.text.contains("To work on most") && !line.isApproved)
      try series.approve(line, "Say who does what by when.")
      try series.approve(line, "Say who does what by when.")
      #expect(try series.feedback().first?.isApproved == true)
      let story = try series.ledger.history(ofEntry: line.entry.id)
      let texts = story.filter { $0.texts["approved"] != nil }.map(\.texts)
      #expect(
        texts == [["drafted": line.draft.text, "approved": "Say who does what by when."]])
      #expect(try series.plan().ready.count == 1)
      let script = try #require(ScriptCode(line.entry.script))
      _ = try series.ledger.record(
        mark: 3, criterion: "evidence", script: script,
        assessor: try #require(Identifier("a1")), reason: "a slip",
        act: MadeSeries.act("2027-06-01T09:00:00Z"))
      let stale = try #require(try series.feedback().first)
      #expect(!stale.isApproved && stale.approved == "Say who does what by when.")
      #expect(try series.plan().held.map { $0.holds.map(\.rule) } == [[.feedbackOutOfDate]])
    }
  }

  @Test func `approved feedback that names an assessor stops the release`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.markOne(value: 1)
      let line = try #require(try series.feedback().first)
      try series.approve(line, "Pack M0001 has more of it.")
      try series.nameOfficer()
      let list = try series.plan().list.digest.description
      #expect(try series.release(list).findings.map(\.code) == ["feedback-names-assessor"])
    }
  }

  @Test func `a release is never undone, and nothing behind it until it is opened again`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.markOne()
      let marks = try series.lastEvent()
      try series.releaseAll()
      let release = try series.lastEvent()
      let rows = try series.rows()
      #expect(
        try series.undo(release, at: "2027-06-08T09:00:00Z").findings.map(\.code)
          == ["result-released"])
      let behind = try series.undo(marks, at: "2027-06-08T09:00:00Z")
      #expect(behind.findings.map(\.subject) == ["event \(release)"])
      #expect(behind.findings.first?.remedy.contains("npq reopen") == true)
      #expect(try series.rows() == rows)
      try series.reopen("p1", at: "2027-06-09T09:00:00Z")
      #expect(try series.undo(marks, at: "2027-06-09T10:00:00Z").value != nil)
    }
  }

  @Test func `an opened result is kept, held until it is settled, and goes out anew`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.markOne()
      try series.releaseAll()
      let opened = try series.reopen("p1", at: "2027-06-09T09:00:00Z")
      #expect(opened?.before.outcome == .passed && opened?.letter != nil)
      #expect(try series.states(at: "2027-06-09T10:00:00Z")[.withheld] == 1)
      #expect(try series.reopen("p1", at: "2027-06-09T10:00:00Z") == nil)
      #expect(
        try series.plan(at: "2027-06-09T10:00:00Z").held.map { $0.holds.map(\.rule) }
          == [[.reopened]])
      let settled = try series.settle("p1", at: "2027-06-10T09:00:00Z")
      #expect(settled?.decision.outcome == .passed)
      let act = try series.lastEvent()
      try series.releaseAll(at: "2027-06-11T09:00:00Z")
      let letters = try series.letters()
      #expect(letters.count == 2 && letters[1].contains("stays as we wrote on 7 June 2027"))
      #expect(try series.undo(act, at: "2027-06-12T09:00:00Z").value == nil)
      #expect(try series.states(at: "2027-06-12T09:00:00Z") == [.released: 1])
    }
  }
}

@Suite struct PostingToTheDfE {
  @Test func `the first result is declared, a refused one made again, a changed one an outcome`()
    throws
  {
    try MadeSeries.with { series in
      try series.importPeople(
        1,
        more: [
          "dfe_id": "6cc135e8-72bc-46f2-8047-551f926a11ed", "Overseas": "Yes",
        ])
      try series.markOne()
      #expect(try series.requests().isEmpty)
      try series.releaseAll()
      #expect(try series.requests() == ["declaration"])
      try series.answer(.refused, "try later", at: "2027-06-08T09:00:00Z")
      let again = MadeSeries.act("2027-06-08T10:00:00Z", "publish")
      // The same file again is no second answer.
      try series.answer(.refused, "try later", at: "2027-06-08T09:00:00Z")
      for _ in 0..<2 {
        #expect(try series.ledger.completePayloads(ofRelease: 1, act: again).isEmpty)
      }
      #expect(try series.requests() == ["declaration", "declaration"])
      try series.answer(.accepted, "", at: "2027-06-08T11:00:00Z")
      let flags = try series.ledger.entries(at: MadeSeries.opens)[0].flags
      #expect(flags.contains("DfE: declaration accepted"))
      try series.reopen("p1", at: "2027-06-09T09:00:00Z")
      try series.collect(value: 0, file: "second.csv", at: "2027-06-09T10:00:00Z", revision: 2)
      try series.settle("p1", at: "2027-06-09T11:00:00Z")
      let line = try #require(try series.feedback(at: "2027-06-10T09:00:00Z").first)
      try series.approve(line, "Say who does what by when.", at: "2027-06-10T09:00:00Z")
      try series.releaseAll(at: "2027-06-10T10:00:00Z")
      #expect(try series.requests() == ["declaration", "declaration", "outcome"])
    }
  }

  @Test func `without an answer to the first nothing is made for a change, and it is named`() throws
  {
    try MadeSeries.with { series in
      try series.importPeople(
        1,
        more: [
          "dfe_id": "6cc135e8-72bc-46f2-8047-551f926a11ed", "overseas": "yes",
        ])
      try series.markOne()
      try series.releaseAll()
      try series.reopen("p1", at: "2027-06-09T09:00:00Z")
      try series.settle("p1", at: "2027-06-09T10:00:00Z")
      let findings = try series.releaseAll(at: "2027-06-10T10:00:00Z")
      #expect(findings.map(\.code) == ["dfe-unanswered"])
      #expect(try series.requests() == ["declaration"])
    }
  }

  @Test func `a person whom the DfE cannot know is named, and their letter goes out all the same`()
    throws
  {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.markOne()
      #expect(try series.releaseAll().map(\.code) == ["dfe-participant"])
      #expect(try series.letters().count == 1 && series.requests().isEmpty)
    }
  }
}

extension MadeSeries {
  func plan(
    _ group: ReleaseGroup = ReleaseGroup(), at time: String = "2027-06-07T09:00:00Z"
  ) throws -> ReleasePlan { try ledger.releasePlan(group, at: Self.instant(time)) }

  func nameOfficer() throws {
    let read = readOfficers(Array("name\nHead\n".utf8), name: "officers.csv")
    _ = try ledger.importOfficers(
      read.value?.rows ?? [], act: Self.act("2027-06-07T09:00:00Z", "import officers"))
  }

  func release(
    _ list: String, at time: String = "2027-06-07T09:00:00Z"
  ) throws -> Judged<ReleaseOutcome> {
    let act = Act(
      actor: "Head", time: Self.instant(time), machineTime: nil, command: "publish")
    return try ledger.release(ReleaseGroup(), list: list, act: act)
  }

  /// Releases everything that is ready.
  @discardableResult
  func releaseAll(at time: String = "2027-06-07T09:00:00Z") throws -> [Finding] {
    if try ledger.queue.read({ try $0.officers() }).isEmpty { try nameOfficer() }
    let judged = try release(try plan(at: time).list.digest.description, at: time)
    _ = try #require(judged.value)
    return judged.findings
  }

  func feedback(at time: String = "2027-06-07T09:00:00Z") throws -> [FeedbackLine] {
    try ledger.feedbackLines(at: Self.instant(time))
  }

  func approve(
    _ line: FeedbackLine, _ text: String, at time: String = "2027-05-31T09:00:00Z"
  ) throws {
    _ = try ledger.approve(
      [FeedbackApproval(line, text: text)], act: Self.act(time, "review"))
  }

  @discardableResult
  func reopen(_ person: String, at time: String) throws -> ReopenOutcome? {
    let entry = try #require(
      try ledger.entries(at: Self.instant(time)).first { $0.person == person })
    return try ledger.reopen(entry, reason: "an appeal", act: Self.act(time, "reopen")).value
  }

  @discardableResult
  func settle(_ person: String, at time: String) throws -> ReopenOutcome? {
    let entry = try #require(
      try ledger.entries(at: Self.instant(time)).first { $0.person == person })
    return try ledger.settle(entry, reason: "the panel", act: Self.act(time, "reopen")).value
  }

  func answer(_ state: DfEAnswer.State, _ message: String, at time: String) throws {
    let entry = try #require(try ledger.entries(at: Self.instant(time)).first)
    let answer = DfEAnswer(state: state, message: message, replacedBy: nil)
    _ = try ledger.record(
      [NewDfEAnswer(entry: entry, answer: answer)], file: Digest(of: Array(time.utf8)),
      act: Self.act(time, "import dfe-answers"))
  }

  /// The kinds of what was made for the DfE, in their order.
  func requests() throws -> [String] {
    try ledger.queue.read {
      try String.fetchAll($0, sql: "SELECT kind FROM dfe_payload ORDER BY id")
    }
  }

  func letters() throws -> [String] {
    try ledger.queue.read {
      try String.fetchAll($0, sql: "SELECT letter FROM released ORDER BY id")
    }
  }
}
