import Findings
import Foundation
import Glibc
import Testing

@testable import Assessment

/// A folder of a test's own, removed after it.
func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "npq-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

@Suite struct FolderBagTests {
  /// Writes the made bag into a folder.
  private func write(_ bag: MadeBag, to folder: URL) throws {
    let contents = bag.contents
    let tagged = contents.tags.map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
    for (path, bytes) in bag.files.map({ ($0.path, $0.bytes) }) + tagged {
      let url = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
  }

  private func judge(_ folder: URL) -> [Finding] {
    judgeBag(readBag(folder: folder.path, as: .submission), as: .submission).findings
  }

  @Test func `a bag in a folder is read as the same bag in memory`() throws {
    try withFolder { folder in
      try write(MadeBag(), to: folder)
      #expect(judge(folder).isEmpty)
      #expect(readBag(folder: folder.path, as: .submission).files == MadeBag().contents.files)
    }
  }

  @Test(arguments: ["bagit.txt", "data", "data/essay.txt"])
  func `no link is followed`(_ path: String) throws {
    try withFolder { folder in
      let bag = folder.appending(path: "bag")
      try write(MadeBag(), to: bag)
      let moved = folder.appending(path: "moved")
      try FileManager.default.moveItem(at: bag.appending(path: path), to: moved)
      try FileManager.default.createSymbolicLink(
        at: bag.appending(path: path), withDestinationURL: moved)
      let codes = judge(bag).map(\.code)
      #expect(codes.contains("bag-link"))
      #expect(!codes.contains("bag-digest"))
    }
  }

  @Test func `a pipe is refused and not waited for`() throws {
    try withFolder { folder in
      try write(MadeBag(), to: folder)
      #expect(mkfifo(folder.appending(path: "data/pipe").path, 0o600) == 0)
      #expect(judge(folder).map(\.code).contains("bag-link"))
    }
  }

  @Test func `a file that nobody may read is named`() throws {
    try withFolder { folder in
      let missing = folder.appending(path: "nothing-here").path
      #expect(readBag(folder: missing, as: .anyBag).findings.map(\.code) == ["bag-unreadable"])
    }
  }
}
