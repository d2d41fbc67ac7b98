import Archive
import Findings
import Foundation
import Testing

@testable import Assessment

/// The Library of Congress's own bagit.py, where it is installed: Tests/run does that.
@Suite struct BagitToolTests {
  private static let python = ["/usr/bin/env", "python3"]

  private func needed() throws {
    guard try run(Self.python + ["-c", "import bagit"]) == 0 else {
      try Test.cancel("no bagit module for python3 here")
    }
  }

  /// Packages of several shapes, by the names of their files.
  @Test(arguments: [
    ["essay.txt"], ["100% caf\u{E9}.txt"], ["a.txt", "b.txt", "c d.txt"],
    ["\u{6F22}\u{5B57} \u{1F4D6}.txt"], [String(repeating: "x", count: 200) + ".txt"],
  ])
  func `bagit.py finds our packages valid`(_ names: [String]) throws {
    try needed()
    try withFolder { folder in
      let bag = try package(names, in: folder)
      #expect(try validates(bag))
      #expect(try ours(bag) == .accepted)
    }
  }

  /// What is done to a bag of ours, as a shell command in its folder.
  @Test(arguments: [
    ("a changed byte", "printf x >> data/essay.txt"),
    ("a file that is gone", "rm data/essay.txt"),
    ("a file too many", "printf x > data/more.txt"),
    ("a changed tag file", "printf 'x: y\\n' >> bag-info.txt"),
    ("a changed manifest", "sed -i s/[0-9]/0/g manifest-sha256.txt"),
    ("no declaration", "rm bagit.txt"),
    ("no manifest", "rm manifest-sha256.txt"),
    ("an empty payload", "rm -r data; mkdir data"),
  ])
  func `bagit.py and npq agree on what is wrong with a bag`(
    _ what: String, _ command: String
  ) throws {
    try needed()
    try withFolder { folder in
      let bag = try package(["essay.txt"], in: folder)
      #expect(try run(["/bin/sh", "-c", "cd '\(bag)' && \(command)"]) == 0)
      #expect(try !validates(bag), "\(what)")
      #expect(try ours(bag) == .refused, "\(what)")
    }
  }

  /// Bags that bagit.py makes of a folder.
  @Test(arguments: [["--sha256"], ["--sha512"], ["--sha256", "--sha512"]])
  func `npq finds what bagit.py makes valid`(_ algorithms: [String]) throws {
    try needed()
    try withFolder { folder in
      let bag = folder.appending(path: "made")
      for name in ["a.txt", "deep/b c.txt", "deep/caf\u{E9}.txt"] {
        let file = bag.appending(path: name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("Some words.\n".utf8).write(to: file)
      }
      let made = try run(
        Self.python + ["-m", "bagit", "--quiet", "--contact-name", "A"] + algorithms + [bag.path])
      #expect(made == 0)
      #expect(try ours(bag.path) == .accepted)
    }
  }

  private func validates(_ bag: String) throws -> Bool {
    try run(Self.python + ["-m", "bagit", "--validate", "--quiet", bag]) == 0
  }

  private func ours(_ bag: String) throws -> Verdict {
    try verifySubmission(path: bag, asBag: true).verdict
  }

  /// An unzipped package of ours.
  private func package(_ names: [String], in folder: URL) throws -> String {
    let made = folder.appending(path: "mine.zip").path
    let files = try names.map {
      try MadeResponse.file($0, "The words of \($0).\n", in: folder)
    }
    let paper = try MadeResponse.assessment(files: FilePolicy(most: 5))
    let request = PackageRequest(
      files: files, participant: try #require(Identifier("ada")), ownWork: ["Mine."])
    let outcome = try makePackage(request, for: paper, to: made)
    try #require(outcome.package != nil, "\(outcome.findings)")
    #expect(try run(["/usr/bin/env", "unzip", "-q", made, "-d", folder.path]) == 0)
    return folder.appending(path: "submission").path
  }

  private func run(_ words: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
