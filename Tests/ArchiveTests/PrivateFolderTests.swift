import Foundation
import Testing

@testable import Archive

@Suite struct PrivateFolderTests {
  private static func names(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `nobody else can look into it, and it is gone with its owner`() throws {
    try withFolder { place in
      let inner = place.appending(path: "missing")
      do {
        let folder = try PrivateFolder(in: inner, named: ".work-")
        let rights = try FileManager.default.attributesOfItem(atPath: folder.url.path)
        #expect(rights[.posixPermissions] as? Int == 0o700)
        try Data([1]).write(to: folder.url.appending(path: "file"))
        #expect(PrivateFolder.isInUse(folder.url))
      }
      #expect(try Self.names(inner) == [])
    }
  }

  @Test func `what the dead left goes, and what somebody works in stays`() throws {
    try withFolder { place in
      let dead = place.appending(path: ".work-\(UUID())")
      let others = [".work-notes", "keep", ".work-"].map { place.appending(path: $0) }
      for folder in [dead] + others {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
      }
      #expect(!PrivateFolder.isInUse(dead))
      let first = try PrivateFolder(in: place, named: ".work-")
      let second = try PrivateFolder(in: place, named: ".work-")
      let all = [first.url, second.url] + others
      #expect(try Self.names(place) == all.map(\.lastPathComponent).sorted())
    }
  }

  @Test func `a link in its place is not followed`() throws {
    try withFolder { place in
      let kept = place.appending(path: "kept")
      try FileManager.default.createDirectory(at: kept, withIntermediateDirectories: false)
      try FileManager.default.createSymbolicLink(
        at: place.appending(path: ".work-\(UUID())"), withDestinationURL: kept)
      PrivateFolder.clear(place, of: ".work-")
      #expect(try Self.names(place).count == 2)
    }
  }
}
