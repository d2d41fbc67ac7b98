import Testing

@testable import Sealing

@Suite struct AgeHostileTests {
  private func made(_ form: AgeForm) throws -> (text: [UInt8], keys: AgeKeys) {
    var draw = Draw()
    let identity = try identity()
    let text = try sealed(
      Array("a short response".utf8), for: .recipients([identity.recipient]), form: form,
      using: &draw)
    return (text, AgeKeys(identities: [identity]))
  }

  @Test(arguments: AgeForm.allCases)
  func `a file cut short at any byte is refused`(form: AgeForm) throws {
    let (text, keys) = try made(form)
    // The last line feed of the armour may be missing.
    for count in 0..<text.count - (form == .armoured ? 1 : 0) {
      #expect(throws: AgeError.self, "\(count)") {
        try unsealed(Array(text.prefix(count)), with: keys, form: form)
      }
    }
  }

  @Test(arguments: AgeForm.allCases)
  func `a file with any one bit changed is refused`(form: AgeForm) throws {
    let (text, keys) = try made(form)
    for index in text.indices {
      for bit in 0..<8 {
        var changed = text
        changed[index] ^= 1 << UInt8(bit)
        // The last line feed of the armour may be other white space.
        if form == .armoured, index == text.count - 1, Armour.isWhitespace(changed[index]) {
          continue
        }
        #expect(throws: AgeError.self, "\(index).\(bit)") {
          try unsealed(changed, with: keys, form: form)
        }
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a thousand recipients are tried in bounded time`() throws {
    var draw = Draw()
    let last = try identity(2_000)
    let others = try (0..<1_000).map { try identity(UInt64($0)).recipient }
    let text = try sealed([5], for: .recipients(others + [last.recipient]), using: &draw)
    #expect(try unsealed(text, with: AgeKeys(identities: [last])) == [5])
    #expect(throws: AgeError.noMatch(types: ["X25519"])) {
      try unsealed(text, with: AgeKeys(identities: [identity(3_000)]))
    }
  }

  /// Endless text of one kind: only its first megabyte may ever be read.
  private struct Endless: ByteSource {
    var start: [UInt8]
    let block: [UInt8]
    var given = 0

    mutating func read(upTo count: Int) throws(AgeError) -> [UInt8] {
      defer { start = [] }
      let bytes = start.isEmpty ? block : start
      given += bytes.count
      guard given <= 2_000_000 else { throw .noRecipients }
      return bytes
    }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("an endless first line", "age-encryption.org/v1", "x"),
      ("an endless argument", "age-encryption.org/v1\n-> X25519 ", "x"),
      ("an endless stanza", "age-encryption.org/v1\n-> grease\n", "\(full)\n"),
      ("endless stanzas", "age-encryption.org/v1\n", "-> grease\n\n"),
    ])
  func `a header without end is given up at its limit`(
    what: String, start: String, more: String
  ) throws {
    let block = Array(String(repeating: more, count: 65_000 / more.utf8.count).utf8)
    let source = Endless(start: Array(start.utf8), block: block)
    var sink = ArraySink()
    #expect(throws: AgeError.header("it is longer than 1000000 bytes"), "\(what)") {
      try unseal(ByteReader(source), into: &sink, with: AgeKeys(), form: .binary)
    }
  }

  private static let full = String(repeating: "A", count: 64)

  @Test(arguments: [" ", "\n", "\r\n", "\t", "x", "-", "-----BEGIN AGE ENCRYPTED FILE-----"])
  func `armour without end is given up at its limit`(junk: String) throws {
    let block = Array(String(repeating: junk, count: 65_000 / junk.utf8.count).utf8)
    var sink = ArraySink()
    let error = #expect(throws: AgeError.self) {
      try unseal(
        ByteReader(Endless(start: [], block: block)), into: &sink, with: AgeKeys(),
        form: .armoured)
    }
    guard case .armour = error else {
      Issue.record("\(junk.debugDescription): \(String(describing: error))")
      return
    }
  }

  @Test func `text around armour is refused, white space is not`() throws {
    let (text, keys) = try made(.armoured)
    let body = Array("a short response".utf8)
    for (before, after) in [(" \n", ""), ("", "\n \r\n\t"), ("\r\n", "\n\n")] {
      #expect(try unsealed(Array(before.utf8) + text + Array(after.utf8), with: keys) == body)
    }
    for (before, after) in [("Dear office,\n", ""), ("", "Regards\n"), ("-", ""), ("", "\0")] {
      #expect(throws: AgeError.self) {
        try unsealed(Array(before.utf8) + text + Array(after.utf8), with: keys)
      }
    }
  }

  @Test func `any bytes at all are refused with a reason`() throws {
    var draw = Draw()
    let keys = AgeKeys(identities: [try identity()], passphrase: Passphrase("x"))
    for count in 0..<2_000 {
      let error = #expect(throws: AgeError.self) {
        try unsealed(draw.bytes(count % 200), with: keys)
      }
      #expect(error?.description.isEmpty == false)
    }
  }

  @Test func `what a stranger wrote into a header is shown without its control characters`() {
    let error = AgeError.noMatch(types: ["\u{1B}[31mred"])
    #expect(!error.description.contains("\u{1B}"))
  }
}
