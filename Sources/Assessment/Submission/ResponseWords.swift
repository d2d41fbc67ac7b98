package import Documents
import Findings

extension ResponseCheck {
  /// Over the limit, by the policy; far under it, since then the wrong file was probably chosen.
  mutating func judgeWords(_ policy: WordPolicy) {
    guard let words, !files.isEmpty else { return }
    if let limit, let tolerated, words > limit {
      let tolerance = tolerated > limit ? " and \(spoken(tolerated)) are let pass" : ""
      let over = "\(spoken(words, "word")) count, \(spoken(words - limit)) over the limit of "
      findings.append(
        Finding(
          "words-over", words > tolerated ? policy.over.severity : .note, "",
          over + spoken(limit) + tolerance,
          remedy: words > tolerated ? policy.over.remedy : "nothing has to be done"))
    }
    if words < policy.fewest {
      findings.append(
        Finding(
          "very-short", .held, "",
          "\(words == 0 ? "no words count" : "only \(spoken(words, "word")) count")",
          remedy: "make sure that this is the right file, and that its text is no picture"))
    }
  }

  /// The same text in two files, such as a document and a PDF of it: one of them is enough.
  mutating func judgeTwice() {
    for (index, file) in files.enumerated() where file.words ?? 0 > 0 {
      guard
        let other = files[..<index].first(where: { $0.reading.holdsSameText(as: file.reading) })
      else { continue }
      findings.append(
        Finding(
          "same-text-twice", .warning, file.name.escaped,
          "has the same text as \(other.name.escaped), and its words count twice",
          remedy: "hand in one of the two"))
    }
  }
}

extension DocumentReading {
  /// Whether two documents hold the same text: nineteen in twenty of the words of each stand in the
  /// other, for a PDF breaks words at the ends of lines and repeats what stands at the top of pages.
  package func holdsSameText(as other: DocumentReading) -> Bool {
    let (left, right) = (wordCounts, other.wordCounts)
    let common = left.reduce(0) { $0 + min($1.value, right[$1.key] ?? 0) }
    let most = max(left.values.reduce(0, +), right.values.reduce(0, +))
    return most > 0 && common * 20 >= most * 19
  }

  /// How often each word of the text itself stands there, without signs and case.
  private var wordCounts: [String: Int] {
    var counts: [String: Int] = [:]
    for paragraph in paragraphs where DocumentPart.counted.contains(paragraph.part) {
      for word in paragraph.text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }
      ) {
        counts[String(word), default: 0] += 1
      }
    }
    return counts
  }

  /// Whether the text begins with an address on the network.
  var isLink: Bool {
    guard let text = paragraphs.first(where: { !$0.text.isEmpty })?.text.lowercased() else {
      return false
    }
    return text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("www.")
      || text.hasPrefix("[internetshortcut]")
  }
}

extension WordPolicy.Over {
  fileprivate var severity: Finding.Severity {
    switch self {
    case .note: .note
    case .warn: .warning
    case .hold: .held
    case .refuse: .refused
    }
  }

  fileprivate var remedy: String {
    switch self {
    case .note, .warn: "shorten it if you can: assessors may stop reading at the limit"
    case .hold: "shorten it, or a person will have to decide about it"
    case .refuse: "shorten it until it is within the limit"
    }
  }
}

extension Finding {
  /// The finding as a participant sees it before handing in: what would wait for a person's
  /// decision is a warning there.
  var beforeHandingIn: Finding {
    guard severity == .held else { return self }
    return Finding(
      code, .warning, subject, message + "; after handing in, a person will have to look at it",
      remedy: remedy)
  }
}
