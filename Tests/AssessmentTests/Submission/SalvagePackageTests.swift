import Archive
import Findings
import Foundation
import Sealing
import Testing

@testable import Assessment

@Suite struct SalvagePackageTests {
  /// A package of a text that deflates and of a ZIP that does not, with the place at which each of
  /// its entries ends, taken from its own directory.
  private func package(in folder: URL) throws -> (bytes: [UInt8], ends: [String: Int]) {
    var random = SystemRandom()
    let noise = (0..<40_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let inner = StoredZip([("word/document.xml", Array("inner".utf8)), ("word/x", noise)])
    let record = SubmissionRecord(
      assessment: try #require(Identifier("spring")), qualification: .npqlt,
      participant: try #require(Identifier("ada")), attempt: nil,
      files: [
        SubmissionRecord.File(
          name: "essay.txt", bytes: 9_000, sha256: Digest(of: essay), words: nil),
        SubmissionRecord.File(
          name: "plan.docx", bytes: inner.data.count, sha256: Digest(of: inner.data), words: nil),
      ], method: "npq-words-1", ownWork: [])
    let made = try SubmissionPackage(
      record, [Array(essay), Array(inner.data)], title: "Spring", contact: nil)
    let path = folder.appending(path: "whole.zip").path
    try made.write(to: path, replacing: false)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    return (bytes, try ends(of: bytes))
  }

  private let essay = Data(String(repeating: "some word", count: 1_000).utf8)

  /// Where each entry ends: where the next begins, or the directory, as the end record has it.
  private func ends(of bytes: [UInt8]) throws -> [String: Int] {
    func number(_ place: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    let end = bytes.count - 22
    var place = number(end + 16, 4)
    var starts: [(start: Int, name: String)] = []
    for _ in 0..<number(end + 10, 2) {
      let name = bytes[place + 46..<place + 46 + number(place + 28, 2)]
      starts.append((number(place + 42, 4), String(decoding: name, as: UTF8.self)))
      place += 46 + number(place + 28, 2) + number(place + 30, 2) + number(place + 32, 2)
    }
    starts.sort { $0.start < $1.start }
    let next = starts.dropFirst().map(\.start) + [number(end + 16, 4)]
    return Dictionary(
      uniqueKeysWithValues: zip(starts, next).map {
        (String($0.name.dropFirst("submission/".count)), $1)
      })
  }

  private func salvage(_ bytes: [UInt8], in folder: URL) throws -> Salvage {
    let staging = folder.appending(path: "staging-\(UUID())")
    try FileManager.default.createDirectory(at: staging, withIntermediateDirectories: true)
    let path = folder.appending(path: "damaged.zip")
    try Data(bytes).write(to: path)
    let salvage = try salvageSubmission(path: path.path, staging: staging.path)
    let there = try FileManager.default.contentsOfDirectory(atPath: staging.path)
    #expect(
      there.sorted() == salvage.saved.map { URL(filePath: $0.path).lastPathComponent }.sorted())
    for file in salvage.saved {
      #expect(Digest(of: try Data(contentsOf: URL(filePath: file.path))) == file.sha256)
    }
    return salvage
  }

  @Test func `of a package cut at any tenth, just the files before the cut are saved`() throws {
    try withFolder { folder in
      let (whole, ends) = try package(in: folder)
      for tenth in 1...10 {
        let cut = whole.count * tenth / 10
        let found = try salvage(Array(whole.prefix(cut)), in: folder)
        let before = ends.filter { $0.value <= cut }.keys.sorted()
        #expect(found.saved.map(\.name) == before, "cut after \(tenth) tenths")
        #expect(found.hasManifest == before.contains("manifest-sha256.txt"))
        #expect(
          found.record?.participant.text == (before.contains("submission.json") ? "ada" : nil))
      }
    }
  }

  @Test func `with the manifest there each file counts by its digest`() throws {
    try withFolder { folder in
      let (whole, ends) = try package(in: folder)
      let found = try salvage(Array(whole.dropLast(30)), in: folder)
      #expect(found.saved.map(\.name) == ends.keys.sorted())
      #expect(found.saved.filter { !$0.isListed }.map(\.name) == ["tagmanifest-sha256.txt"])
      #expect(found.lost.isEmpty)
    }
  }

  @Test func `a file changed inside is lost by name, and the others are saved`() throws {
    try withFolder { folder in
      var (bytes, ends) = try package(in: folder)
      bytes[try #require(ends["data/plan.docx"]) - 10_000] ^= 1
      let found = try salvage(bytes, in: folder)
      #expect(found.saved.map(\.name) == ends.keys.sorted().filter { $0 != "data/plan.docx" })
      #expect(found.lost.map(\.name) == ["data/plan.docx"])
    }
  }

  /// A bag in a ZIP whose container is sound, with one thing wrong in it.
  private func bag(
    manifest: [(String, String)], payload: [(String, String)]
  ) -> [UInt8] {
    let lines = manifest.map { "\(hex($0.1.utf8))  data/\($0.0)\n" }.joined()
    let files =
      [("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")]
      + payload.map { ("data/" + $0.0, $0.1) } + [("manifest-sha256.txt", lines)]
    return [UInt8](StoredZip(files.map { ("submission/" + $0.0, Array($0.1.utf8)) }).data)
  }

  @Test func `what the manifest lists otherwise, not at all, or in vain is lost`() throws {
    try withFolder { folder in
      let bytes = bag(
        manifest: [("a.txt", "one"), ("b.txt", "two"), ("d.txt", "four")],
        payload: [("a.txt", "one"), ("b.txt", "changed"), ("c.txt", "three")])
      let found = try salvage(bytes, in: folder)
      #expect(
        found.saved.map(\.name) == ["bagit.txt", "data/a.txt", "manifest-sha256.txt"])
      #expect(
        found.lost == [
          Salvage.Lost(name: "data/b.txt", reason: "it does not have the digest that is listed"),
          Salvage.Lost(name: "data/c.txt", reason: "the manifest does not list it"),
          Salvage.Lost(
            name: "data/d.txt", reason: "it is not in what is left of the archive"),
        ])
    }
  }

  @Test func `after a gap a file counts if the manifest vouches for it, else not`() throws {
    try withFolder { folder in
      let payload = [("a.txt", "one"), ("b.txt", "two"), ("c.txt", "three")]
      var bytes = bag(manifest: payload.dropLast(), payload: payload)
      bytes[0] = 0
      bytes.removeLast(40)
      let found = try salvage(bytes, in: folder)
      #expect(found.saved.map(\.name) == ["data/a.txt", "data/b.txt"])
    }
  }

  @Test func `a package that is no ZIP at all gives nothing`() throws {
    try withFolder { folder in
      let found = try salvage(Array("no archive".utf8), in: folder)
      #expect(found.saved.isEmpty && found.lost.isEmpty)
    }
  }
}
