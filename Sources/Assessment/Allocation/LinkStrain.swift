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

/// Inverts a positive definite matrix in its place (Gauss and Jordan), eight columns at a time.
private func invert(_ matrix: inout [Double], size: Int) {
  let width = (size + 7) / 8
  var rows = Array(repeating: SIMD8<Double>.zero, count: size * width)
  for row in 0..<size {
    for column in 0..<size {
      rows[row * width + column / 8][column % 8] = matrix[row * size + column]
    }
  }
  for pivot in 0..<size {
    let own = pivot * width
    let (place, lane) = (pivot / 8, pivot % 8)
    let factor = 1 / rows[own + place][lane]
    rows[own + place][lane] = 1
    for column in 0..<width { rows[own + column] *= factor }
    for row in 0..<size where row != pivot {
      let times = rows[row * width + place][lane]
      rows[row * width + place][lane] = 0
      for column in 0..<width { rows[row * width + column] -= times * rows[own + column] }
    }
  }
  for row in 0..<size {
    for column in 0..<size {
      matrix[row * size + column] = rows[row * width + column / 8][column % 8]
    }
  }
}
