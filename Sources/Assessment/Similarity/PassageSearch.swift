/// Finds what two texts share, starting from words at which they have a fingerprint in common.
struct PassageSearch {
  /// The most words that may differ between two runs of one passage, in each text.
  static let gap = 4
  /// The fewest words of a run that follows a gap.
  static let rejoin = 3

  let left: [UInt32]
  let right: [UInt32]
  private(set) var runs: [SharedRun] = []
  /// The last run of each diagonal, by how far right is ahead of left: where it stands on the left.
  private var covered: [Int: Range<Int>] = [:]

  init(_ left: [UInt32], _ right: [UInt32]) {
    self.left = left
    self.right = right
  }

  /// Follows the texts from a common fingerprint as far as they agree, over small gaps too.
  mutating func extend(left a: Int, right b: Int) {
    if covered[b - a]?.contains(a) == true { return }
    var run = SharedRun(left: a, right: b, length: 0)
    while run.left > 0, run.right > 0, left[run.left - 1] == right[run.right - 1] {
      run.left -= 1
      run.right -= 1
    }
    run.length = agreeing(from: run.left, run.right)
    // Digests may agree where words do not; that is no run.
    guard run.left + run.length >= a + Winnowing.run else { return }
    keep(run)
    follow(from: run, Self.steps)
    follow(from: run, Self.steps.map { (-$0.0, -$0.1) })
  }

  private mutating func keep(_ run: SharedRun) {
    runs.append(run)
    covered[run.right - run.left] = run.left..<(run.left + run.length)
  }

  /// Adds the runs that follow over small gaps, in one direction.
  private mutating func follow(from start: SharedRun, _ steps: [(Int, Int)]) {
    var run = start
    let isForward = steps[0].0 + steps[0].1 > 0
    while let next = isForward ? after(run, steps) : before(run, steps) {
      if covered[next.right - next.left]?.contains(next.left) == true { return }
      keep(next)
      run = next
    }
  }

  private func after(_ run: SharedRun, _ steps: [(Int, Int)]) -> SharedRun? {
    for (i, j) in steps {
      let (a, b) = (run.left + run.length + i, run.right + run.length + j)
      let length = agreeing(from: a, b)
      if length >= Self.rejoin { return SharedRun(left: a, right: b, length: length) }
    }
    return nil
  }

  private func before(_ run: SharedRun, _ steps: [(Int, Int)]) -> SharedRun? {
    for (i, j) in steps {
      let (a, b) = (run.left + i, run.right + j)
      var length = 0
      while a - length > 0, b - length > 0, left[a - length - 1] == right[b - length - 1] {
        length += 1
      }
      if length >= Self.rejoin {
        return SharedRun(left: a - length, right: b - length, length: length)
      }
    }
    return nil
  }

  /// How many words agree from two places on.
  private func agreeing(from a: Int, _ b: Int) -> Int {
    var length = 0
    while a + length < left.count, b + length < right.count,
      left[a + length] == right[b + length]
    {
      length += 1
    }
    return length
  }

  /// The words that may be passed over on each side, fewest first, and evenly before unevenly.
  private static let steps: [(Int, Int)] = (1...(2 * gap)).flatMap { total in
    (max(0, total - gap)...min(gap, total)).map { ($0, total - $0) }
      .sorted { abs($0.0 - $0.1) < abs($1.0 - $1.1) }
  }
}
