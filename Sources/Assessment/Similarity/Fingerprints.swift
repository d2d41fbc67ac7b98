/// The digest of a short run of words, and the word at which it begins.
struct Fingerprint: Sendable, Hashable {
  let digest: UInt64
  let position: Int
}

/// Winnowed fingerprints of words (Schleimer, Wilkerson and Aiken, SIGMOD 2003, section 3).
///
/// Of each `window` digests that follow each other the smallest is kept, the last one where
/// several are. Two texts that share `guaranteed` words in a row therefore keep one digest in
/// common at the same word of it; about 2 in `window` + 1 digests are kept.
enum Winnowing {
  /// The words of one digest (*k* in the paper).
  static let run = 5
  /// The digests of which one is kept (*w* in the paper).
  static let window = 4
  /// The length from which on no shared run of words is missed: k + w − 1.
  static let guaranteed = run + window - 1

  /// The digest of each run of words that begins within a part of a text.
  static func digests(_ words: [UInt32], in part: Range<Int>) -> [UInt64] {
    guard part.count >= run else { return [] }
    var digests: [UInt64] = []
    digests.reserveCapacity(part.count - run + 1)
    var rolling: UInt64 = 0
    for position in part {
      if position - part.lowerBound >= run {
        rolling = rolling &- spread(words[position - run]) &* leaving
      }
      rolling = rolling &* base &+ spread(words[position])
      if position - part.lowerBound >= run - 1 { digests.append(mixed(rolling)) }
    }
    return digests
  }

  /// The digests that are kept of a part of a text, with their places.
  static func fingerprints(_ words: [UInt32], in part: Range<Int>) -> [Fingerprint] {
    let digests = digests(words, in: part)
    var kept: [Fingerprint] = []
    var least = 0
    var last = -1
    for index in digests.indices {
      if index - least >= window {
        least = index - window + 1
        for place in (least + 1)...index where digests[place] <= digests[least] { least = place }
      } else if digests[index] <= digests[least] {
        least = index
      }
      // A part with fewer digests than a window keeps the smallest of them.
      let isWhole = index >= window - 1 || index == digests.count - 1
      guard isWhole, least != last else { continue }
      last = least
      kept.append(Fingerprint(digest: digests[least], position: part.lowerBound + least))
    }
    return kept
  }

  private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
  /// What the word that leaves a run was multiplied with.
  private static let leaving = (1..<run).reduce(UInt64(1)) { power, _ in power &* base }

  private static func spread(_ word: UInt32) -> UInt64 {
    (UInt64(word) &+ 1) &* 0xD6E8_FEB8_6659_FD93
  }
}
