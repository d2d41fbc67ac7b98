import Testing

@testable import Sealing

@Suite struct AgeKeyTextTests {
  /// Valid strings of BIP 173, "Test vectors", that hold whole bytes.
  @Test(arguments: [
    ("A12UEL5L", "A", 0), ("a12uel5l", "a", 0),
    ("split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w", "split", 30),
  ])
  func `valid strings of BIP 173 are read`(text: String, prefix: String, count: Int) throws {
    let read = try #require(Bech32.decode(text))
    #expect(read.prefix == prefix)
    #expect(read.bytes.count == count)
    #expect(Bech32.encode(prefix: prefix.lowercased(), read.bytes) == text.lowercased())
  }

  /// Invalid strings of BIP 173, "Test vectors".
  @Test(arguments: [
    "\u{20}1nwldj5", "\u{7F}1axkwrx", "pzry9x0s0muk", "1pzry9x0s0muk", "x1b4n0q5v", "li1dgmt3",
    "A1G7SGD8", "10a06t8", "1qzzfhee", "", "1", "A12UEL5l",
  ])
  func `invalid strings of BIP 173 are refused`(text: String) {
    #expect(Bech32.decode(text) == nil)
  }

  @Test func `keys are read as they are written`() throws {
    let identity = try identity()
    let secret = identity.secretText
    #expect(secret.hasPrefix("AGE-SECRET-KEY-1"))
    #expect(try AgeIdentity(secret).recipient == identity.recipient)
    let text = "\(identity.recipient)"
    #expect(text.hasPrefix("age1"))
    #expect(try AgeRecipient(text) == identity.recipient)
  }

  @Test func `a recipient with any one symbol changed is refused`() throws {
    let text = Array("\(try identity().recipient)".utf8)
    for index in text.indices {
      var changed = text
      changed[index] = changed[index] == UInt8(ascii: "q") ? UInt8(ascii: "p") : UInt8(ascii: "q")
      #expect(throws: AgeError.self) { try AgeRecipient(String(decoding: changed, as: UTF8.self)) }
    }
  }

  @Test func `neither case nor kind of a key is guessed`() throws {
    let identity = try identity()
    let recipient = "\(identity.recipient)"
    for text in [recipient.uppercased(), identity.secretText, recipient + " ", ""] {
      #expect(throws: AgeError.self) { try AgeRecipient(text) }
    }
    for text in [identity.secretText.lowercased(), recipient, ""] {
      #expect(throws: AgeError.self) { try AgeIdentity(text) }
    }
  }

  @Test func `a key file may hold comments and empty lines, and an error names the line`() throws {
    let identity = try identity()
    let text = "# made for a test\r\n\r\n\(identity.secretText)\r\n"
    #expect(try AgeIdentity.list(text).map(\.recipient) == [identity.recipient])
    #expect(try AgeRecipient.list("#\n\(identity.recipient)") == [identity.recipient])
    #expect(throws: AgeError.notARecipient("line 2: its check sum is wrong; copy it again, whole"))
    {
      try AgeRecipient.list("# comment\nage1qqqq\n")
    }
  }
}
