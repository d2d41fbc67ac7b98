/// A name that is safe to store, compare and print: a letter or digit, then at most 63 letters,
/// digits and `. _ @ + -`, compared as bytes and never used as a path.
public struct Identifier: Sendable, Hashable {
  /// The identifier as given.
  public let text: String

  /// Takes a text; nil where it has another form.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, bytes.count <= 64, Self.isAlphanumeric(first),
      bytes.allSatisfy({ Self.isAlphanumeric($0) || ".@_+-".utf8.contains($0) })
    else { return nil }
    self.text = String(text)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122: true
    default: false
    }
  }
}

extension Identifier: CustomStringConvertible, Comparable {
  /// The identifier as given.
  public var description: String { text }

  /// Orders identifiers by their bytes.
  public static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension Identifier: Codable {
  /// Reads a string of the right form.
  ///
  /// Throws `DecodingError.dataCorrupted` for any other.
  public init(from decoder: any Decoder) throws {
    self = try decoder.text("not an identifier") { Identifier($0) }
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    try text.encode(to: encoder)
  }
}
