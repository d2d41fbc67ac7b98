import Foundation

extension DrawStream {
  /// How many units of each pattern a resample of all of them holds, without drawing one by one.
  ///
  /// Drawing with replacement is multinomial: the share of each pattern is binomial in what is left
  /// for it and those after it.
  mutating func resample(_ units: [Int]) -> [Int] {
    var rest = units.reduce(0, +)
    var left = rest
    return units.map { own in
      guard own > 0, left > 0 else { return 0 }
      let drawn = own == rest ? left : binomial(left, Double(own) / Double(rest))
      rest -= own
      left -= drawn
      return drawn
    }
  }

  /// How many of so many trials succeed, each with the same chance.
  mutating func binomial(_ trials: Int, _ chance: Double) -> Int {
    guard chance <= 0.5 else { return trials - binomial(trials, 1 - chance) }
    guard chance > 0 else { return 0 }
    return Double(trials) * chance < 10 ? few(trials, chance) : many(Double(trials), chance)
  }

  /// A number from 0 up to, but not including, 1.
  private mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Goes from success to success, the trials between them being geometric (Devroye 1986,
  /// Non-Uniform Random Variate Generation, page 525).
  private mutating func few(_ trials: Int, _ chance: Double) -> Int {
    let failing = log1p(-chance)
    var gone = 0.0
    var successes = -1
    repeat {
      gone += (log(1 - share()) / failing).rounded(.down) + 1
      successes += 1
    } while gone <= Double(trials)
    return successes
  }

  /// Transformed rejection with squeeze, algorithm BTRS of Hörmann (1993), Journal of Statistical
  /// Computation and Simulation 46, pages 101 to 110; exact from a mean of 10 on.
  private mutating func many(_ trials: Double, _ chance: Double) -> Int {
    let spread = (trials * chance * (1 - chance)).squareRoot()
    let b = 1.15 + 2.53 * spread
    let a = -0.0873 + 0.0248 * b + 0.01 * chance
    let centre = trials * chance + 0.5
    let squeeze = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * spread
    let odds = chance / (1 - chance)
    let mode = ((trials + 1) * chance).rounded(.down)
    while true {
      let u = share() - 0.5
      let v = share()
      let us = 0.5 - abs(u)
      let drawn = ((2 * a / us + b) * u + centre).rounded(.down)
      if us >= 0.07, v <= squeeze { return Int(drawn) }
      guard drawn >= 0, drawn <= trials else { continue }
      let height = log(v * alpha / (a / (us * us) + b))
      let bound =
        (mode + 0.5) * log((mode + 1) / (odds * (trials - mode + 1)))
        + (trials + 1) * log((trials - mode + 1) / (trials - drawn + 1))
        + (drawn + 0.5) * log(odds * (trials - drawn + 1) / (drawn + 1))
        + stirlingRest(mode) + stirlingRest(trials - mode) - stirlingRest(drawn)
        - stirlingRest(trials - drawn)
      if height <= bound { return Int(drawn) }
    }
  }
}

/// What Stirling's formula leaves of log k!, as Hörmann writes it: to eight digits from k = 10 on,
/// exactly below.
private func stirlingRest(_ k: Double) -> Double {
  let small = [
    0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.0207906721037650,
    0.0166446911898211, 0.0138761288230707, 0.0118967099458917, 0.0104112652619720,
    0.0092554621827127, 0.0083305634333628,
  ]
  guard k > 9 else { return small[Int(k)] }
  let square = (k + 1) * (k + 1)
  return (1.0 / 12 - (1.0 / 360 - 1.0 / 1_260 / square) / square) / (k + 1)
}
