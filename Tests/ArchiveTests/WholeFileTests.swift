import Archive
import Foundation
import Glibc
import Testing

/// Files that appear whole or not at all.
@Suite struct WholeFileTests {
  @Test func `a writer that cannot write whole leaves the old file as it was`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "npq-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: "a.zip")
    try Data([7]).write(to: url)
    // A limit on the size of files stands for a full disk.
    await #expect(processExitsWith: .success) { [path = url.path as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      var state: UInt32 = 1
      let noise = (0..<400_000).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return UInt8(state >> 24)
      }
      do throws(ArchiveError) {
        var writer = try ZipWriter(path: path)
        do throws(ArchiveError) {
          try writer.add("a", bytes: noise)
        } catch {
          guard case .system(_, path, EFBIG) = error else { exit(5) }
          try writer.finish()
        }
        exit(1)
      } catch {
        guard case .library = error else { exit(2) }
      }
      do throws(ArchiveError) {
        try writeWhole(noise, to: path, replacing: true)
        exit(3)
      } catch {
        guard case .system(_, _, EFBIG) = error else { exit(4) }
      }
    }
    #expect([UInt8](try Data(contentsOf: url)) == [7])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.zip"])
  }

  @Test func `a whole file is private, replaces only if asked, and leaves no partial one`() throws {
    try withFolder { folder in
      let path = folder.appending(path: "a.txt").path
      try writeWhole([1, 2], to: path, replacing: false)
      #expect(throws: ArchiveError.exists(path: path)) {
        try writeWhole([3], to: path, replacing: false)
      }
      #expect(throws: ArchiveError.exists(path: path)) {
        _ = try ZipWriter(path: path, replacing: false)
      }
      #expect([UInt8](try Data(contentsOf: URL(filePath: path))) == [1, 2])
      try writeWhole([3], to: path, replacing: true)
      #expect([UInt8](try Data(contentsOf: URL(filePath: path))) == [3])
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.txt"])
    }
  }

  @Test func `an archive is private too, by either writer`() throws {
    try withFolder { folder in
      let paths = ["a.zip", "b.zip"].map { folder.appending(path: $0).path }
      var writer = try ZipWriter(path: paths[0])
      try writer.add("a", bytes: [1])
      try writer.finish()
      var sized = try SizedZipWriter(path: paths[1], replacing: false, effort: .usual)
      try sized.add("a", bytes: [1])
      try sized.finish()
      for path in paths {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600, "\(path)")
      }
    }
  }

  @Test func `a link at the place is replaced and not followed`() throws {
    try withFolder { folder in
      let victim = folder.appending(path: "victim")
      try Data([7]).write(to: victim)
      let link = folder.appending(path: "a.txt")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: victim)
      #expect(throws: ArchiveError.exists(path: link.path)) {
        try writeWhole([1], to: link.path, replacing: false)
      }
      try writeWhole([1], to: link.path, replacing: true)
      #expect([UInt8](try Data(contentsOf: victim)) == [7])
      #expect([UInt8](try Data(contentsOf: link)) == [1])
    }
  }

  /// The partial name with which a file begins that is to be called "a".
  private static let firstPartial = ".npq-partial-\(1 + (5381 * 33 + 97) % 10_000)"

  @Test func `what came to the place meanwhile is replaced only where that may be`() throws {
    try withFolder { folder in
      let victim = folder.appending(path: "victim")
      let planted = folder.appending(path: Self.firstPartial)
      try FileManager.default.createSymbolicLink(at: planted, withDestinationURL: victim)
      for replacing in [false, true] {
        let place = folder.appending(path: "a")
        try? FileManager.default.removeItem(at: place)
        var writer = try ZipWriter(path: place.path, replacing: replacing)
        try writer.add("inside", bytes: [1])
        try Data([7]).write(to: place)
        do throws(ArchiveError) {
          try writer.finish()
          #expect(replacing)
        } catch {
          #expect(error == .exists(path: place.path))
          #expect(!replacing)
        }
        #expect(try Data(contentsOf: place).starts(with: "PK".utf8) == replacing)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(left == [Self.firstPartial, "a"])
      }
      #expect(!FileManager.default.fileExists(atPath: victim.path))
    }
  }

  @Test func `a planted partial file is passed over and left alone`() throws {
    try withFolder { folder in
      let victim = folder.appending(path: "victim")
      let planted = folder.appending(path: Self.firstPartial)
      try FileManager.default.createSymbolicLink(at: planted, withDestinationURL: victim)
      // Where something stands already, a file without a name would have to be given two.
      for _ in 1...2 { try writeWhole([1], to: folder.appending(path: "a").path, replacing: true) }
      #expect(!FileManager.default.fileExists(atPath: victim.path))
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(left == [Self.firstPartial, "a"])
    }
  }

  @Test(arguments: ["/no/such/folder/a.zip", "/tmp/", "", "a\u{0}b"])
  func `a place that cannot be written to is the system's fault`(_ path: String) throws {
    #expect(throws: ArchiveError.self) { try writeWhole([1], to: path, replacing: true) }
  }
}
