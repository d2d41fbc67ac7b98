/// Counts of people as those outside may see them: nil where one could be picked out.
///
/// Counts from 1 up to one less than `least` are hidden, and then more of the same line until what
/// is hidden cannot be had by taking the rest from a total: at least two cells of each line, which
/// add up to `least` or more. Row totals are taken for known; column totals are where they are
/// shown.
package func withoutSmallCells(
  _ rows: [[Int]], least: Int, columnTotalsShown: Bool
) -> [[Int?]] {
  let width = rows.first?.count ?? 0
  var hidden = rows.map { $0.map { (1..<max(least, 1)).contains($0) } }
  var lines = rows.indices.map { row in (0..<width).map { (row, $0) } }
  if columnTotalsShown {
    lines += (0..<width).map { column in rows.indices.map { ($0, column) } }
  }
  var changed = true
  while changed {
    changed = false
    for line in lines {
      let inside = line.filter { hidden[$0.0][$0.1] }
      let sum = inside.reduce(0) { $0 + rows[$1.0][$1.1] }
      guard !inside.isEmpty, inside.count < 2 || sum < least else { continue }
      // An empty cell helps nobody who counts, so that a full one goes first.
      let next = line.filter { !hidden[$0.0][$0.1] }.min {
        let (left, right) = (rows[$0.0][$0.1], rows[$1.0][$1.1])
        return (left == 0 ? 1 : 0, left) < (right == 0 ? 1 : 0, right)
      }
      guard let next else { continue }
      hidden[next.0][next.1] = true
      changed = true
    }
  }
  return rows.indices.map { row in
    (0..<width).map { hidden[row][$0] ? nil : rows[row][$0] }
  }
}

/// Neighbouring counts put together until each holds `least` people or none.
///
/// What is left over at the end joins the last one.
func joinedSmall(_ counts: [Int], least: Int) -> [(values: ClosedRange<Int>, count: Int)] {
  var joined: [(values: ClosedRange<Int>, count: Int)] = []
  var start = 0
  var sum = 0
  for (value, count) in counts.enumerated() {
    sum += count
    guard sum >= least else { continue }
    joined.append((start...value, sum))
    (start, sum) = (value + 1, 0)
  }
  guard start < counts.count else { return joined }
  if sum == 0 || joined.isEmpty {
    joined.append((start...counts.count - 1, sum))
  } else {
    let last = joined.removeLast()
    joined.append((last.values.lowerBound...counts.count - 1, last.count + sum))
  }
  return joined
}
