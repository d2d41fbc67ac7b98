import Crypto
import Testing

@testable import Sealing

@Suite struct SecretTests {
  /// Every way in which a value gets into a log.
  private func shown(_ value: Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return "\(value) \(String(reflecting: value)) \(dumped) \([value]) \(["key": value])"
  }

  @Test func `no printed form of a secret shows it`() throws {
    var draw = Draw()
    let signing = try signingKey()
    let secrets: [any Secret] = [
      try identity(), signing, try #require(Passphrase("open sesame")),
      PseudonymSecret(using: &draw), FileKey(using: &draw),
      try NewKeys(series: "autumn", officers: [], using: &draw),
    ]
    for secret in secrets {
      let shown = shown(secret)
      #expect(shown.contains("(secret)"))
      // Neither text nor numbers, neither keys nor what holds them.
      for word in ["sesame", "AGE-SECRET", "111", "0x", "rawRepresentation", "key:", "bytes"] {
        #expect(!shown.contains(word), "\(type(of: secret)): \(word)")
      }
    }
    let keys = AgeKeys(identities: [try identity()], passphrase: Passphrase("open sesame"))
    #expect(!shown(keys).contains("sesame"))
    #expect(!shown(AgeLock.passphrase(try #require(Passphrase("q"))) as Any).contains("113"))
  }

  @Test func `the code of a pseudonym is the HMAC that anyone with the secret can compute`() throws
  {
    var draw = Draw()
    let secret = PseudonymSecret(using: &draw)
    draw = Draw()
    let key = SymmetricKey(data: draw.bytes(32))
    let parts = [Array("SL-2026".utf8), Array("p7".utf8), [1]]
    var message: [UInt8] = []
    for part in parts { message += [0, 0, 0, 0, 0, 0, 0, UInt8(part.count)] + part }
    let code = Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    #expect(secret.authenticationCode(of: parts) == code)
    #expect(secret.authenticationCode(of: [parts[0] + parts[1], [1]]) != code)
  }

  @Test func `a pseudonym secret is read only as it was written`() {
    var draw = Draw()
    let text = PseudonymSecret(using: &draw).text
    #expect(PseudonymSecret(text: text)?.text == text)
    for index in text.indices {
      var changed = text
      changed[index] = UInt8(ascii: "+")
      #expect(PseudonymSecret(text: changed) == nil)
      #expect(PseudonymSecret(text: Array(text.prefix(index))) == nil)
    }
  }
}
