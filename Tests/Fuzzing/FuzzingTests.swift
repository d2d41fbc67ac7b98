import Testing

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
}
