import Foundation
import Testing

@testable import Sealing

/// Files cross both ways with the `age` of the system.
@Suite struct AgeToolTests {
  private let age = Tool(name: "age")

  @Test(arguments: AgeForm.allCases, [0, 65_536, 200_000])
  func `age opens what we seal`(form: AgeForm, count: Int) throws {
    try age.needed()
    let folder = try Folder()
    defer { folder.remove() }
    var draw = Draw()
    let bytes = draw.bytes(count)
    let (identity, other) = (try SealingTests.identity(), try SealingTests.identity(2))
    let lock = AgeLock.recipients([other.recipient, identity.recipient])
    try folder.write(try sealed(bytes, for: lock, form: form, using: &draw), "sealed")
    try folder.write(Array("# key\n\(identity.secretText)\n".utf8), "key")
    let run = try age.run(["-d", "-i", folder / "key", folder / "sealed"])
    #expect(run.code == 0)
    #expect(run.output == bytes)
  }

  @Test(arguments: AgeForm.allCases, [0, 65_536, 200_000])
  func `we open what age seals`(form: AgeForm, count: Int) throws {
    try age.needed()
    var draw = Draw()
    let bytes = draw.bytes(count)
    let identity = try identity()
    let run = try age.run(
      (form == .armoured ? ["-a"] : []) + ["-r", "\(identity.recipient)"], input: bytes)
    #expect(run.code == 0)
    #expect(try unsealed(run.output, with: AgeKeys(identities: [identity])) == bytes)
  }

  @Test func `a key made by age-keygen is read`() throws {
    let keygen = Tool(name: "age-keygen")
    try keygen.needed()
    let text = String(decoding: try keygen.run([]).output, as: UTF8.self)
    let identity = try #require(try AgeIdentity.list(text).first)
    #expect(text.contains("# public key: \(identity.recipient)\n"))
  }

  /// `age` asks for words on a terminal alone, so `script` (util-linux) lends it one.
  @Test func `a passphrase crosses both ways`() throws {
    try age.needed()
    let script = Tool(name: "script")
    try script.needed()
    let folder = try Folder()
    defer { folder.remove() }
    var draw = Draw()
    let words = try #require(Passphrase("open sesame"))
    try folder.write(
      try sealed([1, 2, 3], for: .passphrase(words, workFactor: 10), using: &draw), "ours")
    let typed = Array("open sesame\nopen sesame\n".utf8)
    let opening = "age -d -o '\(folder / "opened")' '\(folder / "ours")'"
    _ = try script.run(["-qec", opening, "/dev/null"], input: typed)
    #expect(try folder.read("opened") == [1, 2, 3])
    let sealing = "age -p -a -o '\(folder / "theirs")' '\(folder / "opened")'"
    _ = try script.run(["-qec", sealing, "/dev/null"], input: typed)
    #expect(
      try unsealed(try folder.read("theirs"), with: AgeKeys(passphrase: words)) == [1, 2, 3])
  }
}
