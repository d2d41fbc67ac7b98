import Testing

@testable import Assessment

@Suite struct Winnowed {
  @Test func `every shared run of eight words keeps a fingerprint at the same word of it`() {
    var numbers = MadeNumbers(1)
    for round in 0..<300 {
      let shared = madeWords(Winnowing.guaranteed + round % 5, of: round % 7 + 1, &numbers)
      let sides = (0..<2).map { _ in
        let before = madeWords(Int.random(in: 0..<30, using: &numbers), of: 40, &numbers)
        let text = ComparedText(before + shared + madeWords(20, of: 40, &numbers))
        let inside = before.count...(before.count + shared.count - Winnowing.run)
        return Set(
          text.fingerprints.filter { inside.contains($0.position) }
            .map { Fingerprint(digest: $0.digest, position: $0.position - before.count) })
      }
      #expect(!sides[0].isDisjoint(with: sides[1]), "round \(round): \(shared)")
    }
  }

  @Test func `the smallest digest of each window is kept, the last where several are`() {
    var numbers = MadeNumbers(2)
    for vocabulary in [1, 2, 3, 1000] {
      let words = ComparedText(madeWords(200, of: vocabulary, &numbers)).words
      let digests = Winnowing.digests(words, in: words.indices)
      var expected: Set<Int> = []
      for start in 0...(digests.count - Winnowing.window) {
        let window = start..<(start + Winnowing.window)
        let least = window.map { digests[$0] }.min()
        if let place = window.last(where: { digests[$0] == least }) { expected.insert(place) }
      }
      let kept = Winnowing.fingerprints(words, in: words.indices)
      #expect(kept.map(\.position) == expected.sorted())
      #expect(kept.allSatisfy { $0.digest == digests[$0.position] })
    }
  }

  @Test func `a digest depends on its own words alone, and on their order`() {
    let one = ComparedText("a b c d e f g").words
    let other = ComparedText("x y c d e f g").words
    let turned = ComparedText("g f e d c").words
    #expect(Winnowing.digests(one, in: 0..<7)[2] == Winnowing.digests(other, in: 0..<7)[2])
    #expect(Winnowing.digests(one, in: 2..<7) == Winnowing.digests(other, in: 2..<7))
    #expect(Winnowing.digests(one, in: 2..<7) != Winnowing.digests(turned, in: 0..<5))
  }

  @Test func `about two in five digests are kept`() {
    var numbers = MadeNumbers(3)
    let words = ComparedText(madeWords(20_000, of: 5_000, &numbers)).words
    let share = Double(Winnowing.fingerprints(words, in: words.indices).count) / 20_000
    #expect(abs(share - 2.0 / Double(Winnowing.window + 1)) < 0.02)
  }

  @Test(arguments: 0...9)
  func `a short text is read to its end`(count: Int) {
    var numbers = MadeNumbers(4)
    let text = ComparedText(madeWords(count, of: 50, &numbers))
    #expect(text.fingerprints.isEmpty == (count < Winnowing.run))
  }
}
