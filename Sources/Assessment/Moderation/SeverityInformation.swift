/// What markings tell about the severities of one part, once every script has a level of its own.
///
/// With weights w of a script's markings and W their sum the matrix is the sum over scripts of
/// diag(w) − w wᵀ/W (Bailey and Cameron 2013, "Using graphs to find the best block designs", for
/// equal weights). It says nothing on the level of all severities together; that they add up to
/// nothing is put in its place, so that its inverse is the pseudo-inverse where it matters.
struct SeverityInformation: Sendable {
  /// The assessors, in the order of rows.
  let members: [Int]
  /// The row of each assessor; -1 for one who is not in the part.
  let rows: [Int]
  /// The lower triangle of the Cholesky factor, row by row in full rows.
  private var factor: [Double]
  /// What the sum of severities was weighted with.
  private let level: Double
  /// The sum of the diagonal before.
  let trace: Double

  /// Nil where the markings of the part do not tell its assessors apart.
  init?(_ design: SeverityDesign, part: Int, weights: [Double]? = nil) {
    members = design.parts[part]
    let size = members.count
    var row = [Int](repeating: -1, count: design.assessors)
    for (place, member) in members.enumerated() { row[member] = place }
    rows = row
    var matrix = [Double](repeating: 0, count: size * size)
    for script in design.scriptsOf[part] {
      let places = design.places(script)
      let whole = weights.map { weights in places.reduce(0) { $0 + weights[$1] } }
      let sum = whole ?? Double(places.count)
      guard sum > 0 else { continue }
      for first in places {
        let at = row[design.markers[first]]
        let weight = weights?[first] ?? 1
        matrix[at * size + at] += weight
        for second in places {
          matrix[at * size + row[design.markers[second]]] -= weight * (weights?[second] ?? 1) / sum
        }
      }
    }
    trace = (0..<size).reduce(0) { $0 + matrix[$1 * size + $1] }
    guard trace > 0 else { return nil }
    level = trace / Double(size)
    for place in matrix.indices { matrix[place] += level / Double(size) }
    guard cholesky(&matrix, size) else { return nil }
    factor = matrix
  }

  /// The severities that answer to a right-hand side whose sum is nothing.
  func solve(_ right: [Double]) -> [Double] {
    let size = members.count
    var values = right
    for row in 0..<size {
      var sum = values[row]
      for column in 0..<row { sum -= factor[row * size + column] * values[column] }
      values[row] = sum / factor[row * size + row]
    }
    for row in (0..<size).reversed() {
      let value = values[row] / factor[row * size + row]
      values[row] = value
      for column in 0..<row { values[column] -= factor[row * size + column] * value }
    }
    let mean = values.reduce(0, +) / Double(size)
    return values.map { $0 - mean }
  }

  /// The diagonal of the pseudo-inverse: each severity's variance for an error variance of 1.
  func variances() -> [Double] {
    let size = members.count
    let factor = Triangle(factor, size)
    // The rows of the factor's inverse, one after the other.
    var inverse = Triangle(size)
    var sums = [Double](repeating: 0, count: size)
    for row in 0..<size {
      for above in 0..<row {
        inverse.subtract(factor[row, above], times: above, from: row)
      }
      inverse[row, row] = 1
      inverse.divide(row, by: factor[row, row])
      for column in 0...row { sums[column] += inverse[row, column] * inverse[row, column] }
    }
    return sums.map { max(0, $0 - 1 / (level * Double(size))) }
  }
}

/// Puts the Cholesky factor in place of a symmetric matrix's lower triangle.
///
/// - Returns: False where the matrix is not positive definite to what rounding leaves of it.
func cholesky(_ matrix: inout [Double], _ size: Int) -> Bool {
  var triangle = Triangle(matrix, size)
  guard triangle.factorise() else { return false }
  for row in 0..<size {
    for column in 0...row { matrix[row * size + column] = triangle[row, column] }
  }
  return true
}
