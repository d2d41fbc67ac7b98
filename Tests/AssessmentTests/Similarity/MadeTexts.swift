import Documents

@testable import Assessment

/// Numbers that look drawn and are the same each time (SplitMix64).
struct MadeNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// `count` words out of a vocabulary of a size.
func madeWords(_ count: Int, of vocabulary: Int, _ numbers: inout MadeNumbers) -> [String] {
  (0..<count).map { _ in "w\(Int.random(in: 0..<vocabulary, using: &numbers))" }
}

extension ComparedText {
  /// A text of one paragraph.
  init(_ text: String, given: [String] = [], references: [String] = []) {
    let listed = references.map { Paragraph(part: .references, text: $0) }
    self.init(
      [Paragraph(part: .body, text: text)] + listed, leavingOut: GivenText(given))
  }

  init(_ words: [String]) { self.init(words.joined(separator: " ")) }
}

extension SimilarTexts {
  /// Compares texts on one core.
  init(
    _ texts: [ComparedText], first: Int? = nil, settings: SimilaritySettings = .init()
  ) {
    let first = first ?? texts.count
    let sorted = SimilarIndex.parts(of: texts)
      .map { SortedPart($0, first: first, common: settings.common) }
    self.init(texts, first: first, index: SimilarIndex(sorted), settings: settings)
  }

  /// All pairs that share work, those that share most first.
  var pairs: [SimilarPair] { Self.ranked((0..<first).map { matches(of: $0) }) }
}
