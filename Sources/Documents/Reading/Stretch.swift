/// How far something reaches along one direction of a page, from a start that may not be known
/// exactly.
struct Stretch: Sendable {
  let start: ClosedRange<Int>
  let offset: Int
  let length: Int

  /// Whether it lies outside a page of this side wherever it starts.
  func isOutside(_ side: Int) -> Bool {
    let bound = 1_000_000_000
    let offset = max(-bound, min(bound, offset))
    return start.upperBound + offset + min(length, bound) <= 0 || start.lowerBound + offset >= side
  }
}
