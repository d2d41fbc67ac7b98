/// Lengths and shares as OpenDocument writes them.
enum OpenDocumentMeasure {
  /// A length in points; nil for anything else.
  static func points(_ text: String?) -> Double? {
    guard let text else { return nil }
    let units: [(String, Double)] = [
      ("pt", 1), ("cm", 72 / 2.54), ("mm", 7.2 / 2.54), ("in", 72), ("pc", 12), ("px", 0.75),
    ]
    for (unit, factor) in units where text.hasSuffix(unit) {
      return Double(text.dropLast(unit.count)).map { $0 * factor }
    }
    return nil
  }

  /// Per cent; nil for anything else.
  static func share(_ text: String?) -> Double? {
    guard let text, text.hasSuffix("%") else { return nil }
    return Double(text.dropLast())
  }

  /// A background: a colour; nil where it is transparent or not said.
  static func ground(_ text: String?) -> Ground? {
    text.flatMap { Colour(hex: $0) }.map { .colour($0) }
  }
}
