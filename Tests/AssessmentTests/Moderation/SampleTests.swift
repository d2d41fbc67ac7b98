import Assessment
import Foundation
import Testing

/// So many scripts with totals 1, 2 and on; every third by `A1`, the others by `A2` and `A3`.
private func scripts(_ count: Int) throws -> [SampleScript] {
  try (0..<count).map { number in
    SampleScript(
      script: try code("P\(number)"), total: MarkTotal(sum: number + 1, markings: 1),
      passes: number >= 5, isBorderline: (4...6).contains(number),
      assessors: [try id("A\(number % 3 + 1)")])
  }
}

@Suite struct Samples {
  @Test(arguments: [
    (
      SamplePolicy.Rule.table, [0, 1, 15, 16, 100, 101, 200, 201, 5000],
      [0, 1, 15, 15, 15, 20, 20, 25, 25]
    ),
    (.squareRoot, [0, 1, 4, 5, 99, 100, 101], [0, 1, 2, 3, 10, 10, 11]),
    (.percent, [0, 1, 10, 11, 95, 100], [0, 1, 1, 2, 10, 10]), (.all, [0, 1, 42], [0, 1, 42]),
  ])
  func `a rule asks for its number`(
    _ rule: SamplePolicy.Rule, _ sizes: [Int], _ wanted: [Int]
  ) {
    #expect(sizes.map { SamplePolicy(rule: rule).size(of: $0) } == wanted)
  }

  @Test func `a sample has at least so many, and never more than there are`() {
    let policy = SamplePolicy(rule: .percent, percent: 10, atLeast: 10)
    #expect([3, 50, 101].map { policy.size(of: $0) } == [3, 10, 11])
  }

  @Test func `what was asked is drawn, and what the clauses ask for is there besides`() throws {
    let all = try scripts(60)
    for draw in 0..<40 as Range<UInt64> {
      let policy = SamplePolicy(rule: .table, include: SamplePolicy.Clause.allCases)
      let sample = drawSample(of: all, by: policy, draw: draw, purpose: "test")
      let chosen = Set(sample.scripts.map(\.script))
      #expect(sample.asked == 15 && sample.drawn == 15 && sample.population == 60)
      #expect(chosen.isSuperset(of: all.filter { !$0.passes || $0.isBorderline }.map(\.script)))
      #expect(chosen.isSuperset(of: [try code("P0"), try code("P59")]))
      #expect(
        Set(all.filter { chosen.contains($0.script) }.flatMap(\.assessors)).count == 3)
      #expect(sample.scripts.allSatisfy { !$0.why.isEmpty })
    }
  }

  @Test func `every assessor is in it, even where one marked a single script`() throws {
    var all = try scripts(40)
    all[7] = SampleScript(
      script: all[7].script, total: all[7].total, passes: true, isBorderline: false,
      assessors: [try id("rare")])
    for draw in 0..<20 as Range<UInt64> {
      let sample = drawSample(
        of: all, by: SamplePolicy(rule: .percent, percent: 5, include: [.assessors]), draw: draw,
        purpose: "test")
      #expect(sample.scripts.contains { $0.script == all[7].script })
    }
  }

  @Test func `who is in it already brings no further script`() throws {
    let all = try scripts(40)
    for draw in 0..<20 as Range<UInt64> {
      let sample = drawSample(
        of: all, by: SamplePolicy(rule: .percent, percent: 50, include: [.assessors]), draw: draw,
        purpose: "test")
      let drawn = Set(sample.scripts.filter { $0.why.contains("drawn") }.map(\.script))
      let inDraw = Set(all.filter { drawn.contains($0.script) }.flatMap(\.assessors))
      let others = Set(["A1", "A2", "A3"]).subtracting(inDraw.map(\.text))
      #expect(sample.scripts.count == 20 + others.count)
      #expect(
        sample.scripts.filter { drawn.contains($0.script) }.allSatisfy { $0.why == ["drawn"] })
    }
  }

  @Test func `anybody can redraw it with sha256sum, whatever the order of the list`() throws {
    let all = try scripts(50)
    let policy = SamplePolicy(rule: .percent, include: [])
    let sample = drawSample(of: all, by: policy, draw: 7, purpose: "spring NPQLT sample 1")
    let mine = all.map(\.script).sorted { left, right in
      let digests = [left, right].map { Digest(of: Data("7\nspring NPQLT sample 1\n\($0)".utf8)) }
      return digests[0].description < digests[1].description
    }
    #expect(sample.scripts.map(\.script) == Array(mine.prefix(5)))
    let again = drawSample(
      of: all.reversed(), by: policy, draw: 7, purpose: "spring NPQLT sample 1")
    #expect(again.scripts == sample.scripts)
    let larger = drawSample(
      of: all, by: policy, size: 12, draw: 7, purpose: "spring NPQLT sample 1")
    #expect(Set(larger.scripts.map(\.script)).isSuperset(of: sample.scripts.map(\.script)))
    #expect(larger.drawn == 12)
  }

  /// The first three are those of the notes on practice; the others are counted by hand.
  @Test(
    arguments: [
      (10, 100, 5, 0.416), (15, 100, 5, 0.564), (100, 10_000, 2, 0.869), (0, 10, 50, 0),
      (1, 2, 50, 0.5), (2, 2, 50, 1), (3, 6, 1, 0.5), (10, 10, 10, 1), (5, 10, 0, 0),
    ] as [(Int, Int, Int, Double)])
  func `the power is the chance to hold at least one wrong result`(
    _ drawn: Int, _ population: Int, _ wrong: Int, _ chance: Double
  ) {
    let power = samplePower(drawn: drawn, of: population, wrongPercent: wrong)
    #expect(abs(power - chance) < 0.0005)
  }
}
