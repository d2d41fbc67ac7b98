import Archive
import Findings
import Foundation
import Testing

@testable import Assessment

@Suite struct InspectionTests {
  @Test func `an inspection finds what was packaged and stages it under names of ours`() throws {
    try withFolder { folder in
      let made = try MadeResponse.package(in: folder)
      let package = try #require(made.outcome.package)
      let staging = folder.appending(path: "staging")
      try FileManager.default.createDirectory(at: staging, withIntermediateDirectories: true)
      let inspection = try inspectSubmission(path: made.path, staging: staging.path)
      #expect(inspection.findings.isEmpty)
      #expect(inspection.record == package.record)
      #expect(inspection.contentDigest == package.contentDigest)
      let file = try #require(inspection.files.first)
      #expect(file.name == "essay.txt")
      #expect(file.words == 300)
      let path = try #require(file.path)
      #expect(path == staging.path + "/0001")
      #expect(Digest(of: try Data(contentsOf: URL(filePath: path))) == file.sha256)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(mode as? Int == 0o600)
    }
  }

  /// Every byte of a file, of its name, size and checksum is held against another one.
  ///
  /// What is left are fields of the container that nobody reads: whatever they say, the answer is
  /// the same.
  @Test func `a byte changed anywhere is refused, or is none that says anything`() throws {
    try withFolder { folder in
      let made = try MadeResponse.package(in: folder)
      let whole = try Data(contentsOf: URL(filePath: made.path))
      let before = try inspectSubmission(path: made.path)
      let idle = ZipMap(whole).idle
      let changed = folder.appending(path: "changed.zip")
      for index in stride(from: 0, to: whole.count, by: 3) {
        var bytes = whole
        bytes[index] ^= 1 << (index % 8)
        try bytes.write(to: changed)
        let after = try inspectSubmission(path: changed.path)
        guard after.verdict != .refused else { continue }
        #expect(idle.contains(index), "byte \(index)")
        #expect(after.contentDigest == before.contentDigest)
        #expect(after.record == before.record)
      }
    }
  }

  @Test func `a package cut short anywhere is refused and stages nothing`() throws {
    try withFolder { folder in
      let made = try MadeResponse.package(in: folder)
      let whole = try Data(contentsOf: URL(filePath: made.path))
      let cut = folder.appending(path: "cut.zip")
      let staging = folder.appending(path: "staging")
      try FileManager.default.createDirectory(at: staging, withIntermediateDirectories: true)
      for length in stride(from: 0, to: whole.count, by: 97) {
        try whole.prefix(length).write(to: cut)
        let inspection = try inspectSubmission(path: cut.path, staging: staging.path)
        #expect(inspection.verdict == .refused)
        #expect(try FileManager.default.contentsOfDirectory(atPath: staging.path).isEmpty)
      }
    }
  }

  /// Entries of an archive that is no package, and the finding that says so.
  @Test(arguments: [
    (["submission/bagit.txt", "other/bagit.txt"], "bag-root"),
    (["submission/bagit.txt", "stray.txt"], "bag-root"), (["bagit.txt"], "bag-root"),
    (["submission/essay.txt"], "submission-record-missing"),
    (["submission/submission.json"], "bag-declaration-missing"),
    (["submission/bagit.txt"], "submission-record-missing"),
    (["submission/../../bagit.txt"], "path-climbs"),
  ])
  func `an archive that is no package is refused for its own reason`(
    _ names: [String], _ code: String
  ) throws {
    try withFolder { folder in
      let archive = folder.appending(path: "made.zip")
      try StoredZip(names.map { ($0, Array("x".utf8)) }).data.write(to: archive)
      let codes = try inspectSubmission(path: archive.path).findings.map(\.code)
      #expect(codes.contains(code), "\(codes)")
    }
  }

  /// What the record may not say, though every checksum is right.
  @Test(arguments: [
    ("\"words\":300", "\"words\":-0300"), ("\"bytes\":", "\"extra\":1,\"bytes\":"),
    ("\"name\":\"essay.txt\"", "\"name\":\"other.txt\""), ("\"submission\":1", "\"submission\":2"),
    ("\"participant\":\"ada\"", "\"participant\":\"../ada\""),
    ("\"participant\":\"ada\"", "\"participant\":\"bob\",\"participant\":\"ada\""),
    ("{", "{ "), ("\"files\":[", "\"files\":[],\"filed\":["),
  ])
  func `a record that could be read in two ways is refused`(_ old: String, _ new: String) throws {
    try withFolder { folder in
      let package = try #require(try MadeResponse.package(in: folder).outcome.package)
      let entry = try #require(package.entries.first { $0.name.hasSuffix("submission.json") })
      let text = String(decoding: entry.bytes, as: UTF8.self)
      let changed = try #require(text.range(of: old)).lowerBound
      let wrong = text.replacing(old, with: new, maxReplacements: 1)
      #expect(wrong != text && changed >= text.startIndex)
      let judged = SubmissionRecord.read(Array(wrong.utf8))
      let payload = [
        BagFile(
          path: Array("data/essay.txt".utf8), bytes: package.record.files[0].bytes,
          digests: [.sha256: package.record.files[0].sha256.bytes])
      ]
      let findings = judged.findings + (judged.value?.faults(against: payload) ?? [])
      #expect(findings.map(\.code).contains("submission-record"))
    }
  }
}
