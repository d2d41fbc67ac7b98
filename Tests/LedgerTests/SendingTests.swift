import Assessment
import Findings
import Foundation
import Testing

@testable import Ledger

@Suite struct Sending {
  private func send(
    _ series: MadeSeries, _ kind: LetterKind, at time: String, again: Bool = false,
    byPartner: Bool = false
  ) throws -> SendOutcome? {
    try series.ledger.send(
      kind, by: CivilDate("2027-03-29"), again: again, byPartner: byPartner,
      act: MadeSeries.act(time, "send")
    ).value
  }

  @Test func `a request says what is the matter, once, and again when something else came`() throws
  {
    try MadeSeries.with { series in
      try series.importPeople(2)
      let link = try series.response("p1", "https://example.org/x", at: "2027-03-09T09:00:00Z")
      _ = try series.receive([link], at: "2027-03-20T09:00:00Z")
      let sent = try send(series, .request, at: "2027-03-20T10:00:00Z")
      #expect(sent?.letters.map(\.person) == ["p1"])
      let letter = try #require(sent?.letters.first?.letter)
      #expect(letter.text.contains("holds a link and not the document"))
      #expect(letter.firstLine == "Please send your NPQLT case study again by 29 March 2027.")
      #expect(try series.entries()[0].flags.contains("asked to answer by 2027-03-29"))
      #expect(try send(series, .request, at: "2027-03-20T11:00:00Z")?.letters.isEmpty == true)
      #expect(
        try send(series, .request, at: "2027-03-20T11:00:00Z", again: true)?.letters.count == 1)
      let other = try series.response("p1", "https://example.org/y", at: "2027-03-10T09:00:00Z")
      _ = try series.receive([other], at: "2027-03-20T12:00:00Z")
      #expect(try send(series, .request, at: "2027-03-20T13:00:00Z")?.letters.count == 1)
    }
  }

  @Test func `the record holds to whom, and no name`() throws {
    try MadeSeries.with { series in
      try series.importPeople(3)
      let sent = try send(series, .reminder, at: "2027-03-14T10:00:00Z", byPartner: true)
      #expect(sent?.letters.count == 3)
      let folder = try #require(sent?.folder)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(
        names == [
          "p1-NPQLT.txt", "p2-NPQLT.txt", "p3-NPQLT.txt", "send-without-partner.csv", "send.csv",
        ])
      let entry = try #require(try series.entries().first)
      let line = try #require(try series.ledger.history(ofEntry: entry.id).last)
      #expect(line.body.facts == ["kind": "reminder", "letters": "3", "by": "2027-03-29"])
    }
  }

  @Test func `who has a receipt that no longer stands is told, and what counts`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.receiveOne()
      _ = try series.receive(
        [try series.response("p1", "Two.", at: "2027-03-10T09:00:00Z")], at: "2027-03-20T10:00:00Z")
      let undone = try #require(
        try series.undo(try series.lastEvent(), at: "2027-03-20T11:00:00Z").value)
      let folder = try #require(
        try series.ledger.correct(
          lost: undone.receipts, act: MadeSeries.act("2027-03-20T11:00:00Z")
        ).value)
      let text = try String(
        contentsOf: folder.appending(path: "p1-NPQLT.txt"), encoding: .utf8)
      let entry = try #require(try series.entries().first)
      let counts = try #require(try series.ledger.response(named: entry.script)?.receipt)
      #expect(text.contains("What counts is the response with receipt \(counts)."))
      #expect(
        text.contains("The receipt \(undone.receipts[entry.id]?.first ?? "none") no longer stands"))
    }
  }

  @Test func `a provider's own text is used, and a faulty one stops all`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      #expect(try series.ledger.writeTemplates().count == LetterKind.allCases.count)
      #expect(try series.ledger.writeTemplates().isEmpty)
      let file = series.ledger.templates.appending(path: "reminder.txt")
      try Data("Subject: Hello\r\n\r\nUntil {{closes}}.\r\n".utf8).write(to: file)
      let sent = try send(series, .reminder, at: "2027-03-14T10:00:00Z")
      #expect(sent?.letters.first?.letter.subject == "Hello")
      #expect(sent?.letters.first?.letter.text == "Until Monday 15 March 2027, 23:59.\n")
      try Data("Subject: Hello\n\n{{when}}\n".utf8).write(to: file)
      #expect(try send(series, .reminder, at: "2027-03-14T11:00:00Z", again: true) == nil)
    }
  }
}
