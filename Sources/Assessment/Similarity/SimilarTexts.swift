/// Many scripts that are compared with each other, and with earlier work.
package struct SimilarTexts: Sendable {
  package let texts: [ComparedText]
  /// How many of them are compared with all; the others are earlier work, which is not compared
  /// with itself.
  package let first: Int
  package let settings: SimilaritySettings
  private let index: SimilarIndex

  package init(
    _ texts: [ComparedText], first: Int, index: SimilarIndex, settings: SimilaritySettings
  ) {
    self.texts = texts
    self.first = first
    self.index = index
    self.settings = settings
  }

  /// What one text shares with others.
  package struct Matches: Sendable {
    package var pairs: [SimilarPair] = []
    /// The words of it that stand in too many texts to be compared.
    package var common = 0
  }

  /// The pairs of all texts, those that share most words first.
  package static func ranked(_ matches: [Matches]) -> [SimilarPair] {
    matches.flatMap(\.pairs).sorted { SimilarPair.ranks($0, before: $1) }
  }

  /// What a text shares with those after it.
  package func matches(of number: Int) -> Matches {
    let common = common(in: number)
    var matches = Matches()
    matches.common = common.reduce(0) { $0 + $1.count }
    for same in seeds(of: number).byText {
      if let pair = pair(number, same, common) { matches.pairs.append(pair) }
    }
    return matches
  }

  /// The places at which a text has a fingerprint in common with one after it, in order.
  private func seeds(of number: Int) -> [Seed] {
    var seeds: [Seed] = []
    for print in texts[number].fingerprints {
      let entries = index.entries(of: print.digest)
      let place = UInt64(number) << 32 | UInt64(print.position)
      guard entries.contains(where: { $0.place == place }) else { continue }
      for entry in entries where entry.text > number {
        seeds.append(Seed(text: entry.text, left: print.position, right: entry.position))
      }
    }
    return seeds.sorted()
  }

  /// The words of a text that stand in too many texts.
  ///
  /// Which of the digests at the edge of a common passage are kept depends on what stands beside
  /// it, so that some of them lead on; what they lead to must not count either.
  private func common(in number: Int) -> [Range<Int>] {
    let found = texts[number].fingerprints.filter { print in
      index.entries(of: print.digest).first?.place == SimilarIndex.Entry.common
    }
    return joined(found.map { $0.position..<($0.position + Winnowing.run) })
  }

  /// The runs of equal words that a text shares with one after it, which may overlap.
  func runs(of number: Int, with other: Int) -> [SharedRun] {
    runs(number, seeds(of: number).byText.first { $0.first?.text == other } ?? [])
  }

  private func runs(_ number: Int, _ seeds: ArraySlice<Seed>) -> [SharedRun] {
    guard let other = seeds.first?.text else { return [] }
    var search = PassageSearch(texts[number].words, texts[other].words)
    for seed in seeds { search.extend(left: seed.left, right: seed.right) }
    return search.runs
  }

  /// What two texts share, from the words at which they have a fingerprint in common.
  private func pair(
    _ number: Int, _ seeds: ArraySlice<Seed>, _ common: [Range<Int>]
  ) -> SimilarPair? {
    guard let other = seeds.first?.text else { return nil }
    let runs = runs(number, seeds)
    guard runs.reduce(0, { $0 + $1.length }) >= settings.least else { return nil }
    var tiling = Tiling(
      left: texts[number].leavingOut(common),
      right: texts[other].leavingOut(self.common(in: other)))
    let passages = tiling.passages(runs, atLeast: settings.passage)
    let pair = SimilarPair(first: number, second: other, passages: passages)
    return pair.words >= settings.least ? pair : nil
  }
}

/// A place at which a text and another one have a fingerprint in common.
private struct Seed: Comparable {
  let text: Int
  let left: Int
  let right: Int

  static func < (one: Seed, other: Seed) -> Bool {
    (one.text, one.left, one.right) < (other.text, other.left, other.right)
  }
}

extension [Seed] {
  /// The seeds of each text, which stand together.
  fileprivate var byText: [ArraySlice<Seed>] {
    var all: [ArraySlice<Seed>] = []
    var start = 0
    for index in indices where index + 1 == count || self[index].text != self[index + 1].text {
      all.append(self[start...index])
      start = index + 1
    }
    return all
  }
}
