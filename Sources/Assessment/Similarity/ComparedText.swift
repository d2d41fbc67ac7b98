package import Documents

/// The words of one script as they are compared with others.
package struct ComparedText: Sendable {
  /// The name of the way in which words are read and compared, which changes when it does.
  package static let method = "npq-similar-1"
  /// From this many words on no passage is missed, however it is moved about.
  package static var guaranteed: Int { Winnowing.guaranteed }

  let words: [UInt32]
  /// Words that are not the writer's own, in order and apart: text that was given to all, and
  /// quotations whose source is listed.
  let leftOut: [Range<Int>]

  /// Takes a text over.
  ///
  /// Headings, captions, references, headers, footers and whatever a reader does not see are left
  /// out altogether.
  ///
  /// - Parameters:
  ///   - paragraphs: The paragraphs of the script, file by file.
  ///   - given: What everybody was given, such as the case study.
  package init(_ paragraphs: [Paragraph], leavingOut given: GivenText) {
    let flow = TextFlow(paragraphs)
    words = flow.words
    leftOut = joined(given.ranges(in: flow.words) + flow.quotations)
  }

  /// The number of words that are the writer's own.
  package var own: Int { words.count - leftOut.reduce(0) { $0 + $1.count } }

  /// The fingerprints of what is the writer's own.
  var fingerprints: [Fingerprint] {
    var kept: [Fingerprint] = []
    var start = 0
    for range in leftOut {
      kept += Winnowing.fingerprints(words, in: start..<range.lowerBound)
      start = range.upperBound
    }
    return kept + Winnowing.fingerprints(words, in: start..<words.count)
  }

  /// For each word whether it is left out, or stands in more ranges that are.
  func leavingOut(_ more: [Range<Int>]) -> [Bool] {
    var flags = Array(repeating: false, count: words.count)
    for range in leftOut + more {
      for place in range { flags[place] = true }
    }
    return flags
  }
}

/// Ranges in order, those that touch as one.
func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
  var all: [Range<Int>] = []
  for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
    if let last = all.last, last.upperBound >= range.lowerBound {
      all[all.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
    } else {
      all.append(range)
    }
  }
  return all
}

/// What everybody was given: the case study, the questions, a template.
package struct GivenText: Sendable {
  private var digests: Set<UInt64> = []

  /// Takes over texts.
  package init(_ texts: [String]) {
    for text in texts {
      let words = textWords(text).map(\.digest)
      digests.formUnion(Winnowing.digests(words, in: words.indices))
    }
  }

  /// The words that stand in a given text too, in runs of five or more.
  func ranges(in words: [UInt32]) -> [Range<Int>] {
    guard !digests.isEmpty else { return [] }
    let found = Winnowing.digests(words, in: words.indices).enumerated()
      .filter { digests.contains($0.element) }
    return joined(found.map { $0.offset..<($0.offset + Winnowing.run) })
  }
}

/// The paragraphs of a script that are compared, and their words in one row.
struct TextFlow: Sendable {
  /// The parts that a writer writes.
  private static let parts: Set<DocumentPart> = [
    .body, .tables, .textBoxes, .footnotes, .endnotes,
  ]

  /// Each paragraph with the number of its first word.
  private(set) var paragraphs: [(text: String, first: Int, words: [TextWord])] = []
  private(set) var words: [UInt32] = []
  /// Words in quotation marks whose source stands in the reference list.
  private(set) var quotations: [Range<Int>] = []

  init(_ all: [Paragraph]) {
    let sources = QuotedSources(all.filter { $0.part == .references }.map(\.text))
    for paragraph in all where Self.parts.contains(paragraph.part) {
      let found = textWords(paragraph.text)
      for range in sources.quotations(in: paragraph.text) {
        let inside = found.place(of: range.lowerBound)..<found.place(of: range.upperBound)
        guard inside.count <= QuotedSources.mostWords else { continue }
        quotations.append((words.count + inside.lowerBound)..<(words.count + inside.upperBound))
      }
      paragraphs.append((paragraph.text, words.count, found))
      words += found.map(\.digest)
    }
  }
}

extension [TextWord] {
  /// The number of the first word that begins at a byte or after it.
  fileprivate func place(of byte: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].bytes.lowerBound < byte { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
