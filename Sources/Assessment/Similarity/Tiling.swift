/// Lays runs over two texts so that each word is used once, the longest run first (greedy string
/// tiling, Wise 1993), and joins what lies close together to passages.
struct Tiling {
  private let isLeftOut: (left: [Bool], right: [Bool])
  private var isUsed: (left: [Bool], right: [Bool])
  private var tiles: [SharedRun] = []

  /// - Parameters:
  ///   - left: For each word of the left text whether it does not count.
  ///   - right: The same of the right text.
  init(left: [Bool], right: [Bool]) {
    isLeftOut = (left, right)
    isUsed = (
      Array(repeating: false, count: left.count), Array(repeating: false, count: right.count)
    )
  }

  /// The passages that runs make up, in the order of the left text.
  mutating func passages(_ runs: [SharedRun], atLeast words: Int) -> [SharedPassage] {
    let ordered = runs.sorted {
      ($1.length, $0.left, $0.right) < ($0.length, $1.left, $1.right)
    }
    for run in ordered { place(run) }
    tiles.sort { ($0.left, $0.right) < ($1.left, $1.right) }
    var groups: [[SharedRun]] = []
    for tile in tiles {
      if let last = groups.last?.last, last.isClose(before: tile) {
        groups[groups.count - 1].append(tile)
      } else {
        groups.append([tile])
      }
    }
    return groups.compactMap { passage($0) }.filter { $0.words >= words }
  }

  /// Uses what of a run is still free on both sides.
  private mutating func place(_ run: SharedRun) {
    var free = SharedRun(left: run.left, right: run.right, length: 0)
    for step in 0...run.length {
      let (a, b) = (run.left + step, run.right + step)
      if step < run.length, !isUsed.left[a], !isUsed.right[b] {
        free.length += 1
        continue
      }
      if free.length >= PassageSearch.rejoin { use(free) }
      free = SharedRun(left: a + 1, right: b + 1, length: 0)
    }
  }

  private mutating func use(_ run: SharedRun) {
    for step in 0..<run.length {
      isUsed.left[run.left + step] = true
      isUsed.right[run.right + step] = true
    }
    tiles.append(run)
  }

  private func passage(_ runs: [SharedRun]) -> SharedPassage? {
    guard let first = runs.first, let last = runs.last else { return nil }
    let own = runs.reduce(0) { sum, run in
      sum
        + (0..<run.length).count { step in
          !isLeftOut.left[run.left + step] && !isLeftOut.right[run.right + step]
        }
    }
    return SharedPassage(
      left: first.left..<(last.left + last.length),
      right: first.right..<(last.right + last.length), words: own, runs: runs)
  }
}

extension SharedRun {
  /// Whether another run follows with a small gap on both sides.
  fileprivate func isClose(before next: SharedRun) -> Bool {
    (0...PassageSearch.gap).contains(next.left - left - length)
      && (0...PassageSearch.gap).contains(next.right - right - length)
  }
}
