import Assessment
import Findings
import Foundation
import Sealing
import Testing

@testable import Ledger

@Suite struct PagePacks {
  private func distribute(_ series: MadeSeries, at time: String) throws -> [PackFile] {
    var random = SystemRandom()
    return try series.ledger.distribute(
      as: .page(PageSettings(due: CivilDate("2027-04-12"))), act: MadeSeries.act(time),
      using: &random
    ).packs
  }

  /// The words of each pack, as the office's list has them.
  private func words(_ series: MadeSeries) throws -> [String: String] {
    let url = series.folder.appending(path: "send/passphrases.csv")
    let mode = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    let rows = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
    #expect(rows.first?.hasSuffix("assessor,name,email,pack,words") == true)
    return Dictionary(
      uniqueKeysWithValues: rows.dropFirst().map { row in
        let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return (cells[3], cells[4])
      })
  }

  private func opened(_ pack: PackFile, with words: String) throws -> Data? {
    let page = try String(contentsOf: pack.url, encoding: .utf8)
    let start = try #require(page.firstRange(of: "npq-marking-pack 1 pbkdf2")).lowerBound
    let end = try #require(page[start...].firstRange(of: "</script>")).lowerBound
    return SealedText.open(String(page[start..<end]), with: words)
  }

  @Test func `a page opens with its assessor's words, which are kept over rounds`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      _ = try series.ledger.importAssessors(
        MadeSeries.assessors(1), act: MadeSeries.act("2027-03-10T10:00:00Z"))
      var packs: [PackFile] = []
      for (person, day) in [("p1", "20"), ("p2", "21")] {
        _ = try series.receive(
          [try series.response(person, "Words of \(person).", at: "2027-03-09T09:00:00Z")],
          at: "2027-03-\(day)T09:00:00Z")
        try series.allocate(markings: 1, at: "2027-03-\(day)T12:00:00Z")
        packs += try distribute(series, at: "2027-03-\(day)T13:00:00Z")
      }
      #expect(packs.map(\.pack) == ["M0001", "M0002"])
      let words = try words(series)
      #expect(words.count == 2 && Set(words.values).count == 1)
      for (pack, text) in zip(packs, ["Words of p1.", "Words of p2."]) {
        let plain = try #require(try opened(pack, with: words[pack.pack] ?? ""))
        #expect(String(decoding: plain, as: UTF8.self).contains(text))
        let contents = try series.ledger.contents(of: try #require(Identifier(pack.pack)))
        #expect(contents?.digest == Digest(of: plain))
        #expect(try opened(pack, with: "bakol dirum lazod mifak rubiz kodab") == nil)
        #expect(try Data(contentsOf: pack.url).range(of: Data(text.utf8)) == nil)
      }
    }
  }
}
