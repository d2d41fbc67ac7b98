import Testing

@testable import Sealing

@Suite struct AgeTests {
  private static let chunk = Payload.chunkLength

  @Test(arguments: AgeForm.allCases, [0, 1, 47, 48, chunk - 1, chunk, chunk + 1, 3 * chunk])
  func `what is sealed opens to the same bytes`(form: AgeForm, count: Int) throws {
    var draw = Draw(UInt64(count))
    let bytes = draw.bytes(count)
    let identity = try identity()
    let lock = AgeLock.recipients([identity.recipient])
    let text = try sealed(bytes, for: lock, form: form, using: &draw)
    #expect(try unsealed(text, with: AgeKeys(identities: [identity])) == bytes)
    #expect(text.first == UInt8(ascii: form == .binary ? "a" : "-"))
  }

  @Test func `each recipient opens a file alone, and nobody else does`() throws {
    var draw = Draw()
    let three = try [identity(1), identity(2), identity(3)]
    let text = try sealed(
      Array("marks".utf8), for: .recipients(three.map(\.recipient)), using: &draw)
    for identity in three {
      #expect(try unsealed(text, with: AgeKeys(identities: [identity])) == Array("marks".utf8))
    }
    #expect(throws: AgeError.noMatch(types: ["X25519"])) {
      try unsealed(text, with: AgeKeys(identities: [identity(4)]))
    }
    #expect(throws: AgeError.noMatch(types: ["X25519"])) {
      try unsealed(text, with: AgeKeys(passphrase: Passphrase("marks")))
    }
  }

  @Test func `a passphrase opens what it sealed, and another does not`() throws {
    var draw = Draw()
    let words = try #require(Passphrase("six words that nobody else knows"))
    let text = try sealed([1, 2, 3], for: .passphrase(words, workFactor: 4), using: &draw)
    #expect(try unsealed(text, with: AgeKeys(passphrase: words)) == [1, 2, 3])
    #expect(throws: AgeError.noMatch(types: ["scrypt"])) {
      try unsealed(text, with: AgeKeys(passphrase: Passphrase("six words that nobody else knew")))
    }
    #expect(Passphrase("") == nil)
  }

  @Test func `more work than the reader allows is not begun`() throws {
    var draw = Draw()
    let words = try #require(Passphrase("words"))
    let text = try sealed([], for: .passphrase(words, workFactor: 6), using: &draw)
    #expect(throws: AgeError.workFactor(6, limit: 5)) {
      try unsealed(text, with: AgeKeys(passphrase: words, maximumWorkFactor: 5))
    }
    for workFactor in [-1, 0, 22, 64] {
      #expect(throws: AgeError.workFactor(workFactor, limit: 21)) {
        try sealed([], for: .passphrase(words, workFactor: workFactor), using: &draw)
      }
    }
  }

  @Test func `nothing is sealed for nobody`() throws {
    var draw = Draw()
    #expect(throws: AgeError.noRecipients) { try sealed([], for: .recipients([]), using: &draw) }
  }

  @Test func `the same draw gives the same file, another draw another`() throws {
    let lock = AgeLock.recipients([try identity().recipient])
    var draws = [Draw(1), Draw(1), Draw(2)]
    let texts = try draws.indices.map { try sealed([9], for: lock, using: &draws[$0]) }
    #expect(texts[0] == texts[1])
    #expect(texts[0] != texts[2])
  }

  /// The seven points of cr.yp.to/ecdh.html, "How do I validate Curve25519 public keys?", that
  /// give every key the same secret.
  @Test(arguments: [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ])
  func `a point that keeps no secret is neither sealed for nor opened`(point: String) throws {
    let digits = Array(point)
    let bytes = stride(from: 0, to: 64, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    var draw = Draw()
    #expect(throws: AgeError.self) {
      try sealed([], for: .recipients([AgeRecipient(point: bytes)]), using: &draw)
    }
    let share = String(decoding: Base64.encode(bytes, padded: false), as: UTF8.self)
    let stanza = AgeStanza(arguments: ["X25519", share], body: draw.bytes(32))
    #expect(throws: AgeError.self) { try X25519Stanza(stanza).open(with: identity()) }
  }
}
