import Foundation
import Testing

@testable import Sealing

/// Keys and signatures cross both ways with the `signify` of the system.
@Suite struct SignifyToolTests {
  private let signify = Tool(name: "signify-openbsd")
  private let message = Array("what was received\n".utf8)

  @Test func `signify verifies what we sign, and refuses it changed`() throws {
    try signify.needed()
    let folder = try Folder()
    defer { folder.remove() }
    let key = try signingKey()
    try folder.write(message, "receipt")
    try folder.write(try key.verificationKey.publicText(comment: "npq"), "signing.pub")
    let signature = try sign(message, with: key, comment: "a receipt")
    try folder.write(Array(signature.utf8), "receipt.sig")
    let verify = ["-V", "-q", "-p", folder / "signing.pub", "-m", folder / "receipt"]
    #expect(try signify.run(verify).code == 0)
    try folder.write(message + [10], "receipt")
    #expect(try signify.run(verify).code != 0)
  }

  @Test func `signify signs with our key as we do ourselves`() throws {
    try signify.needed()
    let folder = try Folder()
    defer { folder.remove() }
    let key = try signingKey()
    try folder.write(message, "receipt")
    try folder.write(try key.secretText(comment: "npq"), "signing.sec")
    let run = try signify.run([
      "-S", "-s", folder / "signing.sec", "-m", folder / "receipt", "-x", folder / "theirs",
    ])
    #expect(run.code == 0)
    let theirs = try Signature(try folder.read("theirs"))
    let ours = try Signature(Array(try sign(message, with: key, comment: "").utf8))
    #expect(theirs.value == ours.value)
    #expect(theirs.number == ours.number)
  }

  @Test func `we sign and verify with keys that signify made`() throws {
    try signify.needed()
    let folder = try Folder()
    defer { folder.remove() }
    try folder.write(message, "receipt")
    let (shared, secret) = (folder / "made.pub", folder / "made.sec")
    #expect(try signify.run(["-G", "-n", "-p", shared, "-s", secret]).code == 0)
    let key = try SigningKey(secretText: try folder.read("made.sec"))
    #expect(try VerificationKey(publicText: try folder.read("made.pub")) == key.verificationKey)
    let made = try signify.run([
      "-S", "-s", secret, "-m", folder / "receipt", "-x", folder / "receipt.sig",
    ])
    #expect(made.code == 0)
    try verifySignature(
      at: folder / "receipt.sig", of: folder / "receipt", with: key.verificationKey)
  }

  @Test func `the signature of a huge file is not looked at`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let key = try signingKey()
    try folder.write(message, "receipt")
    try folder.write(Array(try sign(message, with: key, comment: "").utf8), "receipt.sig")
    #expect(truncate(folder / "receipt", off_t(signedByteLimit + 1)) == 0)
    #expect(throws: SignatureError.tooLarge(limit: signedByteLimit)) {
      try verifySignature(
        at: folder / "receipt.sig", of: folder / "receipt", with: key.verificationKey)
    }
  }
}
