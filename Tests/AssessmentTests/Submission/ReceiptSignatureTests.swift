import Findings
import Foundation
import Sealing
import Testing

@testable import Assessment

@Suite struct ReceiptSignatureTests {
  /// Where a public key can be, and what the receipt then is.
  struct Place: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var given: Int?
    var beside: Int?
    var series: Int?
    let state: SignatureAnswer.State
    let codes: [String]
  }

  /// The receipt is signed with key 1.
  static let places = [
    Place(testDescription: "no key", state: .unchecked, codes: ["signature-unchecked"]),
    Place(testDescription: "given", given: 1, state: .signed, codes: []),
    Place(testDescription: "beside", beside: 1, state: .signed, codes: ["key-beside"]),
    Place(testDescription: "in the series", series: 1, state: .signed, codes: []),
    Place(testDescription: "both the same", beside: 1, series: 1, state: .signed, codes: []),
    Place(
      testDescription: "beside, and another in the series", beside: 1, series: 2, state: .signed,
      codes: ["key-beside"]),
    Place(testDescription: "given before beside", given: 1, beside: 2, state: .signed, codes: []),
    Place(
      testDescription: "another given", given: 2, beside: 1, state: .wrong,
      codes: ["signature-other-key"]),
  ]

  @Test(arguments: places)
  func `a signature is checked with the key that is nearest`(_ place: Place) throws {
    try withFolder { folder in
      let path = try write(to: folder)
      let series = folder + "/series"
      try FileManager.default.createDirectory(
        atPath: series, withIntermediateDirectories: false)
      if let beside = place.beside { try publish(beside, in: folder) }
      if let own = place.series { try publish(own, in: series) }
      let given = try place.given.map { try key($0).verificationKey }
      let found = try verifySubmission(
        path: path, keys: ReceiptKeys(given: given, series: series))
      #expect(found.signature?.state == place.state)
      #expect(found.findings.map(\.code) == place.codes)
      #expect((found.verdict == .accepted) == (place.state == .signed))
    }
  }

  @Test func `without its signature a receipt convinces nobody`() throws {
    try withFolder { folder in
      let path = try write(to: folder)
      try publish(1, in: folder)
      try FileManager.default.removeItem(atPath: path + ".sig")
      let found = try verifySubmission(path: path)
      #expect(found.signature == SignatureAnswer(state: .unsigned, fingerprint: nil))
      #expect(found.verdict == .held)
    }
  }

  private func write(to folder: String) throws -> String {
    let file = SubmissionRecord.File(
      name: "essay.docx", bytes: 1, sha256: Digest(of: Data("x".utf8)), words: 1)
    let record = SubmissionRecord(
      assessment: try #require(Identifier("spring")), qualification: .npqlt,
      participant: try #require(Identifier("ada")), attempt: nil, files: [file],
      method: "npq-words-1", ownWork: [])
    let day = try #require(CivilDate("2027-03-08"))
    let assessment = CaseStudyAssessment(
      id: record.assessment, title: "Spring", qualifications: [.npqlt],
      window: SubmissionWindow(opens: day, closes: day))
    let received = Instant(rfc3339: "2027-03-08T12:00:00Z")
    let receipt = try Receipt(
      Receipt.Facts(
        participant: record.participant,
        paper: Receipt.Paper(
          of: assessment, qualification: .npqlt, attempt: nil, received: received),
        received: received, clock: .office, originals: [], files: record.files,
        method: record.method, contentDigest: Digest(of: Data("y".utf8)), verdict: .accepted))
    let path = "\(folder)/\(receipt.fileName).json"
    try receipt.json().write(to: URL(filePath: path))
    let signature = try receipt.signature(of: "spring", with: key(1))
    try Data(signature.utf8).write(to: URL(filePath: path + ".sig"))
    return path
  }

  private func key(_ seed: Int) throws -> SigningKey {
    var draw = Counter(value: UInt64(seed))
    return try SigningKey(using: &draw)
  }

  private func publish(_ seed: Int, in folder: String) throws {
    let text = try key(seed).verificationKey.publicText(comment: "test")
    try Data(text).write(to: URL(filePath: folder + "/signing.pub"))
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "npq-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }
}

/// Numbers that are the same in every run: for keys of tests alone.
private struct Counter: RandomNumberGenerator {
  var value: UInt64

  mutating func next() -> UInt64 {
    value += 1_000
    return value
  }
}
