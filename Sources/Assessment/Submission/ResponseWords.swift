import Documents
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
          "very-short", .warning, "",
          "\(words == 0 ? "no words count" : "only \(spoken(words, "word")) count")",
          remedy: "make sure that this is the right file, and that its text is no picture"))
    }
  }

  /// The same text in two files, such as a document and a PDF of it: one of them is enough.
  mutating func judgeTwice() {
    for (index, file) in files.enumerated() where file.words ?? 0 > 0 {
      guard
        let other = files[..<index].first(where: { $0.reading.plainText == file.reading.plainText })
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
  /// The words of the text alone, to compare two documents.
  fileprivate var plainText: [Substring] {
    paragraphs.filter { DocumentPart.counted.contains($0.part) }
      .flatMap { $0.text.split(whereSeparator: \.isWhitespace) }
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
