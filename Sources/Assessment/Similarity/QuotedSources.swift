/// The sources that a script lists, and the quotations in it that name one of them.
struct QuotedSources: Sendable {
  /// A quotation that is longer is compared like any other text.
  static let mostWords = 100
  /// How far from a quotation its source may be named, in bytes.
  private static let reach = 120
  /// A stretch that is shorter, in bytes, cannot hold five words.
  private static let shortest = 9
  /// How far a quotation may go before its end is looked for no more, in bytes.
  private static let farthest = 2_000

  /// The words of all entries of the list that name a year, in lower case.
  private var wordsByYear: [String: Set<String>] = [:]

  init(_ references: [String]) {
    for entry in references {
      let words = entry.lowercased().split { !$0.isLetter && !$0.isNumber }
      for year in Set(words.filter(\.isYear)) {
        wordsByYear[String(year), default: []].formUnion(words.map(String.init))
      }
    }
  }

  /// Where in a text words stand between quotation marks with a source of the list beside them, as
  /// in “…” (Smith, 2019) or Smith (2019) writes: “…”, in bytes.
  func quotations(in text: String) -> [Range<Int>] {
    guard !wordsByYear.isEmpty else { return [] }
    let bytes = Array(text.utf8)
    return marked(bytes).filter { range in
      guard range.count >= Self.shortest else { return false }
      let before = bytes[max(0, range.lowerBound - Self.reach)..<range.lowerBound]
      let after = bytes[range.upperBound..<min(bytes.count, range.upperBound + Self.reach)]
      return names(before) || names(after)
    }
  }

  /// Whether a stretch of text names the year of an entry and a word of it that begins with a
  /// capital.
  private func names(_ stretch: ArraySlice<UInt8>) -> Bool {
    let words = String(decoding: stretch, as: UTF8.self)
      .split { !$0.isLetter && !$0.isNumber }
    let capitals = words.filter { $0.count > 2 && $0.first?.isUppercase == true }
    return words.contains { year in
      guard let known = wordsByYear[year.lowercased()] else { return false }
      return capitals.contains { known.contains($0.lowercased()) }
    }
  }

  /// The stretches between an opening mark and the next closing mark of the same kind.
  private func marked(_ bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    // Up to where it is known that nothing closes, so that no byte is looked at again and again.
    var open = Array(repeating: 0, count: QuotationMarks.all.count)
    var position = 0
    while position < bytes.count {
      let kind = QuotationMarks.all.firstIndex { bytes[position...].starts(with: $0.open) }
      guard let kind else {
        position += 1
        continue
      }
      let marks = QuotationMarks.all[kind]
      let start = position + marks.open.count
      let limit = min(bytes.count, start + Self.farthest)
      let end = (min(limit, max(start, open[kind]))..<limit).first { marks.close(bytes, at: $0) }
      if let end { found.append(start..<end) } else { open[kind] = limit }
      position = end.map { $0 + marks.close.count } ?? start
    }
    return found
  }
}

/// Marks that open and close a quotation, in UTF-8.
private struct QuotationMarks {
  let open: [UInt8]
  let close: [UInt8]

  static let all = [("“", "”"), ("\"", "\""), ("‘", "’"), ("«", "»"), ("„", "“")]
    .map { QuotationMarks(open: Array($0.0.utf8), close: Array($0.1.utf8)) }

  /// Whether the quotation closes here; a mark with a letter after it is an apostrophe.
  func close(_ bytes: [UInt8], at position: Int) -> Bool {
    guard bytes[position] == close[0], bytes[position...].starts(with: close) else { return false }
    let next = position + close.count
    return next == bytes.count || !(0x61...0x7A).contains(bytes[next] | 0x20)
  }
}

extension Substring {
  /// Whether it is a year as references have it: 2019, 2019a.
  fileprivate var isYear: Bool {
    let digits = Array(utf8)
    guard digits.count == 4 || digits.count == 5 && digits[4] > 0x60 else { return false }
    return (digits.starts(with: "19".utf8) || digits.starts(with: "20".utf8))
      && digits[..<4].allSatisfy { (0x30...0x39).contains($0) }
  }
}
