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
    guard let (header, content) = lines(of: text), header.hasPrefix(openHeader) else { return nil }
    let words = header.dropFirst(openHeader.count).split(separator: " ")
    if words.isEmpty { return header == openHeader ? .bytes(content) : nil }
    guard words.count == 2, words[0] == deflated, let count = Int(words[1]), count >= 0,
      header == "\(openHeader) \(deflated) \(count)"
    else { return nil }
    return .deflated(content, from: count)
  }

  private static let openHeader = "npq-marking-pack 1 plain"
  /// As browsers call it, which inflate it themselves (Compression Standard, 4).
  private static let deflated = "deflate-raw"

  /// Whether a text is sealed in a way that we know, as far as shows without its words.
  package static func isSealed(_ text: String) -> Bool {
    guard let (header, content) = lines(of: text), let (salt, nonce) = drawn(header) else {
      return false
    }
    return salt.count == saltLength && nonce.count == nonceLength && content.count > tagLength
  }

  /// The bytes, if the passphrase is the right one and nothing was changed; else nil.
  package static func open(_ text: String, with passphrase: String) -> Data? {
    guard let (header, content) = lines(of: text), let (salt, nonce) = drawn(header),
      content.count >= tagLength, let key = try? key(passphrase, salt: salt),
      let box = try? AES.GCM.SealedBox(
        nonce: AES.GCM.Nonce(data: nonce), ciphertext: content.dropLast(tagLength),
        tag: content.suffix(tagLength))
    else { return nil }
    return try? AES.GCM.open(box, using: key, authenticating: Data(header.utf8))
  }

  /// The sealed text inside a page, or by itself; nil where there is none.
  package static func find(in page: Data) -> String? {
    // A ZIP may hold a page as it is; that is for whoever opens ZIPs.
    if page.starts(with: [0x50, 0x4B, 3, 4]) { return nil }
    guard let start = page.range(of: Data("npq-marking-pack 1 ".utf8))?.lowerBound else {
      return nil
    }
    let bytes = [UInt8](page[start...])
    guard let body = bytes.firstIndex(of: lineBreak).map({ $0 + 1 }) else { return nil }
    let end = bytes[body...].firstIndex { !Base64.isDigit($0) } ?? bytes.endIndex
    return body == end ? nil : String(decoding: bytes[..<end] + [lineBreak], as: UTF8.self)
  }

  /// The first line, and what the second is the base 64 of.
  private static func lines(of text: String) -> (header: String, content: Data)? {
    guard let end = text.utf8.firstIndex(of: lineBreak) else { return nil }
    var body = text.utf8[end...].dropFirst()
    if body.last == lineBreak { body.removeLast() }
    return Data(base64Encoded: Data(body)).map { (String(text[..<end]), $0) }
  }

  /// What was drawn for a text, as its first line says; nil where we would write another line.
  private static func drawn(_ header: String) -> (salt: [UInt8], nonce: [UInt8])? {
    let words = header.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 6, let salt = Base64.decode(words[4].utf8, padded: true),
      let nonce = Base64.decode(words[5].utf8, padded: true),
      header == Self.header(salt: salt, nonce: nonce)
    else { return nil }
    return (salt, nonce)
  }

  private static let lineBreak = UInt8(ascii: "\n")
  private static let tagLength = 16

  private static func header(salt: [UInt8], nonce: [UInt8]) -> String {
    let drawn = [salt, nonce].map { Data($0).base64EncodedString() }
    return "npq-marking-pack 1 pbkdf2-sha256 \(rounds) \(drawn[0]) \(drawn[1])"
  }

  private static func key(_ passphrase: String, salt: [UInt8]) throws -> SymmetricKey {
    try KDF.Insecure.PBKDF2.deriveKey(
      from: Data(passphrase.utf8), salt: salt, using: .sha256, outputByteCount: 32, rounds: rounds)
  }
}
