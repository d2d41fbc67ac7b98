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
  init?(complete table: AgreementTable) {
    let width = table.raters.count
    let rows = (0..<table.units).filter { !table.row($0).contains(-1) }
    guard width >= 2, rows.count >= 2, let scores = centred(table, rows) else { return nil }
    let n = Double(rows.count)
    let k = Double(width)
    var judgeMeans = [Double](repeating: 0, count: width)
    for (place, score) in scores.enumerated() { judgeMeans[place % width] += score / n }
    let grand = judgeMeans.reduce(0, +) / k
    var between = 0.0
    var within = 0.0
    var error = 0.0
    for start in stride(from: 0, to: scores.count, by: width) {
      let row = scores[start..<start + width]
      let mean = row.reduce(0, +) / k
      between += k * square(mean - grand)
      for (judge, score) in row.enumerated() {
        within += square(score - mean)
        error += square(score - mean - judgeMeans[judge] + grand)
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
  init?(anyRaters table: AgreementTable) {
    let rows = (0..<table.units).filter { table.row($0).count(where: { $0 >= 0 }) >= 2 }
    guard let first = rows.first, rows.count >= 2, let scores = centred(table, rows) else {
      return nil
    }
    let width = table.row(first).count(where: { $0 >= 0 })
    guard scores.count == rows.count * width,
      rows.allSatisfy({ table.row($0).count(where: { $0 >= 0 }) == width })
    else { return nil }
    let n = Double(rows.count)
    let k = Double(width)
    let grand = scores.reduce(0, +) / (n * k)
    var between = 0.0
    var within = 0.0
    for start in stride(from: 0, to: scores.count, by: width) {
      let row = scores[start..<start + width]
      let mean = row.reduce(0, +) / k
      between += k * square(mean - grand)
      within += row.reduce(0) { $0 + square($1 - mean) }
    }
    units = n
    raters = k
    self.between = withoutNoise(between, between + within) / (n - 1)
    self.within = withoutNoise(within, between + within) / (n * (k - 1))
    judges = nil
    error = nil
  }
}

/// The ratings of some units as numbers about their mean, row by row; nil where they are words.
private func centred(_ table: AgreementTable, _ rows: [Int]) -> [Double]? {
  guard let numbers = table.categories.numbers else { return nil }
  var scores: [Double] = []
  scores.reserveCapacity(rows.count * table.raters.count)
  for row in rows {
    for cell in table.row(row) where cell >= 0 { scores.append(numbers[Int(cell)]) }
  }
  let mean = scores.reduce(0, +) / Double(scores.count)
  return scores.map { $0 - mean }
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
  init?(_ table: AgreementTable) {
    let rows = (0..<table.units).filter { table.row($0).count(where: { $0 >= 0 }) >= 2 }
    guard !rows.isEmpty, let numbers = table.categories.numbers else { return nil }
    var squares = 0.0
    var degrees = 0.0
    for row in rows {
      let scores = table.row(row).filter { $0 >= 0 }.map { numbers[Int($0)] }
      let mean = scores.reduce(0, +) / Double(scores.count)
      squares += scores.reduce(0) { $0 + square($1 - mean) }
      degrees += Double(scores.count - 1)
    }
    variance = squares / degrees
    guard rows.count == table.units, let mean = MeanSquares(complete: table),
      mean.units == Double(rows.count), let judges = mean.judges, let error = mean.error,
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
