import Documents
import Testing

@testable import Assessment

/// Thresholds that hide nothing of what is guaranteed.
private let all = SimilaritySettings(passage: 8, least: 8)

@Suite struct ScriptsThatShareWork {
  /// Every longest run of equal words, by looking at each pair of places.
  private func bruteForce(_ left: [UInt32], _ right: [UInt32]) -> Set<SharedRun> {
    var runs: Set<SharedRun> = []
    for a in left.indices {
      for b in right.indices where a == 0 || b == 0 || left[a - 1] != right[b - 1] {
        var length = 0
        while a + length < left.count, b + length < right.count,
          left[a + length] == right[b + length]
        {
          length += 1
        }
        if length >= Winnowing.guaranteed {
          runs.insert(SharedRun(left: a, right: b, length: length))
        }
      }
    }
    return runs
  }

  @Test func `no shared run of eight words is missed, and none is made up`() {
    var numbers = MadeNumbers(11)
    for round in 0..<200 {
      var left = madeWords(150, of: 10 + round, &numbers)
      var right = madeWords(150, of: 10 + round, &numbers)
      for _ in 0..<(round % 6) {
        let from = Int.random(in: 0..<130, using: &numbers)
        let length = Int.random(in: 6...20, using: &numbers)
        let to = Int.random(in: 0..<right.count, using: &numbers)
        right.insert(contentsOf: left[from..<min(150, from + length)], at: to)
      }
      if round % 10 == 0 { left += Array(repeating: "again", count: 12) }
      let texts = SimilarTexts([ComparedText(left), ComparedText(right)], settings: all)
      let found = Set(texts.runs(of: 0, with: 1))
      let expected = bruteForce(texts.texts[0].words, texts.texts[1].words)
      #expect(expected.isSubset(of: found), "round \(round)")
      for run in found {
        #expect(
          texts.texts[0].words[run.left..<(run.left + run.length)]
            == texts.texts[1].words[run.right..<(run.right + run.length)])
      }
    }
  }

  @Test func `no word is counted twice`() {
    var numbers = MadeNumbers(12)
    for _ in 0..<100 {
      let base = madeWords(60, of: 12, &numbers)
      let texts = SimilarTexts(
        [ComparedText(base + base), ComparedText(base + base.reversed() + base)], settings: all)
      for pair in texts.pairs {
        let runs = pair.passages.flatMap(\.runs)
        let left = runs.flatMap { $0.left..<($0.left + $0.length) }
        let right = runs.flatMap { $0.right..<($0.right + $0.length) }
        #expect(Set(left).count == left.count)
        #expect(Set(right).count == right.count)
        #expect(pair.words <= min(texts.texts[0].own, texts.texts[1].own))
      }
    }
  }

  /// A source of 300 words in sentences of 15.
  private static let source: [[String]] = {
    var numbers = MadeNumbers(13)
    return (0..<20).map { _ in madeWords(15, of: 2_000, &numbers) }
  }()

  /// Ways to hide a copy, and the words of 300 that are found at least.
  static let disguises: [(name: String, hide: @Sendable ([[String]]) -> String, least: Int)] = [
    ("verbatim", { $0.joined().joined(separator: " ") }, 300),
    (
      "every tenth word changed",
      {
        $0.joined().enumerated().map { $0.offset % 10 == 9 ? "new" : $0.element }.joined(
          separator: " ")
      },
      265
    ),
    (
      "a word put in after each six",
      {
        $0.joined().enumerated().map { $0.offset % 6 == 5 ? "\($0.element) new" : $0.element }
          .joined(separator: " ")
      },
      250
    ),
    ("sentences turned round", { $0.reversed().joined().joined(separator: " ") }, 290),
    (
      "zero width characters",
      { $0.joined().joined(separator: " ").replacing("w", with: "w\u{200B}") }, 300
    ),
    ("lines of a scan", { $0.map { $0.joined(separator: "\n") }.joined(separator: "-\n") }, 240),
  ]

  @Test(arguments: disguises.indices)
  func `a copy is found however it is hidden`(number: Int) throws {
    let disguise = Self.disguises[number]
    var numbers = MadeNumbers(14)
    let own = madeWords(700, of: 2_000, &numbers).joined(separator: " ")
    let texts = [
      ComparedText(Self.source.joined() + madeWords(700, of: 2_000, &numbers)),
      ComparedText(own + " " + disguise.hide(Self.source) + " " + own),
    ]
    let pair = try #require(SimilarTexts(texts).pairs.first, "\(disguise.name)")
    #expect(pair.words >= disguise.least, "\(disguise.name)")
    #expect(pair.words <= 310, "\(disguise.name)")
  }

  @Test func `texts that only draw on the same words share nothing`() {
    var numbers = MadeNumbers(15)
    let texts = (0..<20).map { _ in ComparedText(madeWords(1_500, of: 400, &numbers)) }
    #expect(SimilarTexts(texts).pairs.isEmpty)
  }

  @Test func `earlier work is compared with the series and not with itself`() {
    var numbers = MadeNumbers(16)
    let copied = madeWords(200, of: 2_000, &numbers)
    let texts = (0..<4).map { _ in ComparedText(copied + madeWords(300, of: 2_000, &numbers)) }
    let pairs = SimilarTexts(texts, first: 1).pairs
    #expect(pairs.map(\.first) == [0, 0, 0])
    #expect(pairs.map(\.second) == [1, 2, 3])
  }

  @Test func `pairs come in the order of what they share, the same on every run`() {
    var numbers = MadeNumbers(17)
    let base = madeWords(900, of: 2_000, &numbers)
    let texts = (1...9).map { ComparedText(Array(base[..<($0 * 100)])) }
    let first = SimilarTexts(texts).pairs
    #expect(first == SimilarTexts(texts).pairs)
    #expect(first.map(\.words) == first.map(\.words).sorted(by: >))
    #expect(first.count == 36)
    #expect(first[0].first == 7)
    #expect(first[0].words == 800)
  }
}
