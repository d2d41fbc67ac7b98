import Assessment
import Findings
import Foundation
import Sealing
import Testing

@testable import Ledger

@Suite struct SealedReceivingTests {
  /// A response of one person, sealed for an identity.
  private func sealed(
    _ series: MadeSeries, for office: AgeIdentity, at time: String
  ) throws -> Incoming {
    var incoming = try series.response("p1", "Some words.", at: time)
    let path = incoming.files[0].path + ".age"
    var random = SystemRandom()
    try sealFile(
      at: incoming.files[0].path, to: path, for: .recipients([office.recipient]), replacing: true,
      using: &random)
    incoming.files = [(path, "essay.txt.age")]
    return incoming
  }

  private func identity() throws -> AgeIdentity {
    var random = SystemRandom()
    return try AgeIdentity(using: &random)
  }

  @Test func `a sealed document is received like any other, and kept as it came`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      let office = try identity()
      let incoming = try sealed(series, for: office, at: "2027-03-09T09:00:00Z")
      let outcome = try #require(
        try series.ledger.receive(
          [incoming], with: ReceivingKeys(signing: series.key, office: office),
          act: MadeSeries.act("2027-03-10T09:00:00Z")
        ).first)
      #expect(outcome.result == .accepted)
      #expect(outcome.arrival.name == "essay.txt.age")
      #expect(outcome.arrival.format == "txt")
      let digest = Digest(of: try Data(contentsOf: URL(filePath: incoming.files[0].path)))
      #expect(outcome.receipt?.facts.originals == [digest])
      let left = try FileManager.default.contentsOfDirectory(
        atPath: series.folder.appending(path: "held").path)
      #expect(left.isEmpty)
    }
  }

  @Test func `what the office's key does not open is held, and counts once it can be opened`()
    throws
  {
    try MadeSeries.with { series in
      try series.importPeople(1)
      let office = try identity()
      let incoming = try sealed(series, for: office, at: "2027-03-09T09:00:00Z")
      func receive(with key: AgeIdentity, at time: String) throws -> ReceiveOutcome? {
        try series.ledger.receive(
          [incoming], with: ReceivingKeys(signing: series.key, office: key),
          act: MadeSeries.act(time)
        ).first
      }
      let held = try receive(with: try identity(), at: "2027-03-10T09:00:00Z")
      #expect(held?.findings.map(\.code) == ["sealed-for-others"])
      #expect(try series.states() == [.needsAttention: 1])
      #expect(try receive(with: office, at: "2027-03-11T09:00:00Z")?.result == .accepted)
      #expect(try series.states() == [.received: 1])
    }
  }

  @Test func `salvaging after holding is told once, and nothing is salvaged unasked`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      let path = series.folder.appending(path: "bad.zip")
      try Data("PK\u{3}\u{4} no more than this".utf8).write(to: path)
      let incoming = Incoming(files: [(path.path, "bad.zip")], person: "p1")
      func receive(salvaging: Bool, at time: String) throws -> ReceiveOutcome? {
        try series.ledger.receive(
          [incoming], with: ReceivingKeys(signing: series.key), salvaging: salvaging,
          act: MadeSeries.act(time)
        ).first
      }
      let first = try receive(salvaging: false, at: "2027-03-10T09:00:00Z")
      #expect(first?.findings.contains { $0.code == "salvaged" } == false)
      let second = try receive(salvaging: true, at: "2027-03-10T10:00:00Z")
      #expect(second?.result == .held)
      #expect(second?.findings.contains { $0.code == "salvaged" } == true)
      #expect(try receive(salvaging: true, at: "2027-03-10T11:00:00Z")?.result == .unchanged)
      #expect(try series.ledger.heldSubmissions().count == 1)
    }
  }
}
