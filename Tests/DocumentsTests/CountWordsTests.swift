import Documents
import Testing

@Suite struct CountWordsTests {
  @Test(arguments: [
    ("", 0), ("   \n\t ", 0), ("one", 1), ("one two  three", 3), (" one\ntwo\tthree ", 3),
    ("well-being", 1), ("a – b", 2), ("a — b", 2), ("word—word", 1), ("and/or", 1),
    ("don't can’t", 2), ("3.14 1,500 50%", 3), ("https://www.gov.uk/npq?x=1", 1),
    ("ada@example.org", 1), ("– — * • …", 0), ("(2020).", 1), ("§ 5", 1), ("&", 0), ("½ cup", 2),
    ("no\u{A0}break", 2), ("zero\u{200B}width", 2), ("join\u{2060}ed", 1), ("soft\u{AD}hyphen", 1),
    ("non\u{2011}breaking", 1), ("a\u{2003}b\u{3000}c", 3), ("blank\u{2800}braille", 2),
    ("日本語", 3), ("日本語 and English", 5), ("「日本」", 2), ("コーヒー", 4), ("漢字abc漢", 4),
    ("한국어 문장", 2), ("السلام عليكم", 2), ("naïve café", 2), ("e\u{301}tude", 1), ("👍", 0),
    ("a👍b", 1), ("x\r\ny", 2),
  ])
  func `words are runs between blanks that hold a letter or digit`(_ text: String, _ count: Int) {
    #expect(countWords(text) == count)
  }
}
