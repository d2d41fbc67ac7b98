import Findings

/// The form of all of signify's files: a line of comment that nobody vouches for, then one line of
/// base 64 that begins with `Ed` (signify(1), OpenBSD's `signify.c`).
struct SignifyText {
  private static let mark = Array("untrusted comment: ".utf8)
  /// Signify itself reads up to 1,023 bytes; half of it leaves room for what it adds.
  private static let commentLimit = 512
  private static let readLimit = 1_023
  static let algorithm = Array("Ed".utf8)
  /// More than the longest of signify's files without a message.
  static let byteLimit = 4_096

  let comment: String
  /// What follows `Ed`.
  let content: [UInt8]

  init(comment: String, content: [UInt8]) throws(SignatureError) {
    let bytes = Array(comment.utf8)
    guard bytes.count <= Self.commentLimit, bytes.allSatisfy({ $0 >= 32 && $0 != 127 }) else {
      throw .comment
    }
    self.comment = comment
    self.content = content
  }

  /// Reads such a file, whose content is of a known length.
  init(reading text: [UInt8], length: Int) throws(SignatureError) {
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count == 3, lines[2].isEmpty else {
      throw .malformed("it has not just two lines")
    }
    let first = Self.withoutReturn(lines[0])
    guard first.starts(with: Self.mark), first.count - Self.mark.count <= Self.readLimit else {
      throw .malformed("its first line is no untrusted comment")
    }
    guard let bytes = Base64.decode(Self.withoutReturn(lines[1]), padded: true) else {
      throw .malformed("its second line is not base 64")
    }
    guard bytes.starts(with: Self.algorithm) else {
      throw .malformed("it is not of the kind Ed25519")
    }
    guard bytes.count == Self.algorithm.count + length else {
      throw .malformed("it is of the wrong length")
    }
    comment = String(decoding: first.dropFirst(Self.mark.count), as: UTF8.self)
    content = Array(bytes.dropFirst(Self.algorithm.count))
  }

  /// The file as signify reads it.
  var bytes: [UInt8] {
    Self.mark + Array(comment.utf8) + [10]
      + Base64.encode(Self.algorithm + content, padded: true) + [10]
  }

  /// An e-mail may have given lines the ends of Windows.
  private static func withoutReturn(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }
}
