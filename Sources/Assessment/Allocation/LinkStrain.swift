/// How badly the nodes of a weighted graph are linked, as matrices row by row in one list.
struct LinkStrain {
  /// The pseudo-inverse K⁺ of the graph's Laplacian K.
  let inverse: [Double]
  private let weights: [Double]
  /// The trace of M K⁺, M the diagonal of the nodes' weights.
  let trace: Double

  /// Takes K and the weights.
  ///
  /// K is made regular by a ten-thousandth of the weights, so that a graph that falls into parts
  /// has an inverse too, a large one.
  init(_ laplacian: [Double], weights: [Double]) {
    let size = weights.count
    let whole = max(1, weights.reduce(0, +))
    var matrix = laplacian
    for row in 0..<size {
      matrix[row * size + row] += 1e-4 * max(1, weights[row])
      for column in 0..<size { matrix[row * size + column] += whole / Double(size * size) }
    }
    invert(&matrix, size: size)
    for slot in matrix.indices { matrix[slot] -= 1 / whole }
    inverse = matrix
    self.weights = weights
    trace = weights.indices.reduce(0) { $0 + weights[$1] * matrix[$1 * size + $1] }
  }

  /// K⁺ M K⁺.
  var squared: [Double] {
    let size = weights.count
    var product = Array(repeating: 0.0, count: size * size)
    for row in 0..<size {
      for middle in 0..<size {
        let factor = inverse[row * size + middle] * weights[middle]
        for column in 0..<size {
          product[row * size + column] += factor * inverse[middle * size + column]
        }
      }
    }
    return product
  }
}

/// Inverts a positive definite matrix in its place (Gauss and Jordan).
private func invert(_ matrix: inout [Double], size: Int) {
  var pivotRow = Array(repeating: 0.0, count: size)
  for pivot in 0..<size {
    let factor = 1 / matrix[pivot * size + pivot]
    matrix[pivot * size + pivot] = 1
    for column in 0..<size {
      matrix[pivot * size + column] *= factor
      pivotRow[column] = matrix[pivot * size + column]
    }
    for row in 0..<size where row != pivot {
      let times = matrix[row * size + pivot]
      matrix[row * size + pivot] = 0
      for column in 0..<size { matrix[row * size + column] -= times * pivotRow[column] }
    }
  }
}
