extension Folded {
  /// Whether a pattern stands at a place as whole words, and counts there as the person's.
  func holds(_ pattern: [UInt32], _ kind: Mask.Kind, at index: Int) -> Bool {
    guard matches(pattern, at: index) else { return false }
    switch kind {
    case .anywhere: return true
    case .surname: return capitals[index] && !isCited(behind: index + pattern.count)
    case .surnameAndWord:
      return capitals[index] && !isCited(behind: index + pattern.count)
        && !beginsSentence(at: index)
    }
  }

  /// Whether nothing of its sentence stands before a place.
  private func beginsSentence(at index: Int) -> Bool {
    var place = index - 1
    let passed: Set<UInt32> = [Self.blank, 0x22, 0x27, 0x28, 0x5B, 0x201C, 0x201D, 0x2022, 0x2D]
    while place >= 0, passed.contains(scalars[place]) { place -= 1 }
    return place < 0 || [0x2E, 0x21, 0x3F, 0x3A].contains(scalars[place])
  }

  /// Whether what follows makes a name that of a cited work: other names and initials, then a year,
  /// as in `Brown, A. and Wu (2019)`.
  private func isCited(behind index: Int) -> Bool {
    var place = index
    var isNameDue = false
    let most = min(scalars.count, index + 160)
    while place < most {
      if Self.isDigit(scalars[place]) { return isYear(at: place) }
      let word = scalars[place..<most].prefix(while: Self.isWord)
      guard !word.isEmpty else {
        // Between names stand blanks, commas, full stops, brackets and ampersands.
        guard [Self.blank, 0x2C, 0x2E, 0x26, 0x28].contains(scalars[place]) else { return false }
        if scalars[place] == 0x26 { isNameDue = true }
        place += 1
        continue
      }
      let text = String(String.UnicodeScalarView(word.compactMap { Unicode.Scalar($0) }))
      let isListed = word.endIndex < most && scalars[word.endIndex] == 0x2C
      guard ["et", "al", "and", "'s"].contains(text) || word.count == 1 || isNameDue || isListed
      else { return false }
      isNameDue = text == "and"
      place = word.endIndex
    }
    return false
  }

  private func isYear(at place: Int) -> Bool {
    let digits = scalars[place...].prefix(while: Self.isDigit)
    let century = digits.prefix(2).map { $0 }
    return digits.count == 4 && (century == [0x31, 0x39] || century == [0x32, 0x30])
  }

  private static func isDigit(_ value: UInt32) -> Bool { (0x30...0x39).contains(value) }

  private static func isWord(_ value: UInt32) -> Bool {
    (0x61...0x7A).contains(value) || value == 0x27 || value == 0x2D || value > 0xBF
  }
}
