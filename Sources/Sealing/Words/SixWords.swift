/// The passphrase of a marking pack: six made words such as `bakol dirum lazod mifak rubiz kodab`.
///
/// A word is consonant, vowel, consonant, vowel, consonant, of eight consonants and four vowels
/// that are hard to mistake for each other over a telephone: no m beside n, no s beside f or z, no
/// p beside b, and no e beside i. That makes 8,192 words; some that sound like others are left out,
/// and 8,000 remain, so that six of them hold 6 × log₂ 8,000 = 77.8 bits. No list of words has to
/// be kept, and a page can tell a slip of the pen from a wrong passphrase.
package struct SixWords: Sendable, Hashable {
  /// The words, in lower case, with one space between.
  package let text: String

  package static let count = 6

  /// Draws six words, each as likely as any other.
  package init(using random: inout some RandomNumberGenerator) {
    var words: [String] = []
    while words.count < Self.count {
      let word = Self.word(Int.random(in: 0..<8_192, using: &random))
      if Self.isTaken(word) { words.append(word) }
    }
    text = words.joined(separator: " ")
  }

  /// What was typed as the words: in lower case, with one space between, whatever stood there.
  ///
  /// - Returns: The words, or what is wrong with them before anything is tried.
  package static func typed(_ text: String) -> (words: String, slip: String?) {
    let words = text.lowercased().utf8.split { byte in
      !(97...122).contains(byte) && !(48...57).contains(byte)
    }.map { String(decoding: Array($0), as: UTF8.self) }
    let all = words.joined(separator: " ")
    guard words.count == count else {
      return (all, "there are six words, and \(words.count) were given")
    }
    // A word is not shown again: it may be right but for one letter.
    let wrong = words.indices.filter { !isMade(words[$0]) }.map { "\($0 + 1)" }
    guard wrong.isEmpty else {
      return (
        all,
        "word \(wrong.joined(separator: " and ")) is none of ours: each has five letters, the first, "
          + "third and last among b d f k l m r z, the others among a i o u"
      )
    }
    return (all, nil)
  }

  private static func isMade(_ word: String) -> Bool {
    word.utf8.count == 5
      && word.enumerated().allSatisfy { place, letter in
        (place.isMultiple(of: 2) ? consonants : vowels).contains(letter)
      }
  }

  /// Every word that can be drawn.
  package static var all: [String] { (0..<8_192).map(word).filter(isTaken) }

  private static let consonants = Array("bdfklmrz")
  private static let vowels = Array("aiou")
  /// Beginnings that sound like words which nobody wants to read out.
  private static let avoided = ["fak", "fuk", "dik", "kaf", "rak", "lud"]

  private static func word(_ number: Int) -> String {
    String([
      consonants[number & 7], vowels[number >> 3 & 3], consonants[number >> 5 & 7],
      vowels[number >> 8 & 3], consonants[number >> 10 & 7],
    ])
  }

  private static func isTaken(_ word: String) -> Bool { !avoided.contains(String(word.prefix(3))) }
}
