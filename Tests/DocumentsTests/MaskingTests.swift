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
}
