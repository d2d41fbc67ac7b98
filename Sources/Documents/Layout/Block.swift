/// A document as a reader sees it: blocks from top to bottom.
///
/// It is our own small vocabulary. Whatever stood in a document comes out as text or as the bytes
/// of a PNG or JPEG picture; nothing of its markup, addresses, styles or scripts is kept.
package struct Block: Sendable, Hashable {
  /// What a block is.
  package enum Kind: Sendable, Hashable {
    case heading(level: Int)
    case paragraph
    /// An item of a list, 1 for the outermost level; numbered where its list counts.
    case item(level: Int, number: Int?)
    case table
  }

  package var kind: Kind
  package var part: DocumentPart
  /// What a block other than a table holds.
  package var runs: [Inline] = []
  /// Rows of cells of blocks, for a table alone.
  package var rows: [[[Block]]] = []

  package init(_ kind: Kind, part: DocumentPart, runs: [Inline] = [], rows: [[[Block]]] = []) {
    self.kind = kind
    self.part = part
    self.runs = runs
    self.rows = rows
  }
}

/// A piece of a line.
package enum Inline: Sendable, Hashable {
  case text(String, bold: Bool, italic: Bool)
  case picture(Picture)
  /// A picture that cannot be shown, with what describes it.
  case missing(String)
  /// The place at which the word limit is reached.
  case limit
}

/// A picture that a browser shows without any program but its own.
package struct Picture: Sendable, Hashable {
  /// The two kinds that are taken.
  package enum Kind: String, Sendable, Hashable {
    case png = "image/png"
    case jpeg = "image/jpeg"
  }

  package let kind: Kind
  package let bytes: [UInt8]
  /// The words that describe it; may be empty.
  package let description: String

  /// The largest picture that is shown.
  package static let most = 8_000_000

  /// Takes a picture by its first bytes; nil for any other kind, and for one that is too large.
  package init?(_ bytes: [UInt8], description: String) {
    guard bytes.count <= Self.most else { return nil }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      kind = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      kind = .jpeg
    } else {
      return nil
    }
    self.bytes = bytes
    self.description = description
  }
}
