extension [Block] {
  /// Words by part, by the method of `countWords`; empty parts are left out.
  package var wordCounts: [DocumentPart: Int] {
    var counts: [DocumentPart: Int] = [:]
    for block in self {
      for cell in block.rows.joined() {
        counts.merge(cell.wordCounts) { $0 + $1 }
      }
      let words = countWords(block.plainText)
      if words > 0 { counts[block.part, default: 0] += words }
    }
    return counts
  }
}

extension Block {
  /// The text of a block without its pictures.
  package var plainText: String {
    runs.map { run in
      if case .text(let text, _, _) = run { text } else { "" }
    }.joined()
  }
}
