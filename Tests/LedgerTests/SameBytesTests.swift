import Assessment
import Findings
import Foundation
import Testing

@testable import Ledger

@Suite struct `The same bytes` {
  @Test func `two participants have each their own time of record`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      let text = "We wrote this together."
      let first = try series.receive(
        [try series.untimed("p1", text)], at: "2027-03-10T09:00:00Z")
      #expect(first.map(\.result) == [.accepted])
      let second = try series.receive(
        [try series.untimed("p2", text)], at: "2027-03-20T09:00:00Z")
      let outcome = try #require(second.first)
      #expect(outcome.result == .held && outcome.findings.map(\.code).contains("window-closed"))
      #expect(outcome.arrival.received == MadeSeries.instant("2027-03-20T09:00:00Z"))
      #expect(outcome.receipt?.facts.received == MadeSeries.instant("2027-03-20T09:00:00Z"))
    }
  }

  @Test func `what waited for nobody keeps its time when it is said whose it is`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      _ = try series.receive([try series.untimed(nil, "Mine.")], at: "2027-03-10T09:00:00Z")
      let placed = try series.receive(
        [try series.untimed("p1", "Mine.")], at: "2027-03-20T09:00:00Z")
      #expect(placed.map(\.result) == [.accepted])
      #expect(placed.first?.arrival.received == MadeSeries.instant("2027-03-10T09:00:00Z"))
      // It is placed now, and another's is another's.
      let other = try series.receive(
        [try series.untimed("p2", "Mine.")], at: "2027-03-21T09:00:00Z")
      #expect(other.first?.arrival.received == MadeSeries.instant("2027-03-21T09:00:00Z"))
    }
  }

  @Test func `a response that waited keeps its time when it is received again`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      _ = try series.receive([try series.untimed("p1", "Late.")], at: "2027-03-16T09:00:00Z")
      try series.extend("p1", to: "2027-03-18T23:59:59Z", at: "2027-03-20T10:00:00Z")
      let again = try series.receive(
        [try series.untimed("p1", "Late.")], at: "2027-03-20T11:00:00Z")
      #expect(again.map(\.result) == [.accepted])
      #expect(again.first?.arrival.received == MadeSeries.instant("2027-03-16T09:00:00Z"))
    }
  }
}

@Suite struct `What is said of a response` {
  @Test func `a later one says which it takes the place of`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      let first = try series.receive(
        [try series.response("p1", "One.", at: "2027-03-09T09:00:00Z")], at: "2027-03-20T09:00:00Z")
      let number = try #require(first.first?.receipt?.number)
      #expect(first.first?.findings.contains { $0.code == "earlier-replaced" } == false)
      let second = try series.receive(
        [try series.response("p1", "Two.", at: "2027-03-10T09:00:00Z")], at: "2027-03-20T10:00:00Z")
      let note = try #require(second.first?.findings.first { $0.code == "earlier-replaced" })
      let script = try #require(try series.entries().first).script
      #expect(note.severity == .note && second.first?.result == .accepted)
      #expect(
        note.message
          == "takes the place of the earlier response (receipt \(number), received "
          + "2027-03-09T09:00:00Z), which is kept")
      #expect(note.remedy.contains("npq show \(script)"))
    }
  }

  @Test func `one that was handed in before the one that counts says so`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      let outcomes = try series.receive(
        [
          try series.response("p1", "Two.", at: "2027-03-10T09:00:00Z"),
          try series.response("p1", "One.", at: "2027-03-09T09:00:00Z"),
        ], at: "2027-03-20T09:00:00Z")
      #expect(outcomes.map(\.result) == [.accepted, .accepted])
      #expect(outcomes.last?.findings.map(\.code) == ["later-one-counts"])
      let entry = try #require(try series.entries().first)
      let counts = try series.ledger.response(named: entry.script)
      #expect(counts?.received == MadeSeries.instant("2027-03-10T09:00:00Z"))
    }
  }

  @Test func `the gravest comes first, in the record too`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      var incoming = try series.response("p1", "One two three.", at: "2027-03-01T09:00:00Z")
      let typed = try series.response("p1", "See the file.", at: "2027-03-01T09:00:00Z")
      incoming.files.append((typed.files[0].path, TypedName.page))
      let outcome = try #require(
        try series.receive([incoming], at: "2027-03-20T09:00:00Z").first)
      #expect(
        Set(outcome.findings.map(\.code)).isSuperset(of: ["typed-beside", "window-not-open"]))
      #expect(outcome.findings.map(\.severity) == outcome.findings.map(\.severity).sorted(by: >))
      let entry = try #require(try series.entries().first)
      #expect(try series.ledger.submissions(of: entry.id).first?.findings == outcome.findings)
    }
  }

  @Test func `several batches come to the same as one after the other`() throws {
    try MadeSeries.with { series in
      try series.importPeople(230)
      let incoming = try (1...230).map {
        try series.response("p\($0)", "The response of \($0).", at: "2027-03-10T09:00:00Z")
      }
      let outcomes = try series.receive(incoming + incoming, at: "2027-03-20T09:00:00Z")
      #expect(outcomes.prefix(230).allSatisfy { $0.result == .accepted })
      #expect(outcomes.dropFirst(230).allSatisfy { $0.result == .unchanged })
      #expect(outcomes.map { $0.arrival.person?.text } == (incoming + incoming).map(\.person))
      #expect(try series.states() == [.received: 230])
      let receipts = try FileManager.default.subpathsOfDirectory(
        atPath: series.ledger.folder.appending(path: "send").path)
      #expect(receipts.count { $0.hasSuffix(".json.sig") } == 230)
    }
  }
}

extension MadeSeries {
  /// A document of which nobody but the office's clock says when it came.
  fileprivate func untimed(_ person: String?, _ text: String) throws -> Incoming {
    var incoming = try response("any", text, at: "2027-03-10T09:00:00Z")
    (incoming.person, incoming.received) = (person, nil)
    return incoming
  }
}
