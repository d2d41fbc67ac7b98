import Foundation
import Testing

@testable import Assessment

@Suite struct SHA224Tests {
  /// Vectors of RFC 3874, section 3; the empty text after NIST's SHA224ShortMsg.rsp.
  @Test(arguments: [
    ("", 1, "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"),
    ("abc", 1, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525"
    ),
    (
      "a", 1_000_000,
      "20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67"
    ),
  ])
  func `the digests of the standard come out`(_ text: String, _ times: Int, _ digest: String) {
    var function = SHA224()
    for _ in 0..<times { function.update(text.utf8) }
    let found = function.finish().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    #expect(found.joined() == digest)
  }
}
