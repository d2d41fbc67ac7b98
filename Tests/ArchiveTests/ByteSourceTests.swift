@testable import Archive
import Foundation
import Glibc
import Testing

/// Bytes of files, which others may change meanwhile.
@Suite struct ByteSourceTests {
  @Test func `a file that is cut while it is read is an error, not the end`() throws {
    try withFolder { place in
      let path = place.appending(path: "file").path
      try Data(count: 3_000_000).write(to: URL(filePath: path))
      let source = try ByteSource(path: path)
      #expect(truncate(path, 5) == 0)
      #expect(try source.bytes(at: 0, count: source.size) == nil)
      #expect(try readWhole(path) == [0, 0, 0, 0, 0])
      #expect(throws: ArchiveError.system(act: "read", path: path + "x", code: ENOENT)) {
        try readWhole(path + "x")
      }
    }
  }

  @Test(arguments: [0, 1, 131_072, 1_000_000, 1_000_001, 1_310_720, 3_000_007])
  func `a file comes whole, block by block`(size: Int) throws {
    try withFolder { place in
      let path = place.appending(path: "file").path
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
      try Data(bytes).write(to: URL(filePath: path))
      var read: [UInt8] = []
      try readBlocks(path) { read += $0 }
      #expect(read == bytes)
    }
  }

  @Test func `a file that is cut between two blocks is an error`() throws {
    try withFolder { place in
      let path = place.appending(path: "file").path
      try Data(count: 3_000_000).write(to: URL(filePath: path))
      #expect(throws: ArchiveError.changed(path: path)) {
        try readBlocks(path) { _ in truncate(path, 1_500_000) }
      }
    }
  }
}
