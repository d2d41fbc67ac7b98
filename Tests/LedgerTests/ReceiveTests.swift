import Assessment
import Findings
import Foundation
import Sealing
import Testing

@testable import Ledger

@Suite struct Receiving {
  /// Time of record, extension, and what becomes of it.
  static let arrivals: [(time: String, extended: String?, result: ReceiveOutcome.Result)] = [
    ("2027-03-08T00:00:59Z", nil, .held),
    ("2027-03-08T00:01:00Z", nil, .accepted),
    ("2027-03-15T23:59:59Z", nil, .accepted),
    ("2027-03-16T00:00:00Z", nil, .held),
    ("2027-03-16T00:00:00Z", "2027-03-18T23:59:59Z", .accepted),
    ("2027-03-19T00:00:00Z", "2027-03-18T23:59:59Z", .held),
  ]

  @Test(arguments: arrivals)
  func `the window and an extension decide whether a response is taken`(
    _ row: (time: String, extended: String?, result: ReceiveOutcome.Result)
  ) throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      if let extended = row.extended { try series.extend("p1", to: extended) }
      let outcomes = try series.receive(
        [try series.response("p1", "My response.", at: row.time)], at: "2027-03-20T09:00:00Z")
      #expect(outcomes.map(\.result) == [row.result])
      let state: EntryState = row.result == .accepted ? .received : .needsAttention
      #expect(try series.states() == [state: 1])
    }
  }

  @Test func `receiving the same twice changes nothing`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      let incoming = [
        try series.response("p1", "One.", at: "2027-03-09T09:00:00Z"),
        try series.response("p2", "Two.", at: "2027-03-19T09:00:00Z"),
      ]
      let first = try series.receive(
        incoming, at: "2027-03-20T09:00:00Z")
      #expect(first.map(\.result) == [.accepted, .held])
      let head = try series.ledger.head()
      let second = try series.receive(
        incoming, at: "2027-03-20T10:00:00Z")
      #expect(second.map(\.result) == [.unchanged, .unchanged])
      #expect(try series.ledger.head() == head)
    }
  }

  @Test func `what is received again puts right what was lost or spoilt of it`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      let incoming = [try series.response("p1", "One two.", at: "2027-03-09T09:00:00Z")]
      let first = try series.receive(incoming, at: "2027-03-20T09:00:00Z")
      let folder = series.ledger.folder
      let copy = try #require(first[0].arrival.copies.first)
      let clean = folder.appending(path: "clean/\(copy.digest)")
      let original = folder.appending(path: "store/\(first[0].arrival.original)")
      let whole = try [Data(contentsOf: clean), Data(contentsOf: original)]
      try FileManager.default.removeItem(at: clean)
      try Data("On".utf8).write(to: original)
      let second = try series.receive(incoming, at: "2027-03-20T10:00:00Z")
      #expect(second.map(\.result) == [.unchanged])
      #expect(try [Data(contentsOf: clean), Data(contentsOf: original)] == whole)
      let third = try series.receive(incoming, at: "2027-03-20T11:00:00Z")
      #expect(third.map(\.result) == [.unchanged] && third[0].arrival.words == 2)
      #expect(third[0].arrival.copies.isEmpty, "it was not looked at again")
    }
  }

  @Test func `a held response is let through by an extension, at its own time of record`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      let late = try series.response("p1", "One.", at: "2027-03-16T09:00:00Z")
      _ = try series.receive(
        [late], at: "2027-03-20T09:00:00Z")
      try series.extend("p1", to: "2027-03-18T23:59:59Z", at: "2027-03-20T10:00:00Z")
      var again = late
      again.received = nil
      let outcome = try series.receive(
        [again], at: "2027-03-21T09:00:00Z")
      #expect(outcome.map(\.result) == [.accepted])
      #expect(outcome.first?.arrival.received == late.received)
      #expect(try series.ledger.heldSubmissions().isEmpty)
    }
  }

  @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
  func `the last response before the close counts, in whatever order they come`(
    _ order: [Int]
  ) throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      let all = [
        try series.response("p1", "A draft.", at: "2027-03-10T09:00:00Z"),
        try series.response("p1", "The final one.", at: "2027-03-14T09:00:00Z"),
        try series.response("p1", "Too late.", at: "2027-03-16T09:00:00Z"),
      ]
      for number in order {
        _ = try series.receive(
          [all[number]], at: "2027-03-20T09:00:00Z")
      }
      _ = try series.ledger.importAssessors(
        MadeSeries.assessors(1), act: MadeSeries.act("2027-03-20T10:00:00Z"))
      try series.allocate(markings: 1)
      let due = try series.ledger.packOrders(at: MadeSeries.instant("2027-03-20T12:00:00Z"))
      let path = try #require(due.orders.first?.scripts.first?.copies.first?.path)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "The final one.")
    }
  }

  @Test func `what comes when marking has begun is held and changes no pack`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      _ = try series.receive(
        [try series.response("p1", "One.", at: "2027-03-09T09:00:00Z")], at: "2027-03-20T09:00:00Z")
      _ = try series.ledger.importAssessors(
        MadeSeries.assessors(1), act: MadeSeries.act("2027-03-20T10:00:00Z"))
      try series.allocate(markings: 1)
      let packs = try series.distribute(at: "2027-03-20T13:00:00Z").packs
      #expect(packs.map(\.scripts) == [1])
      let outcome = try series.receive(
        [try series.response("p1", "Another.", at: "2027-03-10T09:00:00Z")],
        at: "2027-03-21T09:00:00Z")
      #expect(outcome.first?.findings.contains { $0.code == "marking-has-begun" } == true)
      #expect(
        try series.distribute(at: "2027-03-22T09:00:00Z").packs.isEmpty)
      #expect(try series.states(at: "2027-03-22T10:00:00Z") == [.inMarking: 1])
    }
  }

  @Test func `the same file from two people is held until somebody says whose it is`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      var file = try series.response("p1", "One.", at: "2027-03-09T09:00:00Z")
      _ = try series.receive([file], at: "2027-03-20T09:00:00Z")
      file.person = "p2"
      let outcome = try series.receive([file], at: "2027-03-20T10:00:00Z")
      #expect(outcome.first?.findings.map(\.code).contains("same-file-two-people") == true)
      #expect(try series.states() == [.received: 1, .needsAttention: 1])
    }
  }

  @Test func `a document of nobody known is kept and held`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      var stray = try series.response("p1", "Whose?", at: "2027-03-09T09:00:00Z")
      stray.person = nil
      let outcome = try series.receive(
        [stray], at: "2027-03-20T09:00:00Z")
      #expect(outcome.map(\.result) == [.held])
      let held = try series.ledger.heldSubmissions()
      #expect(held.map(\.entry) == [nil])
      let kept = series.folder.appending(path: "store/\(held[0].original)")
      #expect(try String(contentsOf: kept, encoding: .utf8) == "Whose?")
    }
  }
}

extension MadeSeries {
  /// Makes the packs that are due, as plain files.
  func distribute(at time: String) throws -> DistributeOutcome {
    var random = SystemRandom()
    return try ledger.distribute(as: .plain(PageSettings()), act: Self.act(time), using: &random)
  }

  func importPeople(
    _ count: Int, more details: [String: String] = [:], at time: String = "2027-02-02T09:00:00Z"
  ) throws {
    _ = try ledger.importParticipants(
      Self.roster(count, more: details), secret: Self.secret, act: Self.act(time))
  }

  func extend(_ person: String, to time: String, at: String = "2027-03-01T09:00:00Z") throws {
    let entries = try ledger.entries(at: Self.instant(at)).filter { $0.person == person }
    let exceptions = entries.map { entry in
      NewException(
        entry: entry.id,
        exception: EntryException(kind: .extension, closes: Self.instant(time)),
        category: "illness",
        authoriser: "head", reason: "a letter")
    }
    _ = try ledger.record(exceptions, act: Self.act(at))
  }

  func allocate(markings: Int, at time: String = "2027-03-20T11:00:00Z") throws {
    var request = try ledger.allocationRequest(at: Self.instant(time), draw: 1)
    request.markings = markings
    guard let plan = Assessment.allocate(request).plan else { return }
    _ = try ledger.allocate(plan.markings, draw: 1, act: Self.act(time))
  }
}
