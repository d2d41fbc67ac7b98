/// A total, or the average of several, exactly.
package struct MarkTotal: Sendable, Hashable {
  /// The totals added up.
  package let sum: Int
  /// How many markings they are of.
  package let markings: Int

  package init(sum: Int, markings: Int) {
    self.sum = sum
    self.markings = markings
  }

  /// The total in whole marks where a rule asks for it; as it is where it is whole already.
  package func rounded(_ rounding: AgreementPolicy.Rounding) -> MarkTotal {
    switch rounding {
    case .exact: self
    case .down: MarkTotal(sum: sum / markings, markings: 1)
    case .up: MarkTotal(sum: (sum + markings - 1) / markings, markings: 1)
    case .halfUp: MarkTotal(sum: (2 * sum + markings) / (2 * markings), markings: 1)
    }
  }
}

extension MarkTotal: CustomStringConvertible {
  /// The average: a whole number, `11.5`, or cut to two places as `11.33`.
  package var description: String {
    let whole = sum / markings
    let rest = sum % markings
    if rest == 0 { return "\(whole)" }
    let hundredths = rest * 100 / markings
    return hundredths % 10 == 0 ? "\(whole).\(hundredths / 10)" : "\(whole).\(two(hundredths))"
  }
}
