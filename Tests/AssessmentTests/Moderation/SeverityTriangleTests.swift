import Testing

@testable import Assessment

/// The factor behind severities, of every size about its groups of four.
@Suite struct SeverityTriangleTests {
  /// A symmetric matrix whose diagonal outweighs the rest of each row, so positive definite.
  static func matrix(_ size: Int) -> [Double] {
    (0..<size * size).map { cell in
      let (row, column) = (cell / size, cell % size)
      return row == column ? Double(size + row % 3) : -Double((row * column) % 5) / 8
    }
  }

  @Test(arguments: Array(1...13) + [31, 64])
  func `the factor times itself is the matrix`(_ size: Int) {
    let matrix = Self.matrix(size)
    var factor = matrix
    #expect(cholesky(&factor, size))
    for row in 0..<size {
      for column in 0...row {
        let product = (0...column).reduce(0) {
          $0 + factor[row * size + $1] * factor[column * size + $1]
        }
        #expect(abs(product - matrix[row * size + column]) < 1e-12 * Double(size))
      }
    }
  }

  @Test(arguments: [1, 4, 5, 9])
  func `a matrix that is not positive definite has no factor`(_ size: Int) {
    var matrix = Self.matrix(size)
    matrix[size * size - 1] = -1
    #expect(!cholesky(&matrix, size))
  }

  @Test(arguments: [1, 3, 4, 7, 8])
  func `a row less a multiple of one above, divided`(_ size: Int) {
    var triangle = Triangle(Self.matrix(size), size)
    let before = Self.matrix(size)
    triangle.subtract(2, times: size / 2, from: size - 1)
    triangle.divide(size - 1, by: 4)
    for column in 0..<size {
      let above = column <= size / 2 ? before[size / 2 * size + column] : 0
      #expect(triangle[size - 1, column] == (before[(size - 1) * size + column] - 2 * above) / 4)
    }
  }
}
