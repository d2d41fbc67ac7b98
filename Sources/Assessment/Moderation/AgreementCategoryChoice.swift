import Findings
import Sheets

extension AgreementReader {
  typealias Chosen = (list: AgreementCategories, level: AgreementLevel, places: [Int32])

  /// The categories, the level, and the category of each different text (-1 where it has none).
  func categories(level: AgreementLevel?, listed: [String]?) -> Judged<Chosen> {
    if let listed { return choose(listed, level) }
    let numbers = texts.map(ratingNumber)
    let allNumbers = !numbers.contains(nil)
    switch level {
    case .nominal?:
      return allNumbers ? seenNumbers(numbers, .nominal) : seenWords()
    case let level?:
      return seenNumbers(numbers, level)
    case nil:
      let alike = numbers.contains { $0 != nil } || texts.contains(where: startsLikeNumber)
      return allNumbers || alike ? seenNumbers(numbers, .interval) : seenWords()
    }
  }

  /// The numbers seen; a text that is none has no category.
  private func seenNumbers(_ numbers: [Double?], _ level: AgreementLevel) -> Judged<Chosen> {
    let values = Set(numbers.compactMap(\.self)).sorted()
    let list = AgreementCategories(
      labels: values.map(plainNumber), numbers: values, listed: false)
    return Judged((list, level, places(of: numbers, in: values)))
  }

  /// The words seen, in the order of their bytes, so that the order of rows does not matter.
  private func seenWords() -> Judged<Chosen> {
    let order = texts.indices.sorted { texts[$0].utf8.lexicographicallyPrecedes(texts[$1].utf8) }
    var places = [Int32](repeating: -1, count: texts.count)
    for (place, text) in order.enumerated() { places[text] = Int32(place) }
    let list = AgreementCategories(labels: order.map { texts[$0] }, listed: false)
    let findings = texts.filter { missingWords.contains($0.lowercased()) }.map {
      Finding(
        "agreement-missing-word", .warning, name,
        "\"\($0.excerpt)\" is taken for a category",
        remedy: "leave the cell blank if it means that there is no rating")
    }
    return Judged((list, .nominal, places), findings)
  }

  private func choose(_ listed: [String], _ level: AgreementLevel?) -> Judged<Chosen> {
    let words = listed.map(\.trimmed)
    let numbers = words.map(ratingNumber)
    let values = numbers.compactMap(\.self)
    let areNumbers = values.count == words.count
    let different = areNumbers ? Set(values).count : Set(words).count
    guard !words.isEmpty, !words.contains(""), different == words.count else {
      return refuse("a category is blank or listed twice", "list each category once")
    }
    guard areNumbers || level != .interval else {
      return refuse(
        "the categories are words, which have no distances",
        "take --level ordinal, or number the categories")
    }
    guard areNumbers else {
      let order = Dictionary(uniqueKeysWithValues: zip(words, words.indices.map(Int32.init)))
      let list = AgreementCategories(labels: words, listed: true)
      return Judged((list, level ?? .ordinal, texts.map { order[$0] ?? -1 }))
    }
    let sorted = values.sorted()
    let list = AgreementCategories(labels: sorted.map(plainNumber), numbers: sorted, listed: true)
    return Judged((list, level ?? .interval, places(of: texts.map(ratingNumber), in: sorted)))
  }

  private func places(of numbers: [Double?], in values: [Double]) -> [Int32] {
    let order = Dictionary(uniqueKeysWithValues: zip(values, values.indices.map(Int32.init)))
    return numbers.map { $0.flatMap { order[$0] } ?? -1 }
  }

  private func refuse(_ message: String, _ remedy: String) -> Judged<Chosen> {
    Judged(nil, [Finding("agreement-categories", .refused, name, message, remedy: remedy)])
  }
}

/// What other programs write where nothing is.
private let missingWords: Set = ["na", "n/a", "nan", "null", "none", "missing", "-", ".", "*", "?"]

/// A finite number in digits; neither hexadecimal nor infinity is a rating.
func ratingNumber(_ text: String) -> Double? {
  guard text.utf8.allSatisfy({ "0123456789.+-eE".utf8.contains($0) }),
    let value = Double(text), value.isFinite
  else { return nil }
  // Minus zero is zero.
  return value + 0
}

private func startsLikeNumber(_ text: String) -> Bool {
  text.utf8.drop { "+-.,".utf8.contains($0) }.first.map { (0x30...0x39).contains($0) } ?? false
}
