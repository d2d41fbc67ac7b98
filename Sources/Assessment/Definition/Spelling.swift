/// Finds the word that somebody probably meant.
enum Spelling {
  /// The known word with the fewest single changes to a given one; nil where none is near.
  static func nearest(to word: String, among known: [String]) -> String? {
    guard word.utf8.count <= 64 else { return nil }
    let given = word.utf8.map(lowered)
    let ranked = known.map { (word: $0, changes: changes(from: given, to: $0.utf8.map(lowered))) }
    guard let best = ranked.min(by: { $0.changes < $1.changes }) else { return nil }
    return best.changes <= max(1, (best.word.utf8.count + 1) / 3) ? best.word : nil
  }

  /// The insertions, deletions and replacements that make one word of another (Levenshtein 1966).
  static func changes(from given: [UInt8], to wanted: [UInt8]) -> Int {
    var row = Array(0...wanted.count)
    for (index, byte) in given.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in wanted.indices {
        let replaced = diagonal + (byte == wanted[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[wanted.count]
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
    case UInt8(ascii: "_"), UInt8(ascii: " "): UInt8(ascii: "-")
    default: byte
    }
  }
}
