/// The mean squares of a table of units by raters.
///
/// The names are those of Shrout and Fleiss (1979), Psychological Bulletin 86, page 422: between
/// units, within units, between judges, and the error that is left.
struct MeanSquares: Sendable, Hashable {
  let units: Double
  /// Ratings a unit.
  let raters: Double
  let between: Double
  let within: Double
  /// Nil where units were rated by different raters, so that raters cannot be told from error.
  let judges: Double?
  let error: Double?

  /// The units that every rater rated; nil with fewer than two of them or two raters.
  init?(complete table: AgreementRows) {
    guard let scores = CentredScores(table, table.complete), scores.width >= 2 else { return nil }
    let n = scores.count
    let k = Double(scores.width)
    var judgeMeans = [Double](repeating: 0, count: scores.width)
    for (row, units) in scores.rows {
      for (judge, score) in row.enumerated() { judgeMeans[judge] += units * score / n }
    }
    let grand = judgeMeans.reduce(0, +) / k
    var between = 0.0
    var within = 0.0
    var error = 0.0
    for (row, units) in scores.rows {
      let mean = row.reduce(0, +) / k
      between += units * k * square(mean - grand)
      for (judge, score) in row.enumerated() {
        within += units * square(score - mean)
        error += units * square(score - mean - judgeMeans[judge] + grand)
      }
    }
    let judges = n * judgeMeans.reduce(0) { $0 + square($1 - grand) }
    let whole = between + within
    units = n
    raters = k
    self.between = withoutNoise(between, whole) / (n - 1)
    self.within = withoutNoise(within, whole) / (n * (k - 1))
    self.judges = withoutNoise(judges, whole) / (k - 1)
    self.error = withoutNoise(error, whole) / ((n - 1) * (k - 1))
  }

  /// Units that each have the same number of ratings, by whichever raters; nil where they differ.
  init?(anyRaters table: AgreementRows) {
    guard let scores = CentredScores(table, table.pairable) else { return nil }
    let n = scores.count
    let k = Double(scores.width)
    var grand = 0.0
    for (row, units) in scores.rows { grand += units * row.reduce(0, +) / (n * k) }
    var between = 0.0
    var within = 0.0
    for (row, units) in scores.rows {
      let mean = row.reduce(0, +) / k
      between += units * k * square(mean - grand)
      within += units * row.reduce(0) { $0 + square($1 - mean) }
    }
    units = n
    raters = k
    self.between = withoutNoise(between, between + within) / (n - 1)
    self.within = withoutNoise(within, between + within) / (n * (k - 1))
    judges = nil
    error = nil
  }
}

/// The ratings of some rows as numbers about their mean.
private struct CentredScores {
  /// How many ratings each unit has.
  let width: Int
  /// How many units there are.
  let count: Double
  /// The ratings of each row, and how many units have it.
  private(set) var rows: [(scores: [Double], units: Double)] = []

  /// Nil where ratings are words, there are fewer than two units, or they differ in how often they
  /// were rated.
  init?(_ table: AgreementRows, _ rows: [Int]) {
    guard let numbers = table.categories.numbers, let first = rows.first else { return nil }
    width = table.ratings(first)
    count = Double(table.count(rows))
    guard count >= 2 else { return nil }
    var sum = 0.0
    for row in rows {
      let scores = table[row].filter { $0 >= 0 }.map { numbers[Int($0)] }
      guard scores.count == width else { return nil }
      self.rows.append((scores, Double(table.units[row])))
      sum += scores.reduce(0, +) * Double(table.units[row])
    }
    let mean = sum / (count * Double(width))
    for place in self.rows.indices {
      self.rows[place].scores = self.rows[place].scores.map { $0 - mean }
    }
  }
}

/// A sum of squares; nothing where only the last bits of rounding are left of it.
private func withoutNoise(_ sum: Double, _ whole: Double) -> Double {
  sum > whole * 1e-20 ? sum : 0
}

/// The variance of ratings about their unit's mean, over units with two ratings or more.
struct WithinVariance: Sendable {
  let variance: Double
  let degrees: Double

  /// Takes the units with two ratings or more; nil where there are none, or no numbers.
  ///
  /// Without gaps the degrees of freedom are Satterthwaite's (1946, Biometrics Bulletin 2, page
  /// 110) for the sum of the variance between raters and the error: few raters tell little about
  /// how raters differ, however many units there are. With gaps they are those of the ratings
  /// within units.
  init?(_ table: AgreementRows) {
    let rows = table.pairable
    guard !rows.isEmpty, let numbers = table.categories.numbers else { return nil }
    var squares = 0.0
    var degrees = 0.0
    for row in rows {
      let units = Double(table.units[row])
      let scores = table[row].filter { $0 >= 0 }.map { numbers[Int($0)] }
      let mean = scores.reduce(0, +) / Double(scores.count)
      squares += units * scores.reduce(0) { $0 + square($1 - mean) }
      degrees += units * Double(scores.count - 1)
    }
    variance = squares / degrees
    guard rows.count == table.units.count, let mean = MeanSquares(complete: table),
      mean.units == Double(table.count(rows)), let judges = mean.judges, let error = mean.error,
      variance > 0
    else {
      self.degrees = degrees
      return
    }
    let ofJudges = judges / mean.units
    let ofError = (mean.units - 1) * error / mean.units
    self.degrees =
      square(ofJudges + ofError)
      / (square(ofJudges) / (mean.raters - 1)
        + square(ofError) / ((mean.units - 1) * (mean.raters - 1)))
  }
}
