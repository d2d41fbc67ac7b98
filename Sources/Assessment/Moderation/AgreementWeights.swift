/// How much of an agreement it is when one rating says one category and another says another: 1
/// for the same, 0 for the farthest.
struct AgreementWeights: Sendable {
  enum Kind: Sendable {
    /// Only the same category counts.
    case identity
    /// 1 − d/D, Cicchetti and Allison (1971).
    case linear
    /// 1 − d²/D², Fleiss and Cohen (1973).
    case quadratic
  }

  /// How many categories there are.
  let count: Int
  /// The weights, row by row; symmetric.
  private let matrix: [Double]

  /// Makes weights from the distances d between scores, of which D is the greatest.
  ///
  /// Scores are the categories' numbers where they are numbers, else their places in the list.
  /// Programs differ here: irrCAC takes numbers, scikit-learn places among the labels seen. With
  /// numbers, a level that nobody used changes no kappa.
  init(_ kind: Kind, scores: [Double]) {
    let width = (scores.max() ?? 0) - (scores.min() ?? 0)
    count = scores.count
    matrix = scores.flatMap { first in
      scores.map { second in
        guard first != second else { return 1 }
        let share = abs(first - second) / width
        return switch kind {
        case .identity: 0
        case .linear: 1 - share
        case .quadratic: 1 - share * share
        }
      }
    }
  }

  /// Takes weights as they stand, row by row; nil where they are no square.
  init?(_ rows: [[Double]]) {
    guard rows.allSatisfy({ $0.count == rows.count }) else { return nil }
    count = rows.count
    matrix = rows.flatMap(\.self)
  }

  subscript(first: Int, second: Int) -> Double { matrix[first * count + second] }

  var sum: Double { matrix.reduce(0, +) }

  /// The weights applied to a share of each category.
  func applied(to shares: [Double]) -> [Double] {
    (0..<count).map { first in
      var sum = 0.0
      for second in 0..<count { sum += self[first, second] * shares[second] }
      return sum
    }
  }
}
