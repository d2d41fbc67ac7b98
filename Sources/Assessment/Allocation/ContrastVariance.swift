/// How surely the severity of assessors can be compared.
package struct Contrast: Sendable, Hashable {
  /// The mean variance of a difference of two severities, in units of the error variance.
  package let variance: Double
  /// The least that any plan with as many markings could have, divided by it.
  package let efficiency: Double
}

/// The mean variance over all pairs of assessors of the difference of their severities.
///
/// A mark is the sum of a script's effect, an assessor's and an error of variance 1. With the
/// scripts' effects taken out, the information on the assessors is C, to which a script with n
/// markings adds I − J/n over its assessors; the mean is 2 tr(C⁺) / (m − 1), for two markings
/// 4 tr(L⁺) / (m − 1) with the Laplacian L of the double-marking graph (Bailey and Cameron,
/// "Using graphs to find the best block designs", arXiv 1111.3768, section 2). By the harmonic
/// mean of the eigenvalues it is at least 2 (m − 1) / tr(C).
///
/// `groups` holds by script its assessors, numbered from 0. Returns nil where the graph is not
/// connected, has fewer than two assessors, or has more than `most`.
package func contrast(_ groups: [[Int]], assessors: Int, most: Int = 1_500) -> Contrast? {
  guard assessors > 1, assessors <= most else { return nil }
  var matrix = Array(
    repeating: Array(repeating: 1 / Double(assessors), count: assessors), count: assessors)
  var trace = 0.0
  for group in groups where group.count > 1 {
    let share = 1 / Double(group.count)
    for (offset, one) in group.enumerated() {
      matrix[one][one] += 1 - share
      trace += 1 - share
      for other in group[(offset + 1)...] {
        matrix[one][other] -= share
        matrix[other][one] -= share
      }
    }
  }
  guard let inverse = traceOfInverse(matrix) else { return nil }
  let pairs = Double(assessors - 1)
  let variance = 2 * (inverse - 1) / pairs
  return Contrast(variance: variance, efficiency: 2 * pairs / trace / variance)
}

/// The trace of the inverse of a positive definite matrix, by Cholesky's factor and its inverse.
private func traceOfInverse(_ matrix: [[Double]]) -> Double? {
  var factor: [[Double]] = []
  for row in matrix.indices {
    var line: [Double] = []
    line.reserveCapacity(row + 1)
    for column in 0...row {
      let left = column == row ? line : factor[column]
      let rest = matrix[row][column] - product(line, left, from: 0, to: column)
      if column == row {
        guard rest > 1e-9 else { return nil }
        line.append(rest.squareRoot())
      } else {
        line.append(rest / left[column])
      }
    }
    factor.append(line)
  }
  let columns = factor.indices.map { column in
    factor.indices.map { $0 < column ? 0 : factor[$0][column] }
  }
  var trace = 0.0
  // The inverse of the factor, row by row from below: row r of the inverse transposed solves a
  // triangular system, and the trace of the whole inverse is the sum of its squares.
  for row in factor.indices {
    var solution = Array(repeating: 0.0, count: row + 1)
    solution[row] = 1 / factor[row][row]
    trace += solution[row] * solution[row]
    for column in stride(from: row - 1, through: 0, by: -1) {
      var sum = 0.0
      let line = columns[column]
      for step in column + 1...row { sum += solution[step] * line[step] }
      solution[column] = -sum / line[column]
      trace += solution[column] * solution[column]
    }
  }
  return trace
}

private func product(_ left: [Double], _ right: [Double], from start: Int, to end: Int) -> Double {
  var sum = 0.0
  for index in start..<end { sum += left[index] * right[index] }
  return sum
}
