import Archive

/// The lower triangle of a square matrix, row by row in groups of four columns, by which processors
/// reckon four numbers at once.
struct Triangle {
  private let size: Int
  /// Where the groups of each row begin; a row has as many as reach its diagonal.
  private let starts: [Int]
  private var groups: [SIMD4<Double>]

  /// A triangle of nothing.
  init(_ size: Int) {
    self.size = size
    var starts: [Int] = []
    starts.reserveCapacity(size)
    var end = 0
    for row in 0..<size {
      starts.append(end)
      end += row / 4 + 1
    }
    self.starts = starts
    groups = [SIMD4<Double>](repeating: .zero, count: end)
  }

  /// Takes the lower triangle of a matrix in full rows.
  init(_ matrix: [Double], _ size: Int) {
    self.init(size)
    for row in 0..<size {
      for column in 0...row { self[row, column] = matrix[row * size + column] }
    }
  }

  subscript(row: Int, column: Int) -> Double {
    get { groups[starts[row] + column / 4][column % 4] }
    set { groups[starts[row] + column / 4][column % 4] = newValue }
  }

  /// Takes a multiple of the row above from a row.
  mutating func subtract(_ share: Double, times above: Int, from row: Int) {
    let (here, there) = (starts[row], starts[above])
    for group in 0...above / 4 { groups[here + group] -= share * groups[there + group] }
  }

  mutating func divide(_ row: Int, by divisor: Double) {
    for group in starts[row]...starts[row] + row / 4 { groups[group] /= divisor }
  }
}

// Cholesky's factor.
extension Triangle {
  /// Puts the factor in its own place, four columns after four, so that each number is fetched once
  /// for four products.
  ///
  /// - Returns: False where the matrix is not positive definite to what rounding leaves of it.
  mutating func factorise() -> Bool {
    for first in stride(from: 0, to: size, by: 4) {
      for (place, sums) in products(from: first).joined().enumerated() {
        let row = first + place
        for column in first...min(first + 3, row) {
          let before = self[row, column]
          let rest = before - whole(sums, row, column, from: first)
          if column < row {
            self[row, column] = rest / self[column, column]
          } else {
            guard rest > before * 1e-11 else { return false }
            self[row, row] = rest.squareRoot()
          }
        }
      }
    }
    return true
  }

  /// The products of all rows from `first` with the four there, in stretches: on all cores where
  /// that is worth their beginning.
  private func products(from first: Int) -> [[Sums]] {
    let rows = first..<size
    let stretch = max(16, 16_384 / (first / 4 + 1))
    guard rows.count > stretch else { return [rows.map { products(of: $0, from: first) }] }
    return Cores.answers((rows.count + stretch - 1) / stretch) { number in
      let start = first + number * stretch
      return (start..<min(start + stretch, size)).map { products(of: $0, from: first) }
    }
  }

  private typealias Sums = (SIMD4<Double>, SIMD4<Double>, SIMD4<Double>, SIMD4<Double>)

  /// The products of a row with four rows from `first`, as far as whole groups before it go: four
  /// sums side by side for each, which do not wait for one another.
  private func products(of row: Int, from first: Int) -> Sums {
    var sums: Sums = (.zero, .zero, .zero, .zero)
    let here = starts[row]
    let last = size - 1
    // Beyond the end the last row stands in, and nobody looks at what comes of it.
    let (one, two) = (starts[first], starts[min(first + 1, last)])
    let (three, four) = (starts[min(first + 2, last)], starts[min(first + 3, last)])
    for group in 0..<first / 4 {
      let own = groups[here + group]
      sums.0 += own * groups[one + group]
      sums.1 += own * groups[two + group]
      sums.2 += own * groups[three + group]
      sums.3 += own * groups[four + group]
    }
    return sums
  }

  /// The product of the rows of two numbers up to a column, with what the last group adds.
  private func whole(_ sums: Sums, _ row: Int, _ column: Int, from first: Int) -> Double {
    var sum =
      switch column - first {
      case 0: sums.0
      case 1: sums.1
      case 2: sums.2
      default: sums.3
      }
    for rest in first..<column { sum[0] += self[row, rest] * self[column, rest] }
    return (sum[0] + sum[1]) + (sum[2] + sum[3])
  }
}
