import Assessment
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

// What lies in the packs of a standardisation, and beside them.
extension Standardising {
  @Test
  func `the letter about a standardisation pack holds the definitive marks of practice alone`()
    throws
  {
    try MadeSeries.with(standardisation: Self.policy) { series in
      try given(series)
      _ = try series.distribute(at: "2027-03-20T13:00:00Z")
      let outcome = try mark(series, "a2", more: 1, day: 22)
      let folder = try #require(
        try series.ledger.acknowledge(packs: outcome.packs, act: act("2027-03-22T09:00:00Z"))
          .value)
      let letter = try String(
        contentsOf: folder.appending(path: "\(outcome.packs[0]).txt"), encoding: .utf8)
      #expect(letter.contains("\(try code(series, "p1")): you gave 13, agreed 12"))
      #expect(letter.contains("evidence: you gave 3, agreed 2: it is all there"))
      #expect(letter.contains("NPQLT: a second set of scripts follows."))
      for person in ["p2", "p3", "p4"] {
        #expect(!letter.contains(try code(series, person).text))
      }
    }
  }

  @Test func `the leads' marks lie in the pack for practice scripts alone`() throws {
    try MadeSeries.with(standardisation: "{seeds: {one-in: 2}}") { series in
      try given(series)
      let now = act("2027-03-20T13:00:00Z")
      let standards = try series.ledger.standards(at: now.time)
      try series.ledger.giveCommon(for: nil, by: standards, act: now)
      let scripts = try series.ledger.packOrders(at: now.time).orders.flatMap { order in
        order.scripts.map { (round: order.round, script: $0) }
      }
      let seeds = Set(try ["p7", "p8", "p9"].map { try code(series, $0).text })
      #expect(scripts.contains { $0.round == .marking && seeds.contains($0.script.script) })
      let shown = scripts.filter { $0.script.agreed != nil }
      #expect(shown.map(\.round) == [.standardisation, .standardisation])
      #expect(Set(shown.map(\.script.script)) == [try code(series, "p1").text])
    }
  }

  @Test func `definitive marks are none for a response that takes the place of the other`() throws {
    try MadeSeries.with(standardisation: Self.policy) { series in
      try given(series)
      _ = try series.distribute(at: "2027-03-20T13:00:00Z")
      let script = try code(series, "p1")
      let outcome = try series.replace("p1", "The right one.", at: "2027-03-22T09:00:00Z")
      #expect(outcome?.result == .accepted)
      #expect(try series.ledger.definitives().contains { $0.script.script == script } == false)
      #expect(try series.distribute(at: "2027-03-22T13:00:00Z").packs.isEmpty)
      let rows = try series.ledger.results(at: MadeSeries.instant("2027-03-22T13:00:00Z"))
      let rule = rows.first { $0.entry.script == script }?.decision.rule
      #expect(rule == .notMarked)
    }
  }

  @Test func `undoing a distribution takes the common scripts back`() throws {
    try MadeSeries.with(standardisation: Self.policy) { series in
      try given(series)
      _ = try series.distribute(at: "2027-03-20T13:00:00Z")
      let last = try series.ledger.lastEvent()
      let undone = try series.ledger.undo(
        last, wholeRun: true, reason: "too early", act: act("2027-03-20T14:00:00Z"))
      #expect(undone.value != nil)
      #expect(try series.ledger.queue.read { try $0.commonScripts() }.isEmpty)
      #expect(try series.distribute(at: "2027-03-20T15:00:00Z").packs.count == 2)
    }
  }
}
