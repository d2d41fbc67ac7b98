import Foundation

/// Words of a person, and what stands in their place in a copy.
package struct Mask: Sendable, Hashable {
  package let text: String
  package let replacement: String

  package init(text: String, replacement: String) {
    self.text = text
    self.replacement = replacement
  }
}

/// Finds masks in text, also where it is cut into pieces by runs and spans.
///
/// Case, accents, kinds of blank, apostrophe and hyphen do not matter; only whole words match.
struct Masking: Sendable {
  private struct Pattern: Sendable {
    let folded: [UInt32]
    let replacement: String
  }

  /// A stretch of scalars of one piece, and what takes its place.
  private struct Edit {
    let piece: Int
    let range: Range<Int>
    let replacement: String
  }

  private let patterns: [Pattern]
  var isEmpty: Bool { patterns.isEmpty }

  init(_ masks: [Mask]) {
    patterns = masks.map { mask in
      var folded = Folded()
      folded.append(mask.text, piece: 0)
      var scalars = folded.scalars[...]
      while scalars.first == Folded.blank { scalars.removeFirst() }
      while scalars.last == Folded.blank { scalars.removeLast() }
      return Pattern(folded: Array(scalars), replacement: mask.replacement)
    }
    .filter { !$0.folded.isEmpty }
    .sorted { $0.folded.count > $1.folded.count }
  }

  /// The pieces with all masks applied, and how many were; nil where nothing matched.
  func apply(to pieces: [String]) -> (pieces: [String], count: Int)? {
    guard !isEmpty else { return nil }
    var folded = Folded()
    for (index, piece) in pieces.enumerated() { folded.append(piece, piece: index) }
    var edits: [Edit] = []
    var count = 0
    var index = 0
    while index < folded.scalars.count {
      guard let pattern = patterns.first(where: { folded.matches($0.folded, at: index) }) else {
        index += 1
        continue
      }
      let end = index + pattern.folded.count
      edits += Self.edits(folded.origins[index...(end - 1)], pattern.replacement)
      count += 1
      index = end
    }
    guard count > 0 else { return nil }
    return (Self.applying(edits, to: pieces), count)
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

/// Text without what does not matter when names are compared, and where each scalar came from.
struct Folded: Sendable {
  struct Origin: Sendable {
    let piece: Int
    let index: Int
    /// Behind the scalar and the marks that belong to it.
    var end: Int
  }

  static let blank: UInt32 = 0x20
  private(set) var scalars: [UInt32] = []
  private(set) var origins: [Origin] = []

  mutating func append(_ text: String, piece: Int) {
    for (index, scalar) in text.unicodeScalars.enumerated() {
      let origin = Origin(piece: piece, index: index, end: index + 1)
      switch WordClass(scalar) {
      case .blank:
        if scalars.last != Self.blank { append(Self.blank, origin) }
      default:
        let folded = Self.fold(scalar)
        for value in folded { append(value, origin) }
        if folded.isEmpty, let last = origins.last, last.piece == piece {
          origins[origins.count - 1].end = index + 1
        }
      }
    }
  }

  private mutating func append(_ scalar: UInt32, _ origin: Origin) {
    scalars.append(scalar)
    origins.append(origin)
  }

  private static func fold(_ scalar: Unicode.Scalar) -> [UInt32] {
    switch scalar.value {
    case 0x41...0x5A: return [scalar.value + 0x20]
    case 0x00...0x7F: return [scalar.value]
    case 0x2018, 0x2019, 0x02BC, 0xFF07: return [0x27]
    case 0x2010, 0x2011, 0x2012, 0x2212, 0xFE63, 0xFF0D: return [0x2D]
    case 0xAD, 0x200C, 0x200D, 0x2060, 0xFEFF: return []
    default:
      let lower = scalar.properties.lowercaseMapping
      return lower.decomposedStringWithCompatibilityMapping.unicodeScalars
        .filter { $0.properties.generalCategory != .nonspacingMark }
        .map(\.value)
    }
  }

  /// Whether a pattern stands at a place as whole words.
  func matches(_ pattern: [UInt32], at index: Int) -> Bool {
    let end = index + pattern.count
    guard end <= scalars.count, scalars[index] == pattern[0] else { return false }
    guard scalars[index..<end].elementsEqual(pattern) else { return false }
    let before = index > 0 && Self.isLetter(scalars[index - 1]) && Self.isLetter(pattern[0])
    let after =
      end < scalars.count && Self.isLetter(scalars[end])
      && Self.isLetter(pattern[pattern.count - 1])
    return !before && !after
  }

  private static func isLetter(_ value: UInt32) -> Bool {
    Unicode.Scalar(value).map { WordClass($0) == .letter } ?? false
  }
}
