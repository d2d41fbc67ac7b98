import Foundation
import Testing

@testable import Sealing

@Suite struct SixWordsTests {
  @Test func `six words hold at least 77 bits`() {
    let words = Set(SixWords.all)
    #expect(words.count == 8_000 && words.count == SixWords.all.count)
    #expect(Double(SixWords.count) * log2(Double(words.count)) >= 77)
  }

  @Test func `words are drawn from all, the same from the same draw`() {
    var draw = Draw(1)
    var drawn: Set<String> = []
    for _ in 0..<2_000 {
      let words = SixWords(using: &draw).text.split(separator: " ").map(String.init)
      #expect(words.count == 6)
      drawn.formUnion(words)
    }
    #expect(drawn.isSubset(of: SixWords.all))
    // 12,000 draws of 8,000 leave about 1,785 of them out (8,000 / e^1.5).
    #expect((6_000...6_400).contains(drawn.count))
    var (one, other) = (Draw(2), Draw(2))
    #expect(SixWords(using: &one) == SixWords(using: &other))
  }
}

@Suite struct SealedTextTests {
  static let salt = [UInt8](0..<16)
  static let nonce = [UInt8](100..<112)
  static let words = "bakol dirum lazod mifak rubiz kodab"

  private func sealed() throws -> String {
    try SealedText(
      sealing: Data("marks & naïve 明".utf8), under: Self.words, salt: Self.salt, nonce: Self.nonce
    ).text
  }

  @Test func `what is sealed opens with its words alone`() throws {
    let text = try sealed()
    #expect(SealedText.open(text, with: Self.words) == Data("marks & naïve 明".utf8))
    #expect(SealedText.open(text, with: "bakol dirum lazod mifak rubiz kodad") == nil)
    #expect(try sealed() == text)
  }

  @Test(arguments: [
    ("600000", "600001"), ("npq-marking-pack 1", "npq-marking-pack 2"), ("AAECAwQ", "AAECAwU"),
    ("\n", " \n"),
  ])
  func `nothing of the first line can be changed`(part: String, other: String) throws {
    let text = try sealed()
    let range = try #require(text.firstRange(of: part))
    #expect(
      SealedText.open(text.replacingCharacters(in: range, with: other), with: Self.words) == nil)
  }

  @Test func `no byte of the second line can be changed or cut off`() throws {
    let lines = try sealed().split(separator: "\n")
    let body = try #require(Data(base64Encoded: String(lines[1])))
    for index in [0, body.count / 2, body.count - 1] {
      var changed = body
      changed[index] ^= 1
      #expect(
        SealedText.open("\(lines[0])\n\(changed.base64EncodedString())\n", with: Self.words) == nil)
    }
    for count in [0, 15, body.count - 1] {
      let cut = body.prefix(count).base64EncodedString()
      #expect(SealedText.open("\(lines[0])\n\(cut)\n", with: Self.words) == nil)
    }
  }
}
