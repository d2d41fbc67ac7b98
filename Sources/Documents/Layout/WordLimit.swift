extension [Block] {
  /// The blocks with a mark where the word limit is reached, and nothing more where it is not.
  ///
  /// Words count by the method of `countWords`, in the order in which the blocks stand, and only
  /// in the parts that the policy counts. The mark stands before the first word over the limit.
  package func marking(limit: Int, counting parts: Set<DocumentPart>) -> [Block] {
    var search = LimitSearch(limit: limit, parts: parts)
    return map { search.mark($0) }
  }
}

private struct LimitSearch {
  let limit: Int
  let parts: Set<DocumentPart>
  private var words = 0
  private var isFound = false

  init(limit: Int, parts: Set<DocumentPart>) {
    self.limit = limit
    self.parts = parts
  }

  mutating func mark(_ block: Block) -> Block {
    guard !isFound else { return block }
    var marked = block
    marked.rows = []
    for row in block.rows {
      var cells: [[Block]] = []
      for cell in row {
        var blocks: [Block] = []
        for block in cell { blocks.append(mark(block)) }
        cells.append(blocks)
      }
      marked.rows.append(cells)
    }
    if parts.contains(block.part) { marked.runs = mark(block.runs) }
    return marked
  }

  /// A word may run over several runs.
  private mutating func mark(_ runs: [Inline]) -> [Inline] {
    var marked: [Inline] = []
    var inWord = false
    for run in runs {
      guard !isFound, case .text(let text, let bold, let italic) = run else {
        marked.append(run)
        continue
      }
      guard let cut = cut(text, &inWord) else {
        marked.append(run)
        continue
      }
      isFound = true
      let scalars = text.unicodeScalars
      if cut > scalars.startIndex {
        marked.append(.text(String(scalars[..<cut]), bold: bold, italic: italic))
      }
      marked += [.limit, .text(String(scalars[cut...]), bold: bold, italic: italic)]
    }
    return marked
  }

  /// Where the first word over the limit begins in a text.
  private mutating func cut(_ text: String, _ inWord: inout Bool) -> String.Index? {
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      let kind = WordClass(scalars[index])
      switch kind {
      case .blank: inWord = false
      case .sign: continue
      case .letter, .ideograph:
        if !inWord || kind == .ideograph {
          if words == limit { return index }
          words += 1
        }
        inWord = kind == .letter
      }
    }
    return nil
  }
}
