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

/// The trace of the inverse of a positive definite matrix: the squares of the inverse of Cholesky's
/// factor, summed.
///
/// Eight columns are computed at a time; what is not known yet is 0 in both.
private func traceOfInverse(_ matrix: [[Double]]) -> Double? {
  let width = (matrix.count + 7) / 8
  let empty = Array(repeating: SIMD8<Double>.zero, count: matrix.count * width)
  var factor = empty
  for row in matrix.indices {
    for column in 0...row {
      var products = SIMD8<Double>.zero
      for place in 0...column / 8 {
        products += factor[row * width + place] * factor[column * width + place]
      }
      let rest = matrix[row][column] - products.sum()
      guard column < row else {
        guard rest > 1e-9 else { return nil }
        factor[row * width + column / 8][column % 8] = rest.squareRoot()
        continue
      }
      let divisor = factor[column * width + column / 8][column % 8]
      factor[row * width + column / 8][column % 8] = rest / divisor
    }
  }
  var (inverse, trace) = (empty, 0.0)
  for row in matrix.indices {
    let own = row * width
    for other in 0..<row {
      let times = factor[own + other / 8][other % 8]
      for place in 0...other / 8 { inverse[own + place] -= times * inverse[other * width + place] }
    }
    inverse[own + row / 8][row % 8] = 1
    let divisor = factor[own + row / 8][row % 8]
    for place in 0...row / 8 {
      inverse[own + place] /= divisor
      trace += (inverse[own + place] * inverse[own + place]).sum()
    }
  }
  return trace
}
