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
    // The rows of the factor's inverse, one after the other.
    var inverse = [Double](repeating: 0, count: size * size)
    var sums = [Double](repeating: 0, count: size)
    for row in 0..<size {
      let here = row * size
      for above in 0..<row {
        let share = factor[here + above]
        let there = above * size
        for column in 0...above { inverse[here + column] -= share * inverse[there + column] }
      }
      let diagonal = factor[here + row]
      inverse[here + row] = 1
      for column in 0...row {
        inverse[here + column] /= diagonal
        sums[column] += inverse[here + column] * inverse[here + column]
      }
    }
    return sums.map { max(0, $0 - 1 / (level * Double(size))) }
  }
}

/// Puts the Cholesky factor in place of a symmetric matrix's lower triangle.
///
/// - Returns: False where the matrix is not positive definite to what rounding leaves of it.
func cholesky(_ matrix: inout [Double], _ size: Int) -> Bool {
  for row in 0..<size {
    let here = row * size
    let before = matrix[here + row]
    for column in 0...row {
      let there = column * size
      let sum = matrix[here + column] - product(matrix, here, there, column)
      guard column == row else {
        matrix[here + column] = sum / matrix[there + column]
        continue
      }
      guard sum > before * 1e-11 else { return false }
      matrix[here + row] = sum.squareRoot()
    }
  }
  return true
}

/// The scalar product of two stretches of a list: four sums side by side, which do not wait for one
/// another.
private func product(_ list: [Double], _ first: Int, _ second: Int, _ count: Int) -> Double {
  var (one, two, three, four) = (0.0, 0.0, 0.0, 0.0)
  let whole = count - count % 4
  var place = 0
  while place < whole {
    let (left, right) = (first + place, second + place)
    one += list[left] * list[right]
    two += list[left + 1] * list[right + 1]
    three += list[left + 2] * list[right + 2]
    four += list[left + 3] * list[right + 3]
    place += 4
  }
  for rest in whole..<count { one += list[first + rest] * list[second + rest] }
  return (one + two) + (three + four)
}
