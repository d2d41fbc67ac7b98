/// How many scripts each pair of assessors shares.
struct PairCounts {
  let assessors: Int
  private var counts: [Int32]
  /// The sum of the squares of the counts: the less, the better spread are the pairs
  /// ((M,S)-optimality; see Bailey and Cameron, "Using graphs to find the best block designs",
  /// arXiv 1111.3768, section 4).
  private(set) var squares = 0

  init(_ state: AllocationState) {
    assessors = state.index.assessors
    counts = Array(repeating: 0, count: assessors * assessors)
    for script in 0..<state.index.scripts {
      let marked = state.assessors(of: script)
      for (offset, first) in marked.enumerated() where first >= 0 {
        for second in marked.dropFirst(offset + 1) where second >= 0 { add(1, first, second) }
      }
    }
  }

  /// The scripts that two assessors share.
  func count(_ first: Int, _ second: Int) -> Int {
    Int(counts[min(first, second) * assessors + max(first, second)])
  }

  /// Adds to the scripts that two assessors share.
  mutating func add(_ difference: Int32, _ first: Int, _ second: Int) {
    let slot = first < second ? first * assessors + second : second * assessors + first
    let before = Int(counts[slot])
    counts[slot] += difference
    squares += Int(difference) * (2 * before + Int(difference))
  }
}
