import Documents
package import Findings

/// What can be told of a response by the words of the papers of a series.
package struct PaperWords: Sendable {
  /// The names that this paper alone holds, often and always with a capital.
  let names: Set<String>
  /// The runs of five words of its text.
  private let runs: Set<UInt64>

  private init(names: Set<String>, text: String) {
    self.names = names
    runs = Set(wordRuns(plainWords(text)))
  }

  /// Whether a text is made of the paper's own, but for a fifth.
  func makesUp(_ words: [String]) -> Bool {
    var all = wordRuns(words).sorted()[...]
    var (count, known) = (0, 0)
    while let run = all.popFirst() {
      // A run that comes again counts once.
      while all.first == run { all.removeFirst() }
      count += 1
      if runs.contains(run) { known += 1 }
    }
    return known * 5 >= count * 4
  }

  /// The words of each paper, by assessment; those without a case study are left out.
  package static func all(
    _ papers: [(id: String, caseStudy: String?, questions: [String])]
  ) -> [String: PaperWords] {
    let names = papers.map { paper in paper.caseStudy.map(properNames) ?? [] }
    var all: [String: PaperWords] = [:]
    for (index, paper) in papers.enumerated() {
      guard let study = paper.caseStudy else { continue }
      var own = names[index]
      // Two assessments may have one case study; its names tell neither from the other.
      for (other, theirs) in names.enumerated() where papers[other].caseStudy != study {
        own.subtract(theirs)
      }
      let text = ([study] + paper.questions).joined(separator: "\n")
      all[paper.id] = PaperWords(names: own, text: text)
    }
    return all
  }

  /// Words of four letters or more that stand at least three times within a sentence with a
  /// capital, and never without one.
  private static func properNames(_ text: String) -> Set<String> {
    var counts: [String: Int] = [:]
    var plain: Set<String> = []
    for line in text.split(whereSeparator: \.isNewline) {
      var isWithin = false
      for word in line.split(separator: " ") {
        let letters = word.drop { !$0.isLetter }.prefix(while: \.isLetter)
        let key = letters.lowercased()
        if letters.first?.isUppercase == false { plain.insert(key) }
        if isWithin, letters.first?.isUppercase == true { counts[key, default: 0] += 1 }
        isWithin = word.last.map { $0.isLetter || $0.isNumber || $0 == "," } ?? false
      }
    }
    return Set(counts.filter { $0.value >= 3 && $0.key.count >= 4 }.keys).subtracting(plain)
  }
}

extension ResponseCheck {
  /// What stands against a response because of the paper that it should answer: it answers another,
  /// it is the paper itself, or it was last saved before the paper came out.
  package func paperFindings(
    of assessment: CaseStudyAssessment, in papers: [String: PaperWords]
  ) -> [Finding] {
    let drafts = files.compactMap { $0.draftFinding(opensAt: assessment.window.opensAt) }
    guard let own = papers[assessment.id.text] else { return drafts }
    let words = files.flatMap { file in
      file.reading.paragraphs.filter { DocumentPart.counted.contains($0.part) }
        .flatMap { plainWords($0.text) }
    }
    let name = files.first?.name.escaped ?? ""
    guard words.count >= 30 else { return drafts }
    if own.makesUp(words) {
      return drafts + [
        Finding(
          "empty-template", .held, name, "holds little but the words of the paper itself",
          remedy: "ask for the file with the answer in it")
      ]
    }
    return drafts + other(words, own, assessment.id.text, papers, name)
  }

  private func other(
    _ words: [String], _ own: PaperWords, _ id: String, _ papers: [String: PaperWords],
    _ name: String
  ) -> [Finding] {
    guard !own.names.isEmpty, !words.contains(where: own.names.contains) else { return [] }
    let other = papers.filter { $0.key != id }.first { paper in
      words.count(where: paper.value.names.contains) >= 3
    }
    guard let other else {
      return [
        Finding(
          "unlike-paper", .warning, name, "names nobody and nothing that the case study names",
          remedy: "look whether it answers this paper")
      ]
    }
    return [
      Finding(
        "other-assessment", .held, name,
        "names nothing of its own case study, and often what that of \(other.key) names",
        remedy: "ask the person which assessment it answers, or whether it is the right file")
    ]
  }
}

extension ResponseCheck.File {
  /// A document that was last saved before the paper came out cannot answer it.
  ///
  /// Days of more than two years before are those of programs that never set them.
  fileprivate func draftFinding(opensAt: Instant) -> Finding? {
    guard let format = reading.format, let text = lastSaved(bytes, as: format),
      let day = CivilDate(text)
    else { return nil }
    let opens = Int(opensAt.seconds / 86_400)
    guard day.daysSince1970 < opens - 1, day.daysSince1970 > opens - 730 else { return nil }
    return Finding(
      "last-years-draft", .held, name.escaped,
      "was last saved on \(day), before the paper came out",
      remedy: "ask whether it is the right file: it may be a draft for an earlier paper")
  }
}

/// The words of a text in lower case, without signs.
private func plainWords(_ text: String) -> [String] {
  // What is no letter or digit of ASCII parts words in any case; the rest is looked at closely.
  text.utf8.split { $0 < 0x80 && !isLetterOrDigit($0) }.flatMap { bytes in
    guard bytes.allSatisfy({ $0 < 0x80 }) else {
      return Substring(bytes).split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
    }
    return [String(decoding: bytes.map { $0 < 0x5B && $0 > 0x40 ? $0 | 0x20 : $0 }, as: UTF8.self)]
  }
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
}

/// Five words that follow on each other at each place of a text, each five as one number (FNV-1a).
private func wordRuns(_ words: [String]) -> [UInt64] {
  let basis: UInt64 = 0xCBF2_9CE4_8422_2325
  let prime: UInt64 = 0x100_0000_01B3
  let numbers = words.map { $0.utf8.reduce(basis) { ($0 ^ UInt64($1)) &* prime } }
  guard numbers.count >= 5 else { return [] }
  return (4..<numbers.count).map { last in
    numbers[(last - 4)...last].reduce(basis) { run, number in
      // The high bits come down, for a product carries only upwards.
      ((run ^ number) &* prime) ^ ((run ^ number) >> 29)
    }
  }
}
