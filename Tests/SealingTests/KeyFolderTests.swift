import Foundation
import Testing

@testable import Sealing

@Suite struct KeyFolderTests {
  private func withFolder(_ body: (Folder) throws -> Void) throws {
    let folder = try Folder()
    defer { folder.remove() }
    try body(folder)
  }

  private func protection(_ words: String) throws -> KeyProtection {
    KeyProtection(try #require(Passphrase(words)), workFactor: 4)
  }

  @Test func `all keys of a series are made, for their owner's eyes alone, and read back`() throws {
    try withFolder { folder in
      var draw = Draw()
      let keys = try KeyFolder.create(in: folder / "a/keys", series: "autumn", using: &draw)
      let mode = try FileManager.default.attributesOfItem(atPath: keys.path)[.posixPermissions]
      #expect(mode as? Int == 0o700)
      let names = try FileManager.default.contentsOfDirectory(atPath: keys.path)
      #expect(
        names.sorted() == [
          "office.key", "office.pub", "pseudonyms.age", "signing.pub", "signing.sec",
        ])
      for name in names {
        let mode = try FileManager.default.attributesOfItem(atPath: keys.path + "/" + name)
        #expect(mode[.posixPermissions] as? Int == 0o600)
      }
      #expect(keys.lockedKey == nil)
      #expect(try keys.signingKey().verificationKey == keys.verificationKey())
      #expect(try keys.officeIdentity().recipient == keys.officeRecipient())
      let code = try keys.pseudonymSecret(with: [keys.officeIdentity()])
        .authenticationCode(of: [[1]])
      #expect(code.count == 32)
    }
  }

  @Test func `keys are never made over keys`() throws {
    for name in ["signing.sec", "signing.sec.age", "office.key.age", "pseudonyms.age"] {
      try withFolder { folder in
        try folder.write([1], name)
        var draw = Draw()
        #expect(throws: KeyError.exists(path: folder / name)) {
          try KeyFolder.create(in: folder.path, series: "autumn", using: &draw)
        }
        #expect(folder.names == [name])
      }
    }
  }

  @Test func `keys under a passphrase open with it alone`() throws {
    try withFolder { folder in
      var draw = Draw()
      let keys = try KeyFolder.create(
        in: folder.path, series: "autumn", protection: protection("open sesame"), using: &draw)
      #expect(
        folder.names == [
          "office.key.age", "office.pub", "pseudonyms.age", "signing.pub", "signing.sec.age",
        ])
      #expect(keys.lockedKey == folder / "signing.sec.age")
      #expect(throws: KeyError.passphraseNeeded(path: folder / "signing.sec.age")) {
        try keys.signingKey()
      }
      #expect(throws: KeyError.passphraseWrong(path: folder / "signing.sec.age")) {
        try keys.signingKey(passphrase: Passphrase("open barley"))
      }
      let key = try keys.signingKey(passphrase: Passphrase("open sesame"))
      #expect(try key.verificationKey == keys.verificationKey())
      let office = try keys.officeIdentity(passphrase: Passphrase("open sesame"))
      #expect(try office.recipient == keys.officeRecipient())
    }
  }

  /// How far an earlier change of words came before it was interrupted: files under the new ones.
  @Test(arguments: [[], ["signing.sec"], ["signing.sec", "office.key"]])
  func `keys are locked later, and locked anew, whatever was interrupted before`(
    _ done: [String]
  ) throws {
    try withFolder { folder in
      var draw = Draw()
      let keys = try KeyFolder.create(in: folder.path, series: "autumn", using: &draw)
      let before = try keys.signingKey().verificationKey
      try keys.protect(protection("open sesame"), using: &draw)
      #expect(!folder.names.contains("signing.sec") && !folder.names.contains("office.key"))
      for name in done {
        try SecretFile(plain: folder / name).protect(
          protection("open barley"), from: Passphrase("open sesame"), using: &draw)
      }
      let old = try #require(Passphrase("open sesame"))
      if done.count < 2 { try keys.tryOut(old) }
      try keys.protect(protection("open barley"), from: old, using: &draw)
      let new = Passphrase("open barley")
      #expect(try keys.signingKey(passphrase: new).verificationKey == before)
      #expect(try keys.officeIdentity(passphrase: new).recipient == keys.officeRecipient())
      #expect(throws: KeyError.passphraseWrong(path: folder / "signing.sec.age")) {
        try keys.tryOut(old)
      }
    }
  }

  @Test func `a lock that was interrupted before the plain key went is finished`() throws {
    try withFolder { folder in
      var draw = Draw()
      let keys = try KeyFolder.create(in: folder.path, series: "autumn", using: &draw)
      let plain = try Data(contentsOf: URL(filePath: folder / "signing.sec"))
      try keys.protect(protection("open sesame"), using: &draw)
      try plain.write(to: URL(filePath: folder / "signing.sec"))
      chmod(folder / "signing.sec", 0o600)
      #expect(throws: KeyError.twice(path: folder / "signing.sec")) { try keys.signingKey() }
      try keys.protect(
        protection("open sesame"), from: Passphrase("open sesame"), using: &draw)
      #expect(
        try keys.signingKey(passphrase: Passphrase("open sesame")).verificationKey
          == keys.verificationKey())
    }
  }

  @Test func `age unwraps a protected key`() throws {
    let script = Tool(name: "script")
    try Tool(name: "age").needed()
    try script.needed()
    try withFolder { folder in
      var draw = Draw()
      let keys = try KeyFolder.create(
        in: folder.path, series: "autumn", protection: protection("open sesame"), using: &draw)
      let typed = Array("open sesame\n".utf8)
      let (plain, wrapped) = (folder / "signing.sec", folder / "signing.sec.age")
      let unwrap = "umask 077; age -d -o '\(plain)' '\(wrapped)'; rm '\(wrapped)'"
      _ = try script.run(["-qec", unwrap, "/dev/null"], input: typed)
      #expect(try keys.signingKey().verificationKey == keys.verificationKey())
    }
  }

  @Test func `only the named officers open the pseudonym secret`() throws {
    try withFolder { folder in
      var draw = Draw()
      let officers = try [identity(1), identity(2)]
      let keys = try KeyFolder.create(
        in: folder.path, series: "autumn", officers: officers.map(\.recipient), using: &draw)
      let codes = try officers.map {
        try keys.pseudonymSecret(with: [$0]).authenticationCode(of: [[1], [2]])
      }
      #expect(codes[0] == codes[1])
      #expect(throws: KeyError.notAnOfficer(path: folder / "pseudonyms.age")) {
        try keys.pseudonymSecret(with: [keys.officeIdentity()])
      }
    }
  }

  @Test(arguments: [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o644, 0o777])
  func `a key that others have access to is refused`(mode: Int) throws {
    try withFolder { folder in
      var draw = Draw()
      let keys = try KeyFolder.create(in: folder.path, series: "autumn", using: &draw)
      for name in ["signing.sec", "office.key", "pseudonyms.age"] {
        #expect(chmod(folder / name, mode_t(mode)) == 0)
      }
      let error = KeyError.openToOthers(path: folder / "signing.sec", mode: UInt16(mode))
      #expect(throws: error) { try keys.signingKey() }
      #expect(error.description.contains("chmod go="))
      #expect(throws: KeyError.self) { try keys.officeIdentity() }
      #expect(throws: KeyError.self) { try keys.pseudonymSecret(with: [identity()]) }
    }
  }

  @Test func `a folder that others may change is refused`() throws {
    try withFolder { folder in
      var draw = Draw()
      let keys = try KeyFolder.create(in: folder.path, series: "autumn", using: &draw)
      #expect(chmod(folder.path, 0o770) == 0)
      #expect(throws: KeyError.openToOthers(path: folder.path, mode: 0o770)) {
        try keys.signingKey()
      }
    }
  }

  @Test func `a missing, a doubled and a damaged key are told apart`() throws {
    try withFolder { folder in
      var draw = Draw()
      let keys = KeyFolder(path: folder.path)
      #expect(throws: KeyError.missing(path: folder / "signing.sec")) { try keys.signingKey() }
      #expect(throws: KeyError.missing(path: folder / "signing.pub")) {
        try keys.verificationKey()
      }
      #expect(throws: KeyError.missing(path: folder / "gone")) {
        try KeyFolder(path: folder / "gone").signingKey()
      }
      _ = try KeyFolder.create(in: folder.path, series: "autumn", using: &draw)
      try folder.write([1], "signing.sec.age")
      #expect(throws: KeyError.twice(path: folder / "signing.sec")) { try keys.signingKey() }
      #expect(unlink(folder / "signing.sec") == 0)
      #expect(chmod(folder / "signing.sec.age", 0o600) == 0)
      let error = #expect(throws: KeyError.self) {
        try keys.signingKey(passphrase: Passphrase("x"))
      }
      guard case .malformed(folder / "signing.sec.age", _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test func `nothing is left behind where the keys cannot be made`() throws {
    try withFolder { folder in
      var draw = Draw()
      #expect(throws: KeyError.name) {
        try KeyFolder.create(in: folder.path, series: "two\nlines", using: &draw)
      }
      let nobody = AgeRecipient(point: [UInt8](repeating: 0, count: 32))
      #expect(throws: KeyError.self) {
        try KeyFolder.create(in: folder.path, series: "x", officers: [nobody], using: &draw)
      }
      #expect(folder.names.isEmpty)
    }
  }

  @Test func `signify signs with a key of the folder`() throws {
    let signify = Tool(name: "signify-openbsd")
    try signify.needed()
    try withFolder { folder in
      var draw = Draw()
      let keys = try KeyFolder.create(in: folder.path, series: "autumn", using: &draw)
      try folder.write([1, 2], "m")
      #expect(try signify.run(["-S", "-s", folder / "signing.sec", "-m", folder / "m"]).code == 0)
      try verifySignature(at: folder / "m.sig", of: folder / "m", with: keys.verificationKey())
    }
  }
}
