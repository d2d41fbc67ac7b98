/// How many scripts each pair of assessors shares.
struct PairCounts {
  /// Beyond so many assessors the table of all pairs takes too much memory.
  static let most = 6_000

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

  /// How many scripts two assessors share.
  func shared(_ first: Int, _ second: Int) -> Int { Int(counts[first * assessors + second]) }

  /// Adds to the scripts that two assessors share.
  mutating func add(_ difference: Int32, _ first: Int, _ second: Int) {
    let before = Int(counts[first * assessors + second])
    counts[first * assessors + second] += difference
    counts[second * assessors + first] += difference
    squares += Int(difference) * (2 * before + Int(difference))
  }
}

extension AllocationState {
  /// The sum over pairs of assessors of the square of how many scripts they share.
  var squaredPairs: Int {
    var pairs: [Int] = []
    for script in 0..<index.scripts {
      let marked = assessors(of: script).sorted()
      for (offset, first) in marked.enumerated() {
        for second in marked.dropFirst(offset + 1) {
          pairs.append(first * index.assessors + second)
        }
      }
    }
    pairs.sort()
    var squares = 0
    var run = 0
    for (offset, pair) in pairs.enumerated() {
      run = offset > 0 && pairs[offset - 1] == pair ? run + 1 : 1
      squares += 2 * run - 1
    }
    return squares
  }
}
