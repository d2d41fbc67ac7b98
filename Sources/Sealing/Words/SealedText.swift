import Crypto
import CryptoExtras
package import Foundation

/// Bytes sealed under a passphrase so that a web browser opens them with its own ciphers.
///
/// Two lines of text. The first names format, key derivation, rounds, salt and nonce, parted by one
/// space each; the second is the base 64 of the AES-256-GCM ciphertext and its tag of 16 bytes. The
/// key is PBKDF2-HMAC-SHA-256 (RFC 8018, 5.2) of the passphrase in UTF-8; the first line, without
/// its line break, is authenticated with the ciphertext (SP 800-38D), so that nothing of it can be
/// changed. `FORMAT.md` beside the marking page tells the same with a program that opens it.
package struct SealedText: Sendable, Hashable {
  /// The first line.
  private let header: String
  /// What the second line is the base 64 of.
  private let content: Data

  /// Both lines, each with its line break.
  package var text: String {
    var lines: [UInt8] = []
    write(to: &lines)
    return String(decoding: lines, as: UTF8.self)
  }

  /// Puts both lines behind what is there: a pack is megabytes, of which there should be no copies.
  package func write(to page: inout [UInt8]) {
    page.append(contentsOf: "\(header)\n".utf8)
    page.append(base64: content)
    page.append(UInt8(ascii: "\n"))
  }

  /// What OWASP's Password Storage Cheat Sheet asks of PBKDF2-HMAC-SHA-256.
  package static let rounds = 600_000
  package static let saltLength = 16
  package static let nonceLength = 12

  /// Seals bytes; salt and nonce are drawn for this one text and never used again.
  package init(
    sealing plain: some DataProtocol, under passphrase: String, salt: [UInt8], nonce: [UInt8]
  ) throws {
    header = Self.header(salt: salt, nonce: nonce)
    let box = try AES.GCM.seal(
      plain, using: try Self.key(passphrase, salt: salt), nonce: AES.GCM.Nonce(data: nonce),
      authenticating: Data(header.utf8))
    content = box.combined?.dropFirst(Self.nonceLength) ?? box.ciphertext + box.tag
  }

  /// Bytes that lie open, in the same two lines, for a pack of plain files: as they were deflated
  /// (RFC 1951) from so many.
  package init(openDeflated packed: Data, from count: Int) {
    header = "\(Self.openHeader) \(Self.deflated) \(count)"
    content = packed
  }

  /// What a text holds that lies open.
  package enum Open: Sendable, Hashable {
    /// As they are, which older packs have.
    case bytes(Data)
    /// Deflated from so many, as its first line says.
    case deflated(Data, from: Int)
  }

  /// What a text holds that lies open; nil where it is sealed or damaged.
  package static func plain(_ text: String) -> Open? {
    let lines = text.split(separator: "\n", maxSplits: 1)
    guard lines.count == 2, lines[0].hasPrefix(openHeader),
      let content = Data(base64Encoded: lines[1].trimmingCharacters(in: .newlines))
    else { return nil }
    let words = lines[0].dropFirst(openHeader.count).split(separator: " ")
    if words.isEmpty { return lines[0] == openHeader ? .bytes(content) : nil }
    guard words.count == 2, words[0] == deflated, let count = Int(words[1]), count >= 0,
      lines[0] == "\(openHeader) \(deflated) \(count)"
    else { return nil }
    return .deflated(content, from: count)
  }

  private static let openHeader = "npq-marking-pack 1 plain"
  /// As browsers call it, which inflate it themselves (Compression Standard, 4).
  private static let deflated = "deflate-raw"

  /// Whether a text is sealed in a way that we know, as far as shows without its words.
  package static func isSealed(_ text: String) -> Bool {
    let lines = text.split(separator: "\n", maxSplits: 1).map(String.init)
    guard lines.count == 2 else { return false }
    let words = lines[0].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 6, let salt = Base64.decode(words[4].utf8, padded: true),
      let nonce = Base64.decode(words[5].utf8, padded: true), salt.count == saltLength,
      nonce.count == nonceLength, lines[0] == header(salt: salt, nonce: nonce)
    else { return false }
    return (Data(base64Encoded: lines[1].trimmingCharacters(in: .newlines))?.count ?? 0) > 16
  }

  /// The bytes, if the passphrase is the right one and nothing was changed; else nil.
  package static func open(_ text: String, with passphrase: String) -> Data? {
    let lines = text.split(separator: "\n", maxSplits: 1).map(String.init)
    guard lines.count == 2 else { return nil }
    let words = lines[0].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 6, let salt = Base64.decode(words[4].utf8, padded: true),
      let nonce = Base64.decode(words[5].utf8, padded: true),
      lines[0] == header(salt: salt, nonce: nonce),
      let sealed = Data(base64Encoded: lines[1].trimmingCharacters(in: .newlines)),
      sealed.count >= 16
    else { return nil }
    guard let key = try? key(passphrase, salt: salt),
      let box = try? AES.GCM.SealedBox(
        nonce: AES.GCM.Nonce(data: nonce), ciphertext: sealed.dropLast(16), tag: sealed.suffix(16))
    else { return nil }
    return try? AES.GCM.open(box, using: key, authenticating: Data(lines[0].utf8))
  }

  /// The sealed text inside a page, or by itself; nil where there is none.
  package static func find(in page: some Sequence<UInt8>) -> String? {
    let bytes = Array(page)
    // A ZIP may hold a page as it is; that is for whoever opens ZIPs.
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let start = text.range(of: "npq-marking-pack 1 ")?.lowerBound,
      let line = text[start...].firstIndex(of: "\n")
    else { return nil }
    let body = text[text.index(after: line)...].utf8.prefix { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"),
        UInt8(ascii: "="):
        true
      default: false
      }
    }
    return body.isEmpty ? nil : "\(text[start...line])\(Substring(body))\n"
  }

  private static func header(salt: [UInt8], nonce: [UInt8]) -> String {
    let drawn = [salt, nonce].map { Data($0).base64EncodedString() }
    return "npq-marking-pack 1 pbkdf2-sha256 \(rounds) \(drawn[0]) \(drawn[1])"
  }

  private static func key(_ passphrase: String, salt: [UInt8]) throws -> SymmetricKey {
    try KDF.Insecure.PBKDF2.deriveKey(
      from: Data(passphrase.utf8), salt: salt, using: .sha256, outputByteCount: 32, rounds: rounds)
  }
}
