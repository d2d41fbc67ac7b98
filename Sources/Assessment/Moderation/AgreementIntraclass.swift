/// An intraclass correlation with its limits, where there are any.
struct Intraclass: Sendable, Hashable {
  let value: Double
  var low: Double?
  var high: Double?
}

/// The six intraclass correlations of Shrout and Fleiss (1979), pages 421 to 424; nil for one that
/// is undefined.
///
/// Case 1: each unit has raters of its own. Case 2: the raters are a sample of all raters, and
/// differences between them count as error. Case 3: these raters alone matter, and such
/// differences do not count. With k the mean of k raters is judged instead of one rating.
extension MeanSquares {
  /// ICC(1,1), with limits from F (page 424).
  var oneWaySingle: Intraclass? {
    single(error: within, degrees: units * (raters - 1))
  }

  /// ICC(1,k).
  var oneWayMean: Intraclass? {
    mean(error: within, degrees: units * (raters - 1))
  }

  /// ICC(3,1), with limits from F (page 424).
  var fixedSingle: Intraclass? {
    error.flatMap { single(error: $0, degrees: (units - 1) * (raters - 1)) }
  }

  /// ICC(3,k).
  var fixedMean: Intraclass? {
    error.flatMap { mean(error: $0, degrees: (units - 1) * (raters - 1)) }
  }

  /// ICC(2,1), with the approximate limits of page 424.
  var randomSingle: Intraclass? {
    guard let judges, let error else { return nil }
    let below = between + (raters - 1) * error + raters * (judges - error) / units
    guard below > 0 else { return nil }
    let value = (between - error) / below
    guard error > 0, let limits = randomLimits(value, judges, error) else {
      return Intraclass(value: value)
    }
    return Intraclass(value: value, low: limits.low, high: limits.high)
  }

  /// ICC(2,k); its limits are those of ICC(2,1) put through the formula of Spearman and Brown, as
  /// page 426 says and as R's psych and pingouin do.
  ///
  /// R's irr takes McGraw and Wong's (1996) limits instead, which are a little wider.
  var randomMean: Intraclass? {
    guard let judges, let error else { return nil }
    let below = between + (judges - error) / units
    guard below > 0 else { return nil }
    let value = (between - error) / below
    guard let single = randomSingle, let low = single.low.flatMap(stepped),
      let high = single.high.flatMap(stepped)
    else { return Intraclass(value: value) }
    return Intraclass(value: value, low: low, high: high)
  }

  private func single(error: Double, degrees: Double) -> Intraclass? {
    let below = between + (raters - 1) * error
    guard below > 0 else { return nil }
    let value = (between - error) / below
    guard let ratio = ratioLimits(error, degrees) else { return Intraclass(value: value) }
    func correlation(_ ratio: Double) -> Double { (ratio - 1) / (ratio + raters - 1) }
    return Intraclass(value: value, low: correlation(ratio.low), high: correlation(ratio.high))
  }

  private func mean(error: Double, degrees: Double) -> Intraclass? {
    guard between > 0 else { return nil }
    let value = (between - error) / between
    guard let ratio = ratioLimits(error, degrees) else { return Intraclass(value: value) }
    return Intraclass(value: value, low: 1 - 1 / ratio.low, high: 1 - 1 / ratio.high)
  }

  /// The limits of the ratio of true mean squares; nil where nothing varies within units.
  private func ratioLimits(_ error: Double, _ degrees: Double) -> (low: Double, high: Double)? {
    guard error > 0 else { return nil }
    let ratio = between / error
    return (
      ratio / fQuantile(0.975, units - 1, degrees), ratio * fQuantile(0.975, degrees, units - 1)
    )
  }

  private func randomLimits(
    _ value: Double, _ judges: Double, _ error: Double
  ) -> (low: Double, high: Double)? {
    let ratio = judges / error
    let first = raters * value * ratio
    let second = units * (1 + (raters - 1) * value) - raters * value
    let spread = (units - 1) * square(first) + square(second)
    let degrees = (raters - 1) * (units - 1) * square(first + second) / spread
    guard spread > 0, degrees > 0 else { return nil }
    let upper = fQuantile(0.975, units - 1, degrees)
    let lower = fQuantile(0.975, degrees, units - 1)
    let others = raters * judges + (raters * units - raters - units) * error
    return (
      units * (between - upper * error) / (upper * others + units * between),
      units * (lower * between - error) / (others + units * lower * between)
    )
  }

  /// The reliability of the mean of all raters from that of one (Spearman 1910, Brown 1910).
  private func stepped(_ single: Double) -> Double? {
    let below = 1 + (raters - 1) * single
    return below > 0 ? raters * single / below : nil
  }
}
