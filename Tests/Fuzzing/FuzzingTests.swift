import Findings
import Testing

@testable import Assessment

#if FUZZ_TARGETS_APART
  @testable import FuzzTargets
#endif

@Suite struct Fuzzing {
  /// So long one input may take, on a machine that does other work beside.
  private static let patience = Duration.seconds(10)

  @Test(arguments: FuzzTarget.allCases)
  func `seeds and everything that was ever found are read`(target: FuzzTarget) {
    #expect(!target.seeds.isEmpty)
    for (number, seed) in target.seeds.enumerated() {
      let time = ContinuousClock().measure { target.run(seed) }
      #expect(time < Self.patience, "seed \(number) takes too long")
    }
  }

  @Test(arguments: FuzzTarget.allCases)
  func `small seeds may be cut and changed anywhere`(target: FuzzTarget) {
    for seed in target.seeds where seed.count < 4_000 {
      let step = max(1, seed.count / 60)
      for place in stride(from: 0, to: seed.count, by: step) {
        target.run(Array(seed[..<place]))
        var changed = seed
        changed[place] ^= UInt8(truncatingIfNeeded: 1 << (place % 8))
        target.run(changed)
        target.run(Array(seed[..<place] + seed[(place / 2)...]))
      }
    }
  }

  @Test func `the made return is one that is taken`() throws {
    let pack = try #require(MadePack.contents)
    let answer = try #require(readReturn(Array(MadePack.answer.utf8), name: "m.json").value)
    #expect(judge(answer, name: "m.json", pack: pack).value?.count == 1)
  }

  /// Marks that open something and are never closed, each of which once cost a look at all the rest.
  static let unclosed: [(FuzzTarget, String, String)] =
    ["(", "(\\"].map { (.pdf, "%PDF-1.7\n", $0) }
    + ["[", "![", "<", "\\", "[](", "[a][", "`", "<!--", "<a@", "**"].map { (.text, "", $0) }
    + ["\"", "\"a\"\"", "'=", "a;"].map { (.csv, "", $0) }

  @Test(arguments: unclosed)
  func `marks that are never closed cost no more than their length`(
    target: FuzzTarget, start: String, mark: String
  ) {
    let input = Array((start + String(repeating: mark, count: 200_000 / mark.utf8.count)).utf8)
    let time = ContinuousClock().measure { target.run(input) }
    #expect(time < Self.patience)
  }
}
