import Findings
import Foundation
import Testing

@testable import Assessment

@Suite struct RecordReaderTests {
  private static let digest = String(repeating: "ab", count: 32)
  private static let file =
    "{\"bytes\":7,\"name\":\"essay.txt\",\"sha256\":\"\(digest)\",\"words\":300}"

  private static func record(
    _ files: String = file, first: String = "", then: String = "", last: String = "",
    work: String = "[\"my own\"]", format: String = "1"
  ) -> String {
    "{\"assessment\":\"spring\"\(first),\"files\":[\(files)]\(then),\"method\":\"npq-words-1\","
      + "\"ownWork\":\(work)\(last),\"submission\":\(format)}"
  }

  private static let person = ",\"participant\":\"p1\""

  /// Records in their one form, with all that may stand in one.
  private static let canonical = [
    record(last: person),
    record("\(file),\(file)", last: person), record("", last: person),
    record(first: ",\"attempt\":2", last: person, work: "[]"),
    record(first: ",\"claimedTime\":\"2027-03-12T21:40:00Z\"", last: person),
    record(then: ",\"handedIn\":{\"place\":\"Moodle\",\"toTheMinute\":true}", last: person),
    record(
      then: ",\"handedIn\":{\"place\":\"Moodle\",\"time\":\"2027-03-12T21:40:00Z\","
        + "\"toTheMinute\":false}", last: person),
    record(last: ",\"ownWorkElsewhere\":\"on Moodle\"" + person, work: "[\"a\",\"b é\"]"),
    record(last: person + ",\"qualification\":\"NPQSENCO\""),
    record(file.replacing(",\"words\":300", with: ""), last: person),
  ]

  @Test(arguments: canonical)
  func `a record in its one form is read as the JSON reader reads it`(_ text: String) throws {
    let known = try #require(RecordReader.read(Array(text.utf8)))
    let decoded = try JSONDecoder().decode(SubmissionRecord.self, from: Data(text.utf8))
    #expect(known == decoded)
    #expect(try canonicalJSON(known) == Data(text.utf8))
  }

  /// Of what it takes, the JSON reader must take the same, whatever byte is changed, added or lost.
  @Test(arguments: canonical)
  func `what it takes is in the one form`(_ text: String) throws {
    let whole = Array(text.utf8)
    var taken = 0
    for index in whole.indices {
      for byte in Array("\"\\ ,:{}[]0189aZ./-é\u{7F}\n".utf8) {
        var changed = whole
        changed[index] = byte
        var added = whole
        added.insert(byte, at: index)
        for bytes in [changed, added, Array(whole[..<index]) + whole[(index + 1)...]] {
          guard let record = RecordReader.read(bytes) else { continue }
          taken += 1
          #expect(
            try canonicalJSON(record) == Data(bytes), "\(String(decoding: bytes, as: UTF8.self))")
        }
      }
    }
    #expect(taken > 100)
  }

  @Test(arguments: [
    record(last: person, format: "2"), record(last: person) + " ",
    record(file.replacing("ab", with: "AB"), last: person),
    record(file.replacing("7", with: "07"), last: person),
    record(first: ",\"claimedTime\":\"2027-03-12T21:40:00+00:00\"", last: person),
    record(last: person, work: "[\"\\u0061\"]"), record(last: person, work: "[\"a\",]"), "", "{",
  ])
  func `another form is left to the JSON reader`(_ text: String) {
    #expect(RecordReader.read(Array(text.utf8)) == nil)
  }

  @Test func `a record that needs escapes is read all the same`() {
    let text = Self.record(last: Self.person, work: "[\"a \\\"word\\\"\"]")
    #expect(RecordReader.read(Array(text.utf8)) == nil)
    #expect(SubmissionRecord.read(Array(text.utf8)).value?.ownWork == ["a \"word\""])
  }
}
