import Archive
import Assessment
import Documents
import Findings
import Foundation
import Sealing
import Testing

@testable import Ledger

/// Scripts on paper in packs, and what is prepared for them once.
@Suite struct PaperPacks {
  private static let maker = PaperMaker(
    program: URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "npq-paper"))

  /// A series in which two assessors mark each of two scripts; one of these is more than a page.
  private static func with(_ body: (MadeSeries) throws -> Void) throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      _ = try series.ledger.importAssessors(
        MadeSeries.assessors(2), act: MadeSeries.act("2027-03-10T10:00:00Z"))
      let long = (1...120).map { "Paragraph \($0)." }.joined(separator: "\n\n")
      _ = try series.receive(
        [
          try series.response("p1", "Words of one.", at: "2027-03-09T09:00:00Z"),
          try series.response("p2", long, at: "2027-03-09T09:00:00Z"),
        ], at: "2027-03-20T09:00:00Z")
      try series.allocate(markings: 2, at: "2027-03-20T12:00:00Z")
      try body(series)
    }
  }

  private static func distribute(
    _ series: MadeSeries, _ maker: PaperMaker? = maker, _ time: String = "2027-03-20T13:00:00Z"
  ) throws -> DistributeOutcome {
    var random = SystemRandom()
    return try series.ledger.distribute(
      as: .plain(PageSettings(paper: maker)), act: MadeSeries.act(time), using: &random)
  }

  private static func prepared(_ series: MadeSeries) throws -> [String: Date] {
    let folder = series.folder.appending(path: PreparedScripts.folderName)
    var files: [String: Date] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let facts = try FileManager.default.attributesOfItem(
        atPath: folder.appending(path: name).path)
      files[name] = facts[.modificationDate] as? Date
    }
    return files
  }

  /// The names of the files in a pack.
  private static func names(in pack: PackFile) throws -> Set<String> {
    var reader = try ZipReader(path: pack.url.path, limits: ArchiveLimits())
    var names: Set<String> = []
    while let entry = try reader.next() { names.insert(entry.name) }
    return names
  }

  @Test func `each script is in its packs as PDF, laid out and set once for all of them`() throws {
    try Self.with { series in
      let outcome = try Self.distribute(series)
      #expect(outcome.findings == [] && outcome.packs.count == 2)
      // For each script its layout and its PDF, though each is in two packs.
      let before = try Self.prepared(series)
      #expect(before.count == 4)
      let codes = try series.ledger.entries(at: MadeSeries.opens).map(\.script)
      for pack in outcome.packs {
        let names = try Self.names(in: pack)
        for code in codes { #expect(names.contains("\(pack.pack)/data/scripts/\(code).pdf")) }
        #expect(names.contains("\(pack.pack)/data/all-scripts.pdf"))
      }
      #expect(try Self.distribute(series, Self.maker, "2027-03-21T13:00:00Z").packs.isEmpty)
      #expect(try Self.prepared(series) == before)
      #expect(try VerifyingSeries.verify(series).findings.filter { $0.code != "key-missing" } == [])
    }
  }

  @Test func `what was prepared and is damaged or gone is made anew`() throws {
    try Self.with { series in
      _ = try Self.distribute(series)
      let folder = series.folder.appending(path: PreparedScripts.folderName)
      for (number, name) in try Self.prepared(series).keys.sorted().enumerated() {
        let url = folder.appending(path: name)
        if number.isMultiple(of: 2) {
          var bytes = try Data(contentsOf: url)
          bytes[bytes.count - 1] ^= 1
          try bytes.write(to: url)
        } else {
          try FileManager.default.removeItem(at: url)
        }
      }
      let inForce = Dictionary(
        uniqueKeysWithValues: try series.ledger.assessments().map { ($0.assessment.id.text, $0) })
      let orders = try Self.orders(again: series)
      let shelf = PreparedScripts(in: series.folder, maker: Self.maker)
      #expect(try shelf.prepare(orders, inForce, watch: .none) == [])
      let copies = orders.map { shelf.shown($0, inForce)?.request.flatMap(shelf.paper) }
      #expect(copies.count == 2 && copies.allSatisfy { $0 != nil })
    }
  }

  /// The scripts of the series as they would go into packs.
  private static func orders(again series: MadeSeries) throws -> [PackScript] {
    try series.ledger.scripts().enumerated().map { number, script in
      PackScript(
        entry: number, submission: number, script: script.script,
        assessment: try series.ledger.assessments()[0].assessment.id.text,
        qualification: script.qualification,
        copies: script.copies.map { ($0.path, $0.format.rawValue) }, mayConceal: false,
        adjusted: nil)
    }
  }

  /// A PDF without a table, which poppler makes anew; some of its words are white on white.
  private static func portable(_ words: String, white: String) -> String {
    let drawing = "BT /F1 12 Tf 72 700 Td (\(words)) Tj 1 g 0 -40 Td (\(white)) Tj ET"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
        + "/Resources << /Font << /F1 3 0 R >> >> >>",
      "<< /Length \(drawing.utf8.count) >>\nstream\n\(drawing)\nendstream",
    ]
    return "%PDF-1.5\n"
      + objects.enumerated().map { "\($0 + 1) 0 obj\n\($1)\nendobj\n" }.joined()
      + "trailer << /Root 1 0 R >>\n%%EOF\n"
  }

  @Test func `words that nobody can see in a PDF are not on the page, and are looked for once`()
    throws
  {
    try MadeSeries.with { series in
      try series.importPeople(2)
      _ = try series.ledger.importAssessors(
        MadeSeries.assessors(1), act: MadeSeries.act("2027-03-10T10:00:00Z"))
      let texts = [
        Self.portable("All of us looked at how pupils learn to read", white: ""),
        Self.portable("All of us looked at how pupils learn to read", white: "these white words"),
      ]
      let incoming = try zip(["p1", "p2"], texts).map { person, text in
        let file = series.folder.appending(path: "\(person).pdf")
        try Data(text.utf8).write(to: file)
        return Incoming(
          files: [(file.path, file.lastPathComponent)], person: person,
          received: MadeSeries.instant("2027-03-09T09:00:00Z"))
      }
      _ = try series.receive(incoming, at: "2027-03-20T09:00:00Z")
      try series.allocate(markings: 1, at: "2027-03-20T12:00:00Z")
      let scripts = try series.ledger
        .packOrders(at: MadeSeries.instant("2027-03-20T13:00:00Z")).orders.flatMap(\.scripts)
      let inForce = Dictionary(
        uniqueKeysWithValues: try series.ledger.assessments().map { ($0.assessment.id.text, $0) })
      let shelf = PreparedScripts(in: series.folder, maker: nil)
      #expect(try shelf.prepare(scripts, inForce, watch: .none) == [])
      #expect(scripts.map(\.mayConceal).sorted { !$0 && $1 } == [false, true])
      for script in scripts {
        let page = try #require(shelf.shown(script, inForce)).page
        #expect(
          page.blocks.map(\.block.plainText) == ["All of us looked at how pupils learn to read"])
        // What is known to hide nothing is not drawn: everything in its text is shown.
        let all = try shelf.layout(of: script.copies[0].path, .pdf, mayConceal: false)
        #expect(all.map(\.plainText).joined().contains("white") == script.mayConceal)
      }
    }
  }

  @Test func `without PDFs there are none, and a program that is missing is named`() throws {
    try Self.with { series in
      let none = try Self.distribute(series, nil)
      #expect(none.findings == [])
      let names = try Self.names(in: try #require(none.packs.first))
      #expect(!names.contains { $0.hasSuffix(".pdf") })
    }
    try Self.with { series in
      var lost = PaperMaker(program: URL(filePath: "/nowhere/npq-paper"))
      lost.searchPath = "/nowhere"
      let made = try Self.distribute(series, lost)
      #expect(made.findings.map(\.code) == ["paper-missing"] && made.packs.count == 2)
    }
  }

  @Test func `nothing that was prepared is left when somebody is erased, or is in a backup`() throws
  {
    try Self.with { series in
      _ = try Self.distribute(series)
      var random = SystemRandom()
      let backup = series.folder.appending(path: "held/backup.age").path
      let words = try #require(Passphrase("some words for a test"))
      _ = try series.ledger.backUp(
        to: backup, for: .passphrase(words, workFactor: 10), signing: series.key,
        at: MadeSeries.instant("2027-03-22T09:00:00Z"), using: &random)
      try unsealFile(at: backup, to: backup + ".zip", with: AgeKeys(passphrase: words))
      let names = try ZipReader(path: backup + ".zip", limits: .inbox).report.entries.map(\.name)
      #expect(!names.contains { $0.hasPrefix("series/prepared/") })
      #expect(names.contains { $0.hasPrefix("series/clean/") })
      let time = MadeSeries.instant("2030-06-01T09:00:00Z")
      let all = try series.ledger.retained(forDays: 365, at: time)
      _ = try series.ledger.erase(
        all.filter { $0.id == "p1" }, act: MadeSeries.act("2030-06-01T09:00:00Z", "retain"))
      #expect(try Self.prepared(series).isEmpty)
    }
  }
}
