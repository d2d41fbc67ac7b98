import Foundation

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
  /// Whether a scalar was written as a capital.
  private(set) var capitals: [Bool] = []

  mutating func append(_ text: String, piece: Int) {
    for (index, scalar) in text.unicodeScalars.enumerated() {
      let origin = Origin(piece: piece, index: index, end: index + 1)
      // Almost all of a text is ASCII, of which a byte tells everything.
      if (0x21...0x7E).contains(scalar.value) {
        let isCapital = (0x41...0x5A).contains(scalar.value)
        append(isCapital ? scalar.value + 0x20 : scalar.value, origin, isCapital: isCapital)
        continue
      }
      switch WordClass(scalar) {
      case .blank:
        if scalars.last != Self.blank { append(Self.blank, origin) }
      default:
        let folded = Self.fold(scalar)
        let isCapital = scalar.properties.isUppercase
        for value in folded { append(value, origin, isCapital: isCapital) }
        if folded.isEmpty, let last = origins.last, last.piece == piece {
          origins[origins.count - 1].end = index + 1
        }
      }
    }
  }

  private mutating func append(_ scalar: UInt32, _ origin: Origin, isCapital: Bool = false) {
    scalars.append(scalar)
    origins.append(origin)
    capitals.append(isCapital)
  }

  private static func fold(_ scalar: Unicode.Scalar) -> [UInt32] {
    switch scalar.value {
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
