/// What counts as shared work.
package struct SimilaritySettings: Sendable, Hashable {
  /// The fewest words of a passage that is reported.
  package var passage: Int
  /// The fewest words that two scripts share in all to be reported.
  package var least: Int
  /// What stands in more scripts than this is common property.
  package var common: Int

  /// - Parameters:
  ///   - passage: The fewest words of a passage that is reported; from 8 on none is missed.
  ///   - least: The fewest words that two scripts share in all to be reported.
  ///   - common: What stands in more scripts than this is common property.
  package init(passage: Int = 12, least: Int = 30, common: Int = 20) {
    self.passage = passage
    self.least = least
    self.common = common
  }
}

/// A run of words that stands in two texts, word for word.
struct SharedRun: Sendable, Hashable {
  var left: Int
  var right: Int
  var length: Int
}

/// A passage that two scripts share: runs of the same words with small gaps between them.
package struct SharedPassage: Sendable, Hashable {
  /// Where it stands in the first and in the second script, in words.
  package let left: Range<Int>
  package let right: Range<Int>
  /// The words of it that are the same and neither given nor quoted.
  package let words: Int
  let runs: [SharedRun]
}

/// Two scripts that share work.
package struct SimilarPair: Sendable, Hashable {
  /// The numbers of the two texts.
  package let first: Int
  package let second: Int
  /// In the order of the first script.
  package let passages: [SharedPassage]

  /// The words that both share.
  package var words: Int { passages.reduce(0) { $0 + $1.words } }

  /// The words of the longest passage.
  package var longest: Int { passages.map(\.words).max() ?? 0 }

  /// Most shared words first, and no two alike.
  static func ranks(_ left: SimilarPair, before right: SimilarPair) -> Bool {
    let words = (left.words, right.words)
    if words.0 != words.1 { return words.0 > words.1 }
    return (left.first, left.second) < (right.first, right.second)
  }
}
