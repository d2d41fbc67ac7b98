extension AgreementWork {
  /// The mean and the standard deviation of the difference between two raters.
  ///
  /// The sign is the first column less the second, as Bland and Altman (1986, The Lancet 327, page
  /// 307) have it: a mark less the definitive mark that stands beside it, so that above zero is
  /// generous. The limits are those of normal differences.
  func differences() -> [AgreementName: AgreementAnswer] {
    let names: [AgreementName] = [.meanDifference, .sdDifference]
    guard table.raters.count == 2 else { return answers(names, notTwo) }
    guard let numbers = table.categories.numbers else {
      return answers(names, "the categories are words, which have no differences")
    }
    let differences = rows.complete.map { row in
      let pair = rows[row].map { numbers[Int($0)] }
      return (apart: pair[0] - pair[1], units: Double(rows.units[row]))
    }
    let units = rows.count(rows.complete)
    let count = Double(units)
    let mean = differences.reduce(0) { $0 + $1.apart * $1.units } / count
    let squares = differences.reduce(0) { $0 + square($1.apart - mean) * $1.units }
    guard units >= 2 else {
      return [
        .meanDifference: answer(.meanDifference, mean, nil, .t, units: units),
        .sdDifference: .left("it takes two units that both raters rated"),
      ]
    }
    let deviation = (squares / (count - 1)).squareRoot()
    let half = tQuantile(0.975, count - 1) * deviation / count.squareRoot()
    return [
      .meanDifference: answer(
        .meanDifference, mean, (mean - half, mean + half), .t, units: units),
      .sdDifference: answer(
        .sdDifference, deviation, deviationLimits(deviation, count - 1), .chiSquare,
        units: units),
    ]
  }

  /// The limits of a standard deviation with so many degrees of freedom.
  private func deviationLimits(
    _ deviation: Double, _ degrees: Double
  ) -> (low: Double, high: Double)? {
    guard degrees > 0 else { return nil }
    return (
      deviation * (degrees / chiSquareQuantile(0.975, degrees)).squareRoot(),
      deviation * (degrees / chiSquareQuantile(0.025, degrees)).squareRoot()
    )
  }

  /// The intraclass correlations and the standard error of measurement.
  ///
  /// The correlations take the units that every rater rated. Where there are not two of them, but
  /// each unit has the same number of ratings, Case 1 still holds: it is about units with raters of
  /// their own.
  func correlations() -> [AgreementName: AgreementAnswer] {
    guard level >= .interval else { return [:] }
    let names: [AgreementName] = [.icc11, .icc21, .icc31, .icc1k, .icc2k, .icc3k]
    var answers: [AgreementName: AgreementAnswer] = [.sem: measurementError()]
    let complete = MeanSquares(complete: rows)
    guard let squares = complete ?? MeanSquares(anyRaters: rows) else {
      return answers.merging(
        self.answers(names, "it takes two units that every rater rated"),
        uniquingKeysWith: { first, _ in first })
    }
    let found = [
      squares.oneWaySingle, squares.randomSingle, squares.fixedSingle, squares.oneWayMean,
      squares.randomMean, squares.fixedMean,
    ]
    let unvarying = squares.between == 0 && squares.within == 0
    let reason =
      unvarying
      ? "every rating is the same, so nothing varies"
      : complete == nil
        ? "it takes two units that every rater rated"
        : "the units do not differ at all, so nothing can be told apart"
    for (name, value) in zip(names, found) {
      var limits: (low: Double, high: Double)?
      if let low = value?.low, let high = value?.high { limits = (low, high) }
      answers[name] = answer(
        name, value?.value, limits, .f, units: Int(squares.units), otherwise: reason)
    }
    return answers
  }

  /// The standard error of measurement of one rating by any one rater.
  ///
  /// It is SD √(1 − ICC(1,1)), the root of the mean square within units, which holds the raters'
  /// severity as well as their wavering (Shrout and Fleiss 1979, page 422; the absolute error of
  /// Brennan 2001, Generalizability Theory). Programs that leave severity out print a smaller
  /// number.
  private func measurementError() -> AgreementAnswer {
    let within = WithinVariance(rows)
    let deviation = within?.variance.squareRoot()
    return answer(
      .sem, deviation, deviationLimits(deviation ?? 0, within?.degrees ?? 0), .chiSquare,
      otherwise: "the categories are words, which have no distances")
  }
}
