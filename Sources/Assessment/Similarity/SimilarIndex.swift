/// The fingerprints of many texts, sorted so that those of one digest stand together.
///
/// A part holds the digests with the same first bits. Digests of one text alone are dropped, and
/// of those that stand in too many texts only the digest is kept, so that the index grows with what
/// is shared and no digest leads to more than a fixed number of places.
package struct SimilarIndex: Sendable {
  /// One digest at one place: the text in the upper half, the word in the lower.
  struct Entry: Sendable, Comparable {
    let digest: UInt64
    let place: UInt64

    static func < (left: Entry, right: Entry) -> Bool {
      (left.digest, left.place) < (right.digest, right.place)
    }

    /// Marks a digest that stands in too many texts.
    static let common = UInt64.max
  }

  /// The unsorted fingerprints of one part.
  package struct Part: Sendable {
    fileprivate(set) var entries: [Entry] = []
  }

  /// In how many places of one text a digest is looked at; text that repeats itself more often
  /// than this says little about where it comes from.
  static let mostRepeats = 16
  private static let partBits: UInt64 = 8

  private var parts: [[Entry]]

  /// Puts parts together that were sorted.
  package init(_ sorted: [SortedPart]) { parts = sorted.map(\.entries) }

  /// Spreads the fingerprints of all texts over parts, which can be sorted side by side.
  package static func parts(of texts: [ComparedText]) -> [Part] {
    var parts = Array(repeating: Part(), count: 1 << partBits)
    for (number, text) in texts.enumerated() {
      for print in text.fingerprints {
        let place = UInt64(number) << 32 | UInt64(print.position)
        parts[part(of: print.digest)].entries.append(Entry(digest: print.digest, place: place))
      }
    }
    return parts
  }

  private static func part(of digest: UInt64) -> Int { Int(digest >> (64 - partBits)) }

  /// The entries of one digest; none where it stands in one text alone.
  func entries(of digest: UInt64) -> ArraySlice<Entry> {
    let part = parts[Self.part(of: digest)]
    var low = 0
    var high = part.count
    while low < high {
      let middle = (low + high) / 2
      if part[middle].digest < digest { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < part.count, part[end].digest == digest { end += 1 }
    return part[low..<end]
  }
}

/// One part of the index, sorted, with nothing in it that leads nowhere.
package struct SortedPart: Sendable {
  let entries: [SimilarIndex.Entry]

  /// Sorts a part.
  ///
  /// - Parameters:
  ///   - part: The unsorted part.
  ///   - first: The number of texts that are compared with all; those after it are earlier work,
  ///     which is not compared with itself.
  ///   - common: In how many texts a digest may stand.
  package init(_ part: SimilarIndex.Part, first: Int, common: Int) {
    let all = part.entries.sorted()
    var kept: [SimilarIndex.Entry] = []
    var start = 0
    while start < all.count {
      var end = start
      while end < all.count, all[end].digest == all[start].digest { end += 1 }
      kept += Self.useful(all[start..<end], first: first, common: common)
      start = end
    }
    entries = kept
  }

  /// What is kept of the entries of one digest.
  private static func useful(
    _ run: ArraySlice<SimilarIndex.Entry>, first: Int, common: Int
  ) -> [SimilarIndex.Entry] {
    guard run.count > 1, let lowest = run.first, lowest.text < first else { return [] }
    var kept: [SimilarIndex.Entry] = []
    var texts = 0
    var repeats = 0
    var last: Int?
    for entry in run {
      if entry.text == last { repeats += 1 } else { (texts, repeats) = (texts + 1, 1) }
      last = entry.text
      if texts > common {
        return [SimilarIndex.Entry(digest: lowest.digest, place: SimilarIndex.Entry.common)]
      }
      if repeats <= SimilarIndex.mostRepeats { kept.append(entry) }
    }
    return texts > 1 ? kept : []
  }
}

extension SimilarIndex.Entry {
  var text: Int { Int(place >> 32) }
  var position: Int { Int(place & 0xFFFF_FFFF) }
}
