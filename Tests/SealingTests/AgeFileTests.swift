import Foundation
import Testing

@testable import Sealing

@Suite struct AgeFileTests {
  @Test func `a file is sealed and opened beside it, for its owner's eyes alone`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    var draw = Draw()
    let bytes = draw.bytes(300_000)
    try folder.write(bytes, "pack.zip")
    let identity = try identity()
    try sealFile(
      at: folder / "pack.zip", to: folder / "pack.age", for: .recipients([identity.recipient]),
      form: .armoured, using: &draw)
    try unsealFile(
      at: folder / "pack.age", to: folder / "again.zip", with: AgeKeys(identities: [identity]))
    #expect(try folder.read("again.zip") == bytes)
    for name in ["pack.age", "again.zip"] {
      let mode = try FileManager.default.attributesOfItem(atPath: folder / name)[.posixPermissions]
      #expect(mode as? Int == 0o600)
    }
    #expect(folder.names == ["again.zip", "pack.age", "pack.zip"])
  }

  @Test func `a damaged file leaves nothing behind, not even its sound beginning`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    var draw = Draw()
    let identity = try identity()
    var text = try sealed(
      draw.bytes(200_000), for: .recipients([identity.recipient]), using: &draw)
    text[text.count - 1] ^= 1
    try folder.write(text, "pack.age")
    #expect(throws: AgeError.payload(.damaged)) {
      try unsealFile(
        at: folder / "pack.age", to: folder / "pack", with: AgeKeys(identities: [identity]))
    }
    #expect(folder.names == ["pack.age"])
  }

  @Test func `what is there is kept, unless it may be replaced`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    var draw = Draw()
    let lock = AgeLock.recipients([try identity().recipient])
    try folder.write([1], "in")
    try folder.write([2], "out")
    #expect(throws: AgeError.file(.exists(path: folder / "out"))) {
      try sealFile(at: folder / "in", to: folder / "out", for: lock, using: &draw)
    }
    #expect(try folder.read("out") == [2])
    try sealFile(at: folder / "in", to: folder / "out", for: lock, replacing: true, using: &draw)
    #expect(try folder.read("out").count > 100)
    #expect(folder.names == ["in", "out"])
  }

  @Test func `a link put in place of the output is not written through`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    var draw = Draw()
    try folder.write([1], "in")
    try folder.write([2], "victim")
    try FileManager.default.createSymbolicLink(
      atPath: folder / "out", withDestinationPath: folder / "victim")
    let lock = AgeLock.recipients([try identity().recipient])
    #expect(throws: AgeError.file(.exists(path: folder / "out"))) {
      try sealFile(at: folder / "in", to: folder / "out", for: lock, using: &draw)
    }
    try sealFile(at: folder / "in", to: folder / "out", for: lock, replacing: true, using: &draw)
    #expect(try folder.read("victim") == [2])
  }

  @Test func `a folder, a named pipe and nothing at all are not read`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    mkfifo(folder / "pipe", 0o600)
    let keys = AgeKeys(identities: [try identity()])
    for (path, error) in [
      (folder.path, FileError.notAFile(path: folder.path)),
      (folder / "pipe", .notAFile(path: folder / "pipe")),
      (folder / "gone", .system(act: "open", path: folder / "gone", code: ENOENT)),
    ] {
      #expect(throws: AgeError.file(error)) {
        try unsealFile(at: path, to: folder / "out", with: keys)
      }
    }
    #expect(folder.names == ["pipe"])
  }

  @Test func `a disk that is full is called so`() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    do {
      try full.write(contentsOf: [1])
      Issue.record("it took a byte")
    } catch {
      #expect(
        FileError("write", "/dev/full", error)
          == .system(act: "write", path: "/dev/full", code: ENOSPC))
    }
  }
}
