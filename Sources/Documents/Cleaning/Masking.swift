import Foundation

/// Words of a person, and what stands in their place in a copy.
package struct Mask: Sendable, Hashable {
  /// Where words count as the person's.
  package enum Kind: Sendable, Hashable {
    /// Wherever they stand.
    case anywhere
    /// A surname: with a capital, and where no work of that name is cited.
    case surname
    /// A surname that is a word too: not at the head of a sentence either.
    case surnameAndWord
  }

  package let text: String
  package let replacement: String
  package let kind: Kind

  package init(text: String, replacement: String, kind: Kind = .anywhere) {
    self.text = text
    self.replacement = replacement
    self.kind = kind
  }
}

/// Finds masks in text, also where it is cut into pieces by runs and spans.
///
/// Case, accents, kinds of blank, apostrophe and hyphen do not matter; only whole words match.
struct Masking: Sendable {
  private struct Pattern: Sendable {
    let folded: [UInt32]
    let mask: Mask
    /// How it begins in lower case, at most four letters before a blank; nil where it has a letter
    /// that no text of ASCII has.
    let head: [UInt8]?

    init(_ folded: [UInt32], _ mask: Mask) {
      self.folded = folded
      self.mask = mask
      let isPlain = folded.allSatisfy { $0 < 0x80 }
      head =
        isPlain ? folded.prefix { $0 != Folded.blank }.prefix(4).map(UInt8.init) : nil
    }
  }

  /// Where a mask matches in folded text.
  struct Hit {
    let range: Range<Int>
    let mask: Mask
  }

  /// A stretch of scalars of one piece, and what takes its place.
  private struct Edit {
    let piece: Int
    let range: Range<Int>
    let replacement: String
  }

  private let patterns: [Pattern]
  /// Whether a pattern begins with this ASCII character.
  private var mayBegin = [Bool](repeating: false, count: 0x80)
  var isEmpty: Bool { patterns.isEmpty }

  /// The masks that count wherever they stand.
  var anywhere: Masking { Masking(patterns.map(\.mask).filter { $0.kind == .anywhere }) }

  init(_ masks: [Mask]) {
    let patterns = masks.map { mask in
      var folded = Folded()
      folded.append(mask.text, piece: 0)
      var scalars = folded.scalars[...]
      while scalars.first == Folded.blank { scalars.removeFirst() }
      while scalars.last == Folded.blank { scalars.removeLast() }
      return Pattern(Array(scalars), mask)
    }
    .filter { !$0.folded.isEmpty }
    .sorted { $0.folded.count > $1.folded.count }
    self.patterns = patterns
    for pattern in patterns where pattern.folded[0] < 0x80 {
      mayBegin[Int(pattern.folded[0])] = true
    }
  }

  /// The pieces with all masks applied, and how many were; nil where nothing matched.
  func apply(to pieces: [String]) -> (pieces: [String], count: Int)? {
    guard mayStand(in: pieces) else { return nil }
    var folded = Folded()
    for (index, piece) in pieces.enumerated() { folded.append(piece, piece: index) }
    let hits = hits(in: folded)
    guard !hits.isEmpty else { return nil }
    let edits = hits.flatMap { Self.edits(folded.origins[$0.range], $0.mask.replacement) }
    return (Self.applying(edits, to: pieces), hits.count)
  }

  /// Whether a mask may stand in a text that is cut into pieces: a look at its bytes, since hardly any
  /// paragraph has one.
  func mayStand(in pieces: [String]) -> Bool {
    guard !isEmpty else { return false }
    var bytes: [UInt8] = []
    for piece in pieces { bytes.append(contentsOf: piece.utf8) }
    // Of other letters it shows only when they are folded.
    guard bytes.allSatisfy({ $0 < 0x80 }) else { return true }
    for index in bytes.indices where (0x41...0x5A).contains(bytes[index]) { bytes[index] |= 0x20 }
    let heads = patterns.compactMap(\.head)
    return bytes.indices.contains { index in
      mayBegin[Int(bytes[index])]
        && heads.contains { head in
          index + head.count <= bytes.count
            && head.indices.allSatisfy { bytes[index + $0] == head[$0] }
        }
    }
  }

  /// Where masks match, the longest first, none within another.
  func hits(in folded: Folded) -> [Hit] {
    var hits: [Hit] = []
    var index = 0
    while index < folded.scalars.count {
      let scalar = folded.scalars[index]
      guard scalar >= 0x80 || mayBegin[Int(scalar)],
        let pattern = patterns.first(where: { folded.holds($0.folded, $0.mask.kind, at: index) })
      else {
        index += 1
        continue
      }
      let end = index + pattern.folded.count
      hits.append(Hit(range: index..<end, mask: pattern.mask))
      index = end
    }
    return hits
  }

  func apply(to text: String) -> (text: String, count: Int)? {
    apply(to: [text]).map { ($0.pieces[0], $0.count) }
  }

  /// A name that a program gives, such as that of a bookmark, in which a line may stand for a blank.
  func apply(toName name: String) -> (text: String, count: Int)? {
    if let masked = apply(to: name) { return masked }
    guard !isEmpty, name.utf8.contains(UInt8(ascii: "_")) else { return nil }
    return apply(to: name.replacing("_", with: " ")).map {
      ($0.text.replacing(" ", with: "_"), $0.count)
    }
  }

  /// The replacement goes where the match begins; in further pieces the match is only taken away.
  private static func edits(_ origins: ArraySlice<Folded.Origin>, _ replacement: String) -> [Edit] {
    var edits: [Edit] = []
    for origin in origins {
      if let last = edits.last, last.piece == origin.piece {
        edits[edits.count - 1] = Edit(
          piece: last.piece, range: last.range.lowerBound..<origin.end,
          replacement: last.replacement)
      } else {
        edits.append(
          Edit(
            piece: origin.piece, range: origin.index..<origin.end,
            replacement: edits.isEmpty ? replacement : ""))
      }
    }
    return edits
  }

  private static func applying(_ edits: [Edit], to pieces: [String]) -> [String] {
    var result = pieces
    for (piece, own) in Dictionary(grouping: edits, by: \.piece) {
      var scalars = Array(pieces[piece].unicodeScalars)
      for edit in own.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
        scalars.replaceSubrange(edit.range, with: edit.replacement.unicodeScalars)
      }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      result[piece] = String(text)
    }
    return result
  }
}
