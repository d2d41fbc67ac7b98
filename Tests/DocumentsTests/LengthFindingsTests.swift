import Testing

@testable import Documents

@Suite struct LengthFindingsTests {
  @Test(arguments: [
    ("ordinary words and https://www.gov.uk/" + String(repeating: "a", count: 80), []),
    (String(repeating: "joined", count: 12), ["joined-words"]),
    ("Donau-dampf-schiff-fahrts-gesell-schafts-kapitän", []),
    ("zero\u{200B}width", ["invisible-characters"]),
    ("blank\u{2800}braille", ["invisible-characters"]),
    ("می\u{200C}خواهم", []),
  ])
  func `ways to seem short are named`(_ text: String, _ codes: [String]) {
    #expect(readDocument(Array(text.utf8), name: "a.txt").codes == codes)
  }
}
