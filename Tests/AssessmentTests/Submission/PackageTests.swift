import Archive
import Findings
import Foundation
import Glibc
import Testing

@testable import Assessment

@Suite(.serialized) struct PackageTests {
  @Test func `a package holds one bag and nothing else`() throws {
    try withFolder { folder in
      let made = try MadeResponse.package(in: folder)
      let report = try checkContainer(path: made.path, limits: ArchiveLimits())
      #expect(report.findings.isEmpty)
      let names = report.entries.map(\.name)
      #expect(
        names == [
          "submission/READ-ME.txt", "submission/bag-info.txt", "submission/bagit.txt",
          "submission/data/essay.txt", "submission/manifest-sha256.txt",
          "submission/submission.json", "submission/tagmanifest-sha256.txt",
        ])
    }
  }

  @Test func `the same response makes the same bytes in every zone`() throws {
    let zone = ProcessInfo.processInfo.environment["TZ"]
    defer {
      if let zone { setenv("TZ", zone, 1) } else { unsetenv("TZ") }
      tzset()
    }
    try withFolder { folder in
      var packages = Set<Data>()
      var digests = Set<Digest>()
      for zone in ["UTC", "Asia/Kathmandu", "America/St_Johns"] {
        setenv("TZ", zone, 1)
        tzset()
        let made = try MadeResponse.package(in: folder, as: zone.replacing("/", with: "-") + ".zip")
        packages.insert(try Data(contentsOf: URL(filePath: made.path)))
        digests.insert(try #require(made.outcome.package).contentDigest)
      }
      #expect(packages.count == 1)
      #expect(digests.count == 1)
    }
  }

  @Test func `the content digest is that of the tag manifest, and does not drift`() throws {
    try withFolder { folder in
      let package = try #require(try MadeResponse.package(in: folder).outcome.package)
      let manifest = try #require(package.entries.last { $0.name.contains("tagmanifest") })
      #expect(Digest(of: manifest.bytes) == package.contentDigest)
      #expect(
        package.contentDigest.description
          == "a4b725e7a45ba59399b32bd69dc6ee19e86c343639b57a2dcba1b66716f86722")
    }
  }

  @Test func `nothing is written where something is refused`() throws {
    try withFolder { folder in
      let path = folder.appending(path: "out.zip").path
      let request = PackageRequest(
        files: [try MadeResponse.file("essay.txt", MadeResponse.text(300), in: folder)],
        participant: try #require(Identifier("ada")))
      let outcome = try makePackage(request, for: try MadeResponse.assessment(), to: path)
      #expect(outcome.package == nil)
      #expect(outcome.findings.map(\.code) == ["own-work-missing"])
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test func `what stands at the output is never written over unasked`() throws {
    try withFolder { folder in
      let path = folder.appending(path: "essay.zip")
      try Data("mine".utf8).write(to: path)
      #expect(throws: ArchiveError.exists(path: path.path)) {
        try MadeResponse.package(in: folder)
      }
      #expect(try String(contentsOf: path, encoding: .utf8) == "mine")
    }
  }

  @Test(arguments: [
    ("essay.docx", "essay.docx"), ("C:\\Users\\ada\\essay.docx", "C__Users_ada_essay.docx"),
    ("../../etc/passwd", "passwd"), ("100% final?.docx", "100_ final_.docx"),
    ("NUL.txt", "_NUL.txt"), ("notes. ", "notes"), (".hidden.md", "_.hidden.md"),
    ("~$essay.docx", "_~$essay.docx"), ("a\u{202E}fdp.txt", "afdp.txt"), ("...", "response"),
    ("caf\u{E9}.odt", "caf\u{E9}.odt"), ("cafe\u{301}.odt", "caf\u{E9}.odt"),
    (String(repeating: "x", count: 200) + ".pdf", String(repeating: "x", count: 116) + ".pdf"),
  ])
  func `a file keeps its own name as far as every system can hold it`(
    _ name: String, _ safe: String
  ) {
    #expect(Array(safeName(for: name).utf8) == Array(safe.utf8))
    #expect(faults(ofName: safeName(for: name).utf8).isEmpty)
  }

  @Test func `names that one system would take for the same are told apart`() {
    #expect(safeNames(for: ["a.txt", "A.TXT", "a.txt"]) == ["a.txt", "A-2.TXT", "a-3.txt"])
  }
}
