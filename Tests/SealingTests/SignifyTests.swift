import Testing

@testable import Sealing

@Suite struct SignifyTests {
  private let receipt = Array("received 7 March 2026 at 14:02\n".utf8)

  @Test func `a signature vouches for the bytes that were signed`() throws {
    let key = try signingKey()
    let text = try sign(receipt, with: key, comment: "receipt R-0007")
    #expect(text.hasPrefix("untrusted comment: receipt R-0007\nRW"))
    try verifySignature(text, of: receipt, with: key.verificationKey)
    let signature = try Signature(Array(text.utf8))
    #expect(signature.comment == "receipt R-0007")
    #expect(signature.number == key.number)
    try verifySignature(try sign([], with: key, comment: ""), of: [], with: key.verificationKey)
  }

  @Test func `the same bytes give the same signature`() throws {
    let key = try signingKey()
    let texts = try (0..<3).map { _ in try sign(receipt, with: key, comment: "") }
    #expect(Set(texts).count == 1)
  }

  @Test func `a changed message is told from a wrong key`() throws {
    let (key, other) = (try signingKey(1), try signingKey(2))
    let text = try sign(receipt, with: key, comment: "")
    #expect(throws: SignatureError.notSigned) {
      try verifySignature(text, of: receipt + [10], with: key.verificationKey)
    }
    #expect(throws: SignatureError.otherKey(expected: other.number, found: key.number)) {
      try verifySignature(text, of: receipt, with: other.verificationKey)
    }
    let impostor = VerificationKey(number: key.number, point: other.verificationKey.point)
    #expect(throws: SignatureError.notSigned) {
      try verifySignature(text, of: receipt, with: impostor)
    }
  }

  @Test func `a signature with any one bit of its value changed is refused`() throws {
    let key = try signingKey()
    let signature = try Signature(Array(try sign(receipt, with: key, comment: "").utf8))
    for bit in 0..<512 {
      var value = signature.value
      value[bit / 8] ^= 1 << UInt8(bit % 8)
      let text = try SignifyText(comment: "", content: signature.number.bytes + value)
      #expect(throws: SignatureError.notSigned) {
        try Signature(text.bytes).verify(receipt, with: key.verificationKey)
      }
    }
  }

  @Test func `a signature may have gone through Windows, but not be cut or added to`() throws {
    let key = try signingKey()
    let text = try sign(receipt, with: key, comment: "receipt")
    let windows = text.replacing("\n", with: "\r\n")
    try verifySignature(windows, of: receipt, with: key.verificationKey)
    let bytes = Array(text.utf8)
    for count in bytes.indices {
      #expect(throws: SignatureError.self) { try Signature(Array(bytes.prefix(count))) }
    }
    for added in ["\n", "x", "received\n", "\u{0}"] {
      #expect(throws: SignatureError.self) { try Signature(Array((text + added).utf8)) }
    }
  }

  @Test(arguments: [
    "", "\n\n", "untrusted comment: x\n\n", "trusted comment: x\nRWQ=\n",
    "untrusted comment: x\nRWQ=\n", "untrusted comment: x\nQUFB\n",
    "untrusted comment: x\n!!!!\n",
  ])
  func `what is no signify file is refused with a reason`(text: String) {
    for read: ([UInt8]) throws -> Void in [
      { _ = try Signature($0) }, { _ = try VerificationKey(publicText: $0) },
      { _ = try SigningKey(secretText: $0) },
    ] {
      let error = #expect(throws: SignatureError.self) { try read(Array(text.utf8)) }
      guard case .malformed = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test func `a comment is one line of bounded length`() throws {
    let key = try signingKey()
    for comment in [
      "two\nlines", "return\r", "nul\0", "\u{1B}[2J", String(repeating: "x", count: 513),
    ] {
      #expect(throws: SignatureError.comment) { try sign([], with: key, comment: comment) }
    }
    let long = String(repeating: "x", count: 512)
    #expect(try Signature(Array(try sign([], with: key, comment: long).utf8)).comment == long)
  }

  @Test func `more than is held in memory is neither signed nor checked`() throws {
    let key = try signingKey()
    let text = try sign([], with: key, comment: "")
    let bytes = [UInt8](repeating: 0, count: signedByteLimit + 1)
    let error = SignatureError.tooLarge(limit: signedByteLimit)
    #expect(throws: error) { try sign(bytes, with: key, comment: "") }
    #expect(throws: error) { try verifySignature(text, of: bytes, with: key.verificationKey) }
  }

  @Test func `keys are read as they are written`() throws {
    let key = try signingKey()
    let again = try SigningKey(secretText: try key.secretText(comment: "npq"))
    #expect(again.verificationKey == key.verificationKey)
    let text = try key.verificationKey.publicText(comment: "npq")
    #expect(String(decoding: text, as: UTF8.self).hasPrefix("untrusted comment: npq public key\n"))
    #expect(try VerificationKey(publicText: text) == key.verificationKey)
    #expect(key.verificationKey.fingerprint.utf8.count == 64)
  }

  @Test func `a secret key with any one byte changed is refused, but for what signify ignores`()
    throws
  {
    let text = try signingKey().secretText(comment: "npq")
    let content = try SignifyText(reading: text, length: 102).content
    // The salt (6..<22) and the number (30..<38) are covered by no check sum of signify's.
    for index in content.indices where !(6..<22).contains(index) && !(30..<38).contains(index) {
      var changed = content
      changed[index] ^= 1
      let text = try SignifyText(comment: "npq", content: changed).bytes
      let error = (2..<6).contains(index) ? SignatureError.protected : nil
      let thrown = #expect(throws: SignatureError.self, "\(index)") {
        try SigningKey(secretText: text)
      }
      if let error { #expect(thrown == error) }
    }
  }
}
