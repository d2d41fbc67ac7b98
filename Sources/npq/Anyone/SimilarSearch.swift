import Assessment
import Findings
import Ledger

/// Compares scripts on all cores.
struct SimilarSearch {
  let sources: [SimilarSource]
  let texts: SimilarTexts
  private(set) var pairs: [SimilarPair] = []
  private(set) var findings: [Finding] = []

  /// Reads and compares the first `first` sources with all of them.
  init(
    _ sources: [SimilarSource], first: Int, leavingOut given: GivenText,
    settings: SimilaritySettings
  ) throws {
    self.sources = sources
    let read = try onAllCores(sources) { source in
      let (paragraphs, findings) = source.read()
      return (text: ComparedText(paragraphs, leavingOut: given), findings: findings)
    }
    findings = read.flatMap(\.findings)
    let all = read.map(\.text)
    let sorted = try onAllCores(SimilarIndex.parts(of: all)) { part in
      SortedPart(part, first: first, common: settings.common)
    }
    let texts = SimilarTexts(all, first: first, index: SimilarIndex(sorted), settings: settings)
    let matches = try onAllCores(Array(0..<first)) { texts.matches(of: $0) }
    self.texts = texts
    pairs = SimilarTexts.ranked(matches)
    for (number, match) in matches.enumerated() { judge(number, common: match.common) }
    findings += pairs.map(finding)
  }

  /// Warns where much of a script was not compared, since a text that many have bought or shared
  /// would stay hidden otherwise.
  private mutating func judge(_ number: Int, common: Int) {
    let own = texts.texts[number].own
    guard common >= 100, common * 4 >= own else { return }
    let common = min(common, own)
    findings.append(
      Finding(
        "mostly-common", .warning, sources[number].label,
        "\(common) of its \(own) words stand in more than \(texts.settings.common) scripts, and "
          + "were taken for common property",
        remedy: "leave out what they quote with --leave-out, or compare it with a higher --common"))
  }

  private func finding(_ pair: SimilarPair) -> Finding {
    let label = "\(sources[pair.first].label) and \(sources[pair.second].label)"
    let passages = pair.passages.count == 1 ? "1 passage" : "\(pair.passages.count) passages"
    let same = isOnePerson(pair) ? "; both are of one participant" : ""
    return Finding(
      "similar-work", .warning, label,
      "share \(pair.words) words in \(passages), \(percent(pair, of: pair.first)) % of the first "
        + "and \(percent(pair, of: pair.second)) % of the second\(same)",
      remedy: "read them side by side with -o PAGE.html; a case is opened by a person, with "
        + "'npq record integrity'")
  }

  /// The shared words of a script's own, in whole per cent.
  func percent(_ pair: SimilarPair, of number: Int) -> Int {
    let own = texts.texts[number].own
    return own == 0 ? 0 : min(100, (pair.words * 200 + own) / (own * 2))
  }

  /// Whether both scripts are by the same participant, as at a second attempt.
  func isOnePerson(_ pair: SimilarPair) -> Bool {
    guard let person = sources[pair.first].person else { return false }
    return person == sources[pair.second].person
  }
}
