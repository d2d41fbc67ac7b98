@testable import Documents
import Testing

@Suite struct WordClassTests {
  @Test(arguments: [0...0x24F, 0x2000...0x2069])
  func `what is told by a number alone is what Unicode says`(_ range: ClosedRange<UInt32>) {
    for scalar in range.compactMap(Unicode.Scalar.init) {
      let properties = scalar.properties
      let isLetter = properties.isAlphabetic || properties.numericType != nil
      let isBlank = properties.isWhitespace || WordClass.unseen.contains(scalar.value)
      let expected = isBlank ? WordClass.blank : isLetter ? .letter : .sign
      #expect(WordClass(scalar) == expected, "\(scalar.value)")
    }
  }

  @Test(arguments: ["", "plain", "naïve – “quoted”", "日本語\u{200B}x", "👍🏽 e\u{301}", "\u{10FFFF}\0"])
  func `going by bytes meets every character once`(_ text: String) {
    var met: [UInt32] = []
    text.forEachWordClass { kind, value in
      met.append(value)
      #expect(Unicode.Scalar(value).map { WordClass($0) } == kind)
    }
    #expect(met == text.unicodeScalars.map(\.value))
  }
}
