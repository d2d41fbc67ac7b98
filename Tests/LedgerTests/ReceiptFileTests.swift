import Assessment
import Findings
import Foundation
import Testing

@testable import Ledger

@Suite struct ReceiptFileTests {
  private func receive(
    _ series: MadeSeries, _ text: String, of person: String = "p1", at time: String,
    now: String = "2027-03-20T09:00:00Z"
  ) throws -> ReceiveOutcome {
    let incoming = try series.response(person, text, at: time)
    return try #require(try series.receive([incoming], at: now).first)
  }

  @Test func `what is held is answered too, and accepting it later takes the answer's place`()
    throws
  {
    try MadeSeries.with { series in
      try series.importPeople(1)
      let held = try receive(series, "One.", at: "2027-03-16T09:00:00Z")
      let first = try #require(held.receipt)
      #expect(first.facts.verdict == .held)
      #expect(first.facts.waits.map(\.code) == ["window-closed"])
      #expect(first.facts.paper?.timing == .closed)
      try series.extend("p1", to: "2027-03-18T23:59:59Z", at: "2027-03-20T10:00:00Z")
      let accepted = try receive(
        series, "One.", at: "2027-03-16T09:00:00Z", now: "2027-03-21T09:00:00Z")
      let second = try #require(accepted.receipt)
      #expect(second.facts.verdict == .accepted)
      #expect(second.facts.waits.isEmpty)
      #expect(second.facts.replaces == [first.number])
      let files = try series.sent()
      #expect(files.filter { $0.hasSuffix(".json.sig") }.count == 2)
      let entry = try #require(accepted.arrival.entry)
      let recorded = try series.ledger.submissions(of: entry)
      #expect(recorded.map(\.receipt) == [first.number, second.number])
    }
  }

  @Test(arguments: [false, true])
  func `of two responses each receipt says which one counts`(_ isReversed: Bool) throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      let times = ["2027-03-10T09:00:00Z", "2027-03-14T09:00:00Z"]
      let order = isReversed ? [1, 0] : [0, 1]
      var receipts: [Int: Receipt] = [:]
      for number in order {
        receipts[number] = try receive(series, "Number \(number).", at: times[number]).receipt
      }
      let draft = try #require(receipts[0])
      let final = try #require(receipts[1])
      #expect(draft.facts.countsInstead == (isReversed ? final.number : nil))
      #expect(final.facts.replaces == (isReversed ? [] : [draft.number]))
      #expect(final.facts.countsInstead == nil)
    }
  }

  @Test func `what nobody is known for has a receipt that goes into no mail merge`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      var stray = try series.response("p1", "Whose?", at: "2027-03-09T09:00:00Z")
      stray.person = nil
      let outcome = try series.receive([stray], at: "2027-03-20T09:00:00Z").first
      let receipt = try #require(outcome?.receipt)
      #expect(receipt.facts.participant == nil)
      #expect(receipt.facts.paper == nil)
      let place = try #require(series.receiptFolder())
      let list = try String(contentsOf: place.appending(path: "send.csv"), encoding: .utf8)
      #expect(!list.contains(receipt.number))
      let strays = try String(
        contentsOf: place.appending(path: "nobody-known.csv"), encoding: .utf8)
      #expect(strays.contains(receipt.number))
    }
  }

  @Test func `a password is asked to be taken off, and no package is made of it`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      let file = series.folder.appending(path: "essay.docx")
      try Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 600))
        .write(to: file)
      let incoming = Incoming(
        files: [(file.path, "essay.docx")], person: "p1",
        received: MadeSeries.instant("2027-03-09T09:00:00Z"))
      let receipt = try #require(
        try series.receive([incoming], at: "2027-03-20T09:00:00Z").first?.receipt)
      #expect(receipt.facts.verdict == .held)
      #expect(receipt.facts.contentDigest == nil)
      #expect(receipt.facts.files.map(\.name) == ["essay.docx"])
      #expect(receipt.facts.files.map(\.bytes) == [608])
      #expect(receipt.facts.waits.allSatisfy { $0.file == "essay.docx" && $0.sendAgain })
    }
  }

  @Test func `the receipts of several batches are all written, with nothing to catch up with`()
    throws
  {
    try MadeSeries.with { series in
      try series.importPeople(1)
      let incoming = try (0..<201).map { number in
        let path = series.folder.appending(path: "in-\(number).txt").path
        try Data("Number \(number).".utf8).write(to: URL(filePath: path))
        return Incoming(files: [(path, "in-\(number).txt")])
      }
      let outcomes = try series.receive(incoming, at: "2027-03-20T09:00:00Z")
      #expect(outcomes.map(\.result) == Array(repeating: .held, count: 201))
      #expect(try series.sent().filter { $0.hasSuffix(".json.sig") }.count == 201)
      #expect(try series.ledger.writeReceipts(signing: series.key) == 0)
    }
  }

  /// Where a run is interrupted after the record: before the files, and before the list of them.
  @Test(arguments: ["send", "send/receipts-20270320T090000Z/send.csv"])
  func `what was interrupted after the record is written when anything is received`(
    _ obstacle: String
  ) throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      let place = series.folder.appending(path: obstacle)
      try? FileManager.default.removeItem(at: place)
      if obstacle == "send" {
        try Data().write(to: place)
      } else {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      }
      #expect(throws: (any Error).self) {
        _ = try receive(series, "One.", at: "2027-03-09T09:00:00Z")
      }
      #expect(try series.states() == [.notSubmitted: 1, .received: 1])
      let head = try series.ledger.head()
      try FileManager.default.removeItem(at: place)
      if obstacle == "send" {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      }
      let again = try receive(
        series, "One.", at: "2027-03-09T09:00:00Z", now: "2027-03-21T09:00:00Z")
      #expect(again.result == .unchanged)
      #expect(try series.ledger.head() == head)
      let files = try series.sent()
      #expect(files.count == 5)
      let folder = try #require(series.receiptFolder())
      let list = try String(contentsOf: folder.appending(path: "send.csv"), encoding: .utf8)
      #expect(list.contains("p1") && list.split(whereSeparator: \.isNewline).count == 2)
      #expect(try series.ledger.writeReceipts(signing: series.key) == 0)
    }
  }
}

extension MadeSeries {
  /// The one folder of receipts.
  func receiptFolder() -> URL? {
    let send = folder.appending(path: "send")
    let names = try? FileManager.default.contentsOfDirectory(atPath: send.path)
    return names?.first { $0.hasPrefix("receipts-") }.map { send.appending(path: $0) }
  }

  /// The names of all files under `send/`.
  func sent() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(
      atPath: folder.appending(path: "send").path
    ).filter { $0.contains("/") }
  }
}
