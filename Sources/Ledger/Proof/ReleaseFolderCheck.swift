import Assessment
package import Findings
package import Foundation
import GRDB
import Sealing
import Sheets

/// A folder that `npq publish` wrote, held against the record of its series.
package struct ReleaseFolder: Sendable {
  let url: URL
  /// What its `results.json` says of itself.
  let stated: Stated

  struct Stated: Decodable, Sendable {
    struct Result: Decodable, Sendable, Hashable {
      let assessment, qualification, participant, outcome: String
      let attempt: Int
      let total: String?
    }

    let series: String
    let release: Int
    let list: String
    let results: [Result]
  }

  /// The release that lies in a folder; nil where none does.
  package init?(at url: URL) {
    guard
      let bytes = FileManager.default.contents(atPath: url.appending(path: "results.json").path),
      let stated = try? JSONDecoder().decode(Stated.self, from: bytes)
    else { return nil }
    self.url = url
    self.stated = stated
  }

  /// What it is, in one line.
  package var told: String {
    "release \(stated.release) of \(stated.series.escaped), \(spoken(stated.results.count, "result"))"
  }

  /// The folders with a release that lie in a folder, or that it is.
  static func all(in folder: URL) -> [ReleaseFolder] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return ([folder] + names.sorted().map { folder.appending(path: $0) })
      .compactMap(ReleaseFolder.init)
  }
}

/// Holds a folder that `npq publish` wrote against the record, which is only read.
///
/// What moved out of it, such as letters that were sent, is a warning; what says something else than
/// the record is refused.
package func verifyRelease(
  _ release: ReleaseFolder, of series: URL, with evidence: SeriesEvidence
) throws -> [Finding] {
  let ledger = try Ledger(auditing: series)
  var audit = SeriesAudit()
  guard try ledger.queue.read({ try audit.canBeRead($0, of: ledger) }) else {
    return audit.all.flatMap(\.findings)
  }
  return try release.findings(
    against: ledger, key: evidence.signer(in: series), called: release.url.lastPathComponent)
}

extension SeriesEvidence {
  /// The key that was given, else the one in the folder of the series.
  func signer(in folder: URL) -> VerificationKey? {
    key
      ?? FileManager.default.contents(atPath: folder.path + "/signing.pub")
      .flatMap { try? VerificationKey(publicText: [UInt8]($0)) }
  }
}

extension SeriesAudit {
  /// Holds every release that lies in `out/` against the record.
  mutating func checkReleaseFolders(of ledger: Ledger, _ evidence: SeriesEvidence) throws {
    let folders = ReleaseFolder.all(in: ledger.folder.appending(path: "out"))
    guard !folders.isEmpty else { return }
    let key = evidence.signer(in: ledger.folder)
    for folder in folders {
      for finding in try folder.findings(
        against: ledger, key: key, called: folder.place(in: ledger.folder))
      {
        add(finding.severity == .refused ? .unaltered : .complete, finding)
      }
    }
    tell(.unaltered, "\(spoken(folders.count, "release")) in out")
  }
}

extension ReleaseFolder {
  /// Its path in the series.
  fileprivate func place(in series: URL) -> String {
    url.lastPathComponent == "out" ? "out" : "out/\(url.lastPathComponent)"
  }

  /// What speaks against it, each with the file by the name of the folder.
  fileprivate func findings(
    against ledger: Ledger, key: VerificationKey?, called name: String
  ) throws -> [Finding] {
    func named(_ findings: [Finding]) -> [Finding] {
      findings.map {
        Finding(
          $0.code, $0.severity, "\(name.escaped)/\($0.subject)", $0.message, remedy: $0.remedy)
      }
    }
    let found = try ledger.queue.read { database -> (RecordedRelease, [DfELine])? in
      guard try database.setting("origin") == stated.series,
        try Bool.fetchOne(
          database, sql: "SELECT EXISTS (SELECT 1 FROM release WHERE number = ?)",
          arguments: [stated.release]) == true
      else { return nil }
      return (try database.release(stated.release), try database.requests(of: stated.release))
    }
    guard let (record, requests) = found else {
      return named([
        changed("results.json", "tells of a release that this record does not hold")
      ])
    }
    var findings = lists(record)
    if let key {
      for file in ["results.json", "list.csv"] where !isSigned(file, key) {
        findings.append(changed(file, "does not bear the signature of the series"))
      }
      findings += try letters(record, key)
    }
    findings += posted(requests)
    return named(findings)
  }

  /// The tables that name results, by what the record put out.
  private func lists(_ record: RecordedRelease) -> [Finding] {
    var findings: [Finding] = []
    let out = Set(record.letters.map { Stated.Result($0.result) })
    if Set(stated.results) != out || stated.list != Digest(of: record.list).description {
      findings.append(changed("results.json", "says other results than were released"))
    }
    let isErased = record.letters.contains(where: \.text.isEmpty)
    for (file, wanted) in [("list.csv", record.list), ("held.csv", record.held)]
    where bytes(file) != wanted && !(isErased && file == "held.csv") {
      findings.append(bytes(file) == nil ? missing(file) : changed(file))
    }
    let columns = ["assessment", "qualification", "participant", "attempt", "outcome", "total"]
    let wanted = Set(
      record.letters.map {
        [
          $0.result.assessment, $0.result.qualification, $0.result.participant,
          "\($0.result.attempt)", $0.result.outcome.rawValue, $0.result.total ?? "",
        ]
      })
    if let table = bytes("results.csv") {
      let sheet = readCSV(table, name: "results.csv", required: columns).value
      let places = columns.compactMap { sheet?.header.firstIndex(of: $0) }
      let rows = sheet?.rows.map { row in
        places.map { row.cells.indices.contains($0) ? row.cells[$0] : "" }
      }
      if Set(rows ?? []) != wanted || rows?.count != record.letters.count {
        findings.append(changed("results.csv", "says other results than were released"))
      }
    } else {
      findings.append(missing("results.csv"))
    }
    return findings
  }

  /// Every letter by the record's own words, and its signature.
  private func letters(_ record: RecordedRelease, _ key: VerificationKey) throws -> [Finding] {
    let judged = try onAllCores(record.letters) { letter -> [Finding] in
      let page = letter.page(series: stated.series, release: stated.release, key: key)
      return [("txt", Array(letter.text.utf8)), ("html", page)].compactMap { ending, words in
        let file = "letters/\(letter.fileName).\(ending)"
        guard let found = bytes(file) else { return missing(file) }
        let isSame = letter.text.isEmpty || words == found
        return isSame && isSigned(file, key) ? nil : changed(file)
      }
    }
    let known = Set(
      record.letters.flatMap { letter in
        [".txt", ".txt.sig", ".html", ".html.sig"].map { letter.fileName + $0 }
      } + ["signing.pub", "send.csv"])
    let there =
      (try? FileManager.default.contentsOfDirectory(atPath: url.path + "/letters")) ?? []
    let more = there.filter { !known.contains($0) }.sorted().map { file in
      Finding(
        "release-file-added", .warning, "letters/\(file.escaped)",
        "belongs to no result of this release", remedy: "send no letter that npq did not write")
    }
    return judged.flatMap(\.self) + more
  }

  /// What is for the DfE: every body is one of the record, and every line of the list has one.
  private func posted(_ requests: [DfELine]) -> [Finding] {
    let there = (try? FileManager.default.contentsOfDirectory(atPath: url.path + "/dfe")) ?? []
    var findings = there.sorted().compactMap { file -> Finding? in
      let own = requests.filter { $0.fileName == file }
      let isSame = own.contains { bytes("dfe/\(file)") == $0.payload.body }
      return isSame ? nil : changed("dfe/\(file.escaped)")
    }
    for (file, write) in [("dfe.csv", writeDfEList), ("dfe.jsonl", writeDfELines)] {
      let lines = { (bytes: [UInt8]) in bytes.split(separator: UInt8(ascii: "\n")).map(Array.init) }
      let known = Set(lines(write([])) + requests.flatMap { lines(write([$0])) })
      guard let found = bytes(file) else {
        findings.append(missing(file))
        continue
      }
      if !lines(found).allSatisfy(known.contains) { findings.append(changed(file)) }
    }
    return findings
  }

  private func bytes(_ file: String) -> [UInt8]? {
    FileManager.default.contents(atPath: url.appending(path: file).path).map { [UInt8]($0) }
  }

  private func isSigned(_ file: String, _ key: VerificationKey) -> Bool {
    guard let bytes = bytes(file), let signature = self.bytes(file + ".sig") else { return false }
    return
      (try? verifySignature(String(decoding: signature, as: UTF8.self), of: bytes, with: key))
      != nil
  }

  private func changed(_ file: String, _ what: String = "is not what was released") -> Finding {
    Finding(
      "release-file-changed", .refused, file, what,
      remedy: "npq publish --release \(stated.release) writes the files of the record anew")
  }

  private func missing(_ file: String) -> Finding {
    Finding(
      "release-file-missing", .warning, file, "does not lie there any more",
      remedy: "npq publish --release \(stated.release) writes it anew, if nobody moved it")
  }
}

extension ReleaseFolder.Stated.Result {
  fileprivate init(_ result: ReleasedResult) {
    assessment = result.assessment
    qualification = result.qualification
    participant = result.participant
    outcome = result.outcome.rawValue
    attempt = result.attempt
    total = result.total
  }
}

extension Database {
  /// Every request to the DfE that a release made.
  fileprivate func requests(of release: Int) throws -> [DfELine] {
    let sql = """
      SELECT dfe_payload.*, entry.person, entry.qualification, entry.attempt FROM dfe_payload
      JOIN released ON released.id = dfe_payload.released
      JOIN entry ON entry.id = dfe_payload.entry WHERE released.release = ?
      """
    return try Row.fetchAll(self, sql: sql, arguments: [release]).compactMap { row in
      guard let kind = DfEPayload.Kind(rawValue: row["kind"]),
        let qualification = Qualification(named: row["qualification"])
      else { return nil }
      let body: String = row["body"]
      return DfELine(
        participant: row["person"], qualification: qualification, attempt: row["attempt"],
        payload: DfEPayload(
          kind: kind, participant: row["participant"], body: Array(body.utf8)))
    }
  }
}
