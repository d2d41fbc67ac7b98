import Testing

@testable import Assessment

@Suite struct TextWordsCompared {
  @Test(arguments: [
    ("The Pupils' reading", "the pupils reading"),
    ("“Reading” — first!", "reading first"),
    ("don’t", "don't"), ("don't", "dont"),
    ("naïve café", "naive cafe"), ("nai\u{308}ve", "naïve"),
    ("ﬁrst ｒｅａｄｉｎｇ", "first reading"),
    ("rеаdіng", "reading"), ("ΡUΡΙLS", "pupils"), ("ТЕАСНЕR", "teacher"),
    ("re\u{200B}ad\u{AD}ing\u{2060}", "reading"), ("re\u{34F}ading", "reading"),
    ("evi-\ndence", "evidence"), ("evi\u{2010}\r\n  dence", "evidence"),
    ("evi\u{AD}\ndence", "evi dence"),
    ("evidence-informed", "evidenceinformed"), ("school¹ and", "school and"),
    ("Year 8,\nclass", "year 8 class"), ("ＱＵＥＥＮ", "queen"), ("𝐫𝐞𝐚𝐝", "read"),
  ])
  func `two spellings of one text have the same words`(one: String, other: String) {
    #expect(textWords(one).map(\.digest) == textWords(other).map(\.digest))
    #expect(!textWords(one).isEmpty)
  }

  @Test(arguments: [
    ("reading", "readings"), ("the school", "theschool"), ("one two", "two one"),
    ("first - second", "firstsecond"), ("well-\nBeing", "wellbeing"),
  ])
  func `other words stay other words`(one: String, other: String) {
    #expect(textWords(one).map(\.digest) != textWords(other).map(\.digest))
  }

  @Test(arguments: ["", " \n\t", "—…“”!?", "\u{200B}\u{AD}", "'-'", "\u{301}"])
  func `what holds no letter holds no word`(text: String) {
    #expect(textWords(text).isEmpty)
  }

  @Test func `a word knows where it stands`() {
    let text = "Naïve “pupils” read evi-\ndence 漢字."
    let bytes = Array(text.utf8)
    let shown = textWords(text).map { String(decoding: bytes[$0.bytes], as: UTF8.self) }
    #expect(shown == ["Naïve", "pupils", "read", "evi-\ndence", "漢", "字"])
  }

  @Test func `every character is read, alone and between letters`() {
    for value in stride(from: UInt32(0), to: 0x11_0000, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let words = textWords("a\(Character(scalar))b c")
      #expect((2...4).contains(words.count), "\(value)")
      #expect(words.last?.digest == textWords("c").first?.digest)
    }
  }
}
