import Foundation

// The few distributions that intervals need. The regularised incomplete functions are the
// continued fractions and the series of Abramowitz and Stegun (1964), 26.5.8, 6.5.29 and 6.5.31,
// the fractions by Lentz's method; quantiles come by halving, which needs no luck.

/// The point of the normal distribution below which 97.5 per cent lie.
let normalPoint = 1.959963984540054

/// The quantile of the F distribution.
func fQuantile(_ share: Double, _ first: Double, _ second: Double) -> Double {
  halved { point in
    incompleteBeta(
      first * point / (first * point + second), second / (first * point + second), first / 2,
      second / 2) < share
  }
}

/// The quantile of Student's t for a share over one half.
func tQuantile(_ share: Double, _ degrees: Double) -> Double {
  fQuantile(2 * share - 1, 1, degrees).squareRoot()
}

/// The quantile of the chi-square distribution.
func chiSquareQuantile(_ share: Double, _ degrees: Double) -> Double {
  halved { incompleteGamma(degrees / 2, $0 / 2) < share }
}

/// The positive number up to which a condition holds, found on a scale of logarithms.
private func halved(_ isBelow: (Double) -> Bool) -> Double {
  var low = -300.0
  var high = 300.0
  for _ in 0..<200 {
    let middle = (low + high) / 2
    if middle == low || middle == high { break }
    if isBelow(exp(middle)) { low = middle } else { high = middle }
  }
  return exp((low + high) / 2)
}

/// The regularised incomplete beta function; `rest` is 1 − `point`, given apart to keep its digits.
func incompleteBeta(_ point: Double, _ rest: Double, _ a: Double, _ b: Double) -> Double {
  guard point > 0 else { return 0 }
  guard rest > 0 else { return 1 }
  if point > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(rest, point, b, a) }
  let front = exp(
    a * log(point) + b * log(rest) + logGamma(a + b) - logGamma(a) - logGamma(b))
  let fraction = lentz { step in
    let index = Double(step / 2)
    if step == 0 { return (1, 1) }
    let numerator =
      step.isMultiple(of: 2)
      ? index * (b - index) * point / ((a + 2 * index - 1) * (a + 2 * index))
      : -(a + index) * (a + b + index) * point / ((a + 2 * index) * (a + 2 * index + 1))
    return (numerator, 1)
  }
  return min(1, front * fraction / a)
}

/// The regularised lower incomplete gamma function.
func incompleteGamma(_ a: Double, _ point: Double) -> Double {
  guard point > 0 else { return 0 }
  let front = exp(a * log(point) - point - logGamma(a))
  guard point >= a + 1 else {
    var term = 1 / a
    var sum = term
    var index = a
    while term > sum * 1e-17 {
      index += 1
      term *= point / index
      sum += term
    }
    return min(1, front * sum)
  }
  let fraction = lentz { step in
    let index = Double(step)
    return step == 0
      ? (1, point + 1 - a) : (-index * (index - a), point + 2 * index + 1 - a)
  }
  return max(0, 1 - front * fraction)
}

/// The continued fraction a0/(b0 + a1/(b1 + …)), by the method of Lentz (1976).
private func lentz(_ terms: (_ step: Int) -> (Double, Double)) -> Double {
  let tiny = 1e-300
  var (numerator, denominator) = terms(0)
  var value = numerator / denominator
  var upper = 1 / tiny
  var lower = 1 / denominator
  for step in 1..<200_000 {
    (numerator, denominator) = terms(step)
    lower = denominator + numerator * lower
    if abs(lower) < tiny { lower = tiny }
    upper = denominator + numerator / upper
    if abs(upper) < tiny { upper = tiny }
    lower = 1 / lower
    let change = upper * lower
    value *= change
    if abs(change - 1) < 4e-16 { break }
  }
  return value
}

func logGamma(_ value: Double) -> Double { lgamma(value) }
