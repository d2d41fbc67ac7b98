import Testing

@testable import Documents

@Suite struct MaskingTests {
  private let masking = Masking([
    Mask(text: "Zoë O’Brien-Smith", replacement: "X"), Mask(text: "Zoë", replacement: "Y"),
  ])

  @Test(arguments: [
    ("zoe o'brien-smith wrote", "X wrote"), ("ZOË O’BRIEN‑SMITH", "X"), ("Zoe\u{308} was", "Y was"),
    ("Zoë  O'Brien-Smith's", "X's"), ("Zo\u{AD}ë", "Y"), ("Zoëlle Zoëtrope", nil), ("", nil),
    ("(Zoë)", "(Y)"), ("Zoë\nO'Brien-Smith", "X"), ("ZOË ZOË", "Y Y"), ("zoe_smith", "Y_smith"),
  ])
  func `names match as whole words, whatever their case, accents and marks`(
    _ text: String, _ expected: String?
  ) {
    #expect(masking.apply(to: text)?.text == expected)
  }

  @Test(arguments: [
    (["Zo", "ë was"], ["Y", " was"]),
    (["by Z", "o", "ë", " O'Brien-Sm", "ith."], ["by X", "", "", "", "."]),
    (["Zoë", " ", "O'Brien-Smith"], ["X", "", ""]),
  ])
  func `names are found over several runs`(_ pieces: [String], _ expected: [String]) {
    #expect(masking.apply(to: pieces)?.pieces == expected)
  }

  @Test(arguments: [
    ("Mrs Hope agreed.", "Mrs S1 agreed."), ("I hope so.", nil),
    ("We met Hope twice", "We met S1 twice"),
    ("Hope (2019) found", nil), ("As Hope et al. (2019) say", nil), ("(Wu & Hope, 2020)", nil),
    ("Hope, A., Wu, B. and Li, C. (1999) Title", nil), ("see Hope and Wu, 2021b", nil),
    ("with Hope in 2019", "with S1 in 2019"),
    ("with Hope, who in 2019 left", "with S1, who in 2019 left"),
    ("Dr HOPE", "Dr S1"), ("to Hope’s class", "to S1’s class"), ("Hopeful", nil),
    ("Hope is not a plan.", "S1 is not a plan."),
  ])
  func `a surname counts with a capital, and not where a work is cited`(
    _ text: String, _ expected: String?
  ) {
    let masking = Masking([Mask(text: "Hope", replacement: "S1", kind: .surname)])
    #expect(masking.apply(to: text)?.text == expected)
  }

  @Test(arguments: [
    ("Hope is not a plan.", nil), ("It failed. Hope is not a plan", nil), ("“Hope” was lost", nil),
    ("Mrs Hope agreed.", "Mrs S1 agreed."), ("and Hope too", "and S1 too"),
  ])
  func `a surname that is a word too does not count at the head of a sentence`(
    _ text: String, _ expected: String?
  ) {
    let masking = Masking([Mask(text: "Hope", replacement: "S1", kind: .surnameAndWord)])
    #expect(masking.apply(to: text)?.text == expected)
  }

  @Test func `a long row of names that no year ends is looked at once`() {
    let text = "Hope" + String(repeating: ", A", count: 100_000)
    let masking = Masking([Mask(text: "Hope", replacement: "S1", kind: .surname)])
    #expect(masking.apply(to: text)?.count == 1)
  }
}
