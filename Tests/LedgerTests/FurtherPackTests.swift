import Assessment
import Findings
import Foundation
import Sealing
import Testing

@testable import Ledger

@Suite struct FurtherPacks {
  /// A pack of two scripts for the one assessor there is.
  private func given(_ series: MadeSeries) throws {
    try series.importPeople(4)
    for person in ["p1", "p2"] { try receive(series, person, at: "2027-03-20T09:00:00Z") }
    _ = try series.ledger.importAssessors(
      MadeSeries.assessors(1), act: MadeSeries.act("2027-03-20T10:00:00Z"))
    try series.allocate(markings: 1)
    _ = try distribute(series, at: "2027-03-20T13:00:00Z")
  }

  private func receive(_ series: MadeSeries, _ person: String, at time: String) throws {
    _ = try series.receive(
      [try series.response(person, "Words of \(person).", at: "2027-03-09T09:00:00Z")], at: time)
  }

  private func distribute(
    _ series: MadeSeries, at time: String, hand: (PackFile) throws -> Bool = { _ in true }
  ) throws -> [String] {
    var random = SystemRandom()
    let settings = PageSettings(
      due: CivilDate("2027-04-12"), dueOf: ["a2": try #require(CivilDate("2027-04-20"))])
    return try series.ledger.distribute(
      as: .page(settings), act: MadeSeries.act(time), using: &random, hand: { try $0.map(hand) }
    ).packs.map(\.pack)
  }

  /// What the next pack of the assessor would tell.
  private func news(_ series: MadeSeries, at time: String) throws -> PackNews {
    try #require(
      try series.ledger.packOrders(at: MadeSeries.instant(time)).orders
        .first { $0.assessor.id == "a1" }
    ).news
  }

  private func script(_ series: MadeSeries, of person: String) throws -> String {
    let now = MadeSeries.instant("2027-03-30T09:00:00Z")
    return try #require(try series.ledger.entries(at: now).first { $0.person == person }).script
  }

  @Test func `a further pack names those before it and holds what is new alone`() throws {
    try MadeSeries.with { series in
      try given(series)
      try receive(series, "p3", at: "2027-03-21T09:00:00Z")
      try series.allocate(markings: 1, at: "2027-03-21T11:00:00Z")
      let now = MadeSeries.instant("2027-03-21T12:00:00Z")
      let order = try #require(try series.ledger.packOrders(at: now).orders.first)
      #expect(order.pack == "M0002" && order.scripts.count == 1)
      #expect(order.news.earlier == ["M0001"] && order.news.withdrawn.isEmpty)
    }
  }

  @Test func `what was handed in anew and what is not to be marked is withdrawn`() throws {
    try MadeSeries.with { series in
      try given(series)
      _ = try series.replace("p1", "The right one.", at: "2027-03-22T09:00:00Z")
      let entry = try #require(
        try series.ledger.entries(at: MadeSeries.instant("2027-03-22T09:00:00Z"))
          .first { $0.person == "p2" })
      _ = try series.ledger.record(
        [
          NewException(
            entry: entry.id, exception: EntryException(kind: .withdrawal), category: nil,
            authoriser: nil, reason: "left")
        ],
        act: MadeSeries.act("2027-03-22T10:00:00Z"))
      let withdrawn = try news(series, at: "2027-03-22T11:00:00Z").withdrawn
      let expected: Set<PagePack.Withdrawn> = [
        .init(pack: "M0001", script: try script(series, of: "p1"), reason: .replaced),
        .init(pack: "M0001", script: try script(series, of: "p2"), reason: .stopped),
      ]
      #expect(Set(withdrawn) == expected)
    }
  }

  @Test func `an answer stands in the pack that follows it, and in no later one`() throws {
    try MadeSeries.with { series in
      try given(series)
      let code = try #require(ScriptCode(try script(series, of: "p1")))
      let pack = try #require(Identifier("M0001"))
      let row = ScriptMarks(
        script: code, assessor: try #require(Identifier("a1")), pack: pack, revision: 1,
        rubric: try Rubric.embedded(.npqlt).digest(), note: "A child is named",
        flags: [ScriptFlag(.identityVisible)])
      let sheet = ReturnedSheet(
        name: "flag", digest: Digest(of: Data("flag".utf8)), pack: pack, rows: [row])
      let query = try #require(
        try series.ledger.collect([sheet], act: MadeSeries.act("2027-03-21T09:00:00Z"))
          .queries.first)
      try series.ledger.answer(
        query: query, text: "Mark it.", act: MadeSeries.act("2027-03-21T10:00:00Z"))
      try receive(series, "p3", at: "2027-03-22T09:00:00Z")
      try series.allocate(markings: 1, at: "2027-03-22T11:00:00Z")
      let answer = PagePack.Answer(
        script: code.text, flag: "identity-visible", note: "A child is named", answer: "Mark it.")
      #expect(try news(series, at: "2027-03-22T12:00:00Z").answers == [answer])
      _ = try distribute(series, at: "2027-03-22T13:00:00Z")
      try receive(series, "p4", at: "2027-03-23T09:00:00Z")
      try series.allocate(markings: 1, at: "2027-03-23T11:00:00Z")
      #expect(try news(series, at: "2027-03-23T12:00:00Z").answers.isEmpty)
    }
  }

  @Test func `a pack that was not handed over is what the next run begins with`() throws {
    try MadeSeries.with { series in
      try given(series)
      try receive(series, "p3", at: "2027-03-21T09:00:00Z")
      try series.allocate(markings: 1, at: "2027-03-21T11:00:00Z")
      struct CutOff: Error {}
      #expect(throws: CutOff.self) {
        try distribute(series, at: "2027-03-21T12:00:00Z") { _ in throw CutOff() }
      }
      #expect(try distribute(series, at: "2027-03-21T13:00:00Z") { _ in false } == ["M0002"])
      #expect(try distribute(series, at: "2027-03-21T14:00:00Z") == ["M0002"])
      #expect(try distribute(series, at: "2027-03-21T15:00:00Z").isEmpty)
    }
  }

  @Test func `the record knows by when each assessor's marks were to come`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      for person in ["p1", "p2"] { try receive(series, person, at: "2027-03-20T09:00:00Z") }
      _ = try series.ledger.importAssessors(
        MadeSeries.assessors(3), act: MadeSeries.act("2027-03-20T10:00:00Z"))
      try series.allocate(markings: 1)
      _ = try distribute(series, at: "2027-03-20T13:00:00Z")
      let day = try #require(CivilDate("2027-04-15"))
      for load in try series.ledger.loads() {
        let expected = load.given == 0 ? nil : load.assessor == "a2" ? "2027-04-20" : "2027-04-12"
        #expect(load.due == expected)
        #expect(load.daysOver(on: day) == (expected == "2027-04-12" ? 3 : nil))
        #expect(load.unfinished == load.packs)
      }
    }
  }

  @Test func `every script that is in no pack is named with the reason`() throws {
    try MadeSeries.with { series in
      try given(series)
      func gaps() throws -> [String] {
        try series.ledger.packGaps(at: MadeSeries.instant("2027-03-22T12:00:00Z")).map(\.reason)
      }
      #expect(try gaps().isEmpty)
      try receive(series, "p3", at: "2027-03-21T09:00:00Z")
      #expect(try gaps() == ["not allocated yet: npq allocate"])
      try series.allocate(markings: 1, at: "2027-03-21T11:00:00Z")
      #expect(try gaps() == ["allocated, and not given out yet: npq distribute"])
      _ = try distribute(series, at: "2027-03-21T12:00:00Z")
      #expect(try gaps().isEmpty)
    }
  }
}
