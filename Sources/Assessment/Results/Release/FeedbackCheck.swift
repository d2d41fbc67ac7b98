package import Findings

/// Looks through feedback for what should not reach a participant.
package struct FeedbackCheck: Sendable {
  /// Assessors' full names as words, by their first word.
  private let names: [String: [[String]]]
  /// Their ids and addresses, and the ids of marking packs.
  private let ids: Set<String>
  /// Parts of their names, which may also be words.
  private let doubtful: Set<String>

  /// - Parameters:
  ///   - names: The full names of the assessors.
  ///   - ids: Their ids and addresses, and the ids of marking packs.
  package init(names: [String], ids: [String]) {
    let phrases = names.map(Self.words).filter { $0.count > 1 }
    self.names = Dictionary(grouping: phrases) { $0[0] }
    self.ids = Set(ids.map { $0.lowercased() })
    doubtful = Set(names.flatMap(Self.words).filter { $0.count > 2 })
  }

  /// Whether a text holds a whole name, an id or an address of an assessor, or the id of a pack.
  package func namesAssessor(_ text: String) -> Bool {
    let words = Self.words(text)
    for (place, word) in words.enumerated() {
      let begun = names[word, default: []]
      if begun.contains(where: { words[place...].starts(with: $0) }) { return true }
    }
    return Self.tokens(text).contains(where: ids.contains)
  }

  /// What somebody should look at, each once; `refused` stands for what may not go out.
  package func findings(in text: String, subject: String, showsMarks: Bool) -> [Finding] {
    var findings: [Finding] = []
    func find(_ code: String, _ message: String, _ remedy: String, refused: Bool = false) {
      findings.append(
        Finding(code, refused ? .refused : .warning, subject, message, remedy: remedy))
    }
    let words = Self.words(text)
    if words.isEmpty {
      find(
        "feedback-empty", "holds no feedback", "write what would help at the next attempt",
        refused: true)
      return findings
    }
    if namesAssessor(text) {
      find(
        "feedback-names-assessor", "names an assessor or a marking pack", "take the name out",
        refused: true)
    }
    let looked = Set(words)
    let listed: [(code: String, words: [String], message: String, remedy: String)] = [
      (
        "feedback-name", looked.intersection(doubtful).sorted(), "has part of an assessor's name",
        "take it out if the assessor is meant"
      ),
      (
        "feedback-pronoun",
        looked.intersection(["he", "she", "his", "her", "him", "hers"]).sorted(),
        "guesses who wrote the response", "write \"you\" or \"the response\""
      ),
      (
        "feedback-tone", looked.intersection(Self.hard).sorted(), "may hurt more than it helps",
        "say what is missing and what would mend it"
      ),
    ]
    for row in listed where !row.words.isEmpty {
      find(row.code, "\(row.message): \(row.words.joined(separator: ", "))", row.remedy)
    }
    if !showsMarks, Self.hasMarks(words) {
      find(
        "feedback-marks", "speaks of marks, which the letter does not show",
        "say what the response shows and lacks")
    }
    if words.count > 400 || words.count < 10 {
      find(
        "feedback-length", "has \(words.count) words",
        words.count < 10 ? "say more of what would help" : "keep to what helps most")
    }
    return findings
  }

  private static let hard: Set<String> = [
    "fail", "failed", "fails", "failure", "fatal", "hopeless", "incompetent", "lazy", "nonsense",
    "pathetic", "poor", "poorly", "refused", "rejected", "rubbish", "sloppy", "stupid", "terrible",
    "unacceptable", "useless", "waffle", "waffling", "weak", "worst", "script",
  ]

  /// Whether a number stands before or after a word for marks, or two stand as a fraction.
  private static func hasMarks(_ words: [String]) -> Bool {
    let isNumber = { (word: String) in word.utf8.allSatisfy { (48...57).contains($0) } }
    return zip(words, words.dropFirst()).contains { first, second in
      let pair = [first, second]
      return pair.contains(where: isNumber)
        && pair.contains { ["mark", "marks", "level", "score", "scored", "points"].contains($0) }
    }
      || zip(words, words.dropFirst(3)).enumerated().contains { place, ends in
        isNumber(ends.0) && isNumber(ends.1) && words[place + 1] == "out"
          && words[place + 2] == "of"
      }
  }

  /// Words in small letters; hyphens, dots and signs of addresses part them.
  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// What stands between blanks, in small letters and without signs around it.
  private static func tokens(_ text: String) -> [String] {
    text.lowercased().split(whereSeparator: \.isWhitespace).map { token in
      var token = token
      while let last = token.last, !last.isLetter, !last.isNumber { token.removeLast() }
      while let first = token.first, !first.isLetter, !first.isNumber { token.removeFirst() }
      return String(token)
    }
  }
}
