import Findings
import Foundation

/// What `submission.json` says: whose response it is, to what, and which files it consists of.
package struct SubmissionRecord: Sendable, Hashable, Codable {
  /// One file of the response.
  package struct File: Sendable, Hashable, Codable {
    /// The name inside `data/`.
    package let name: String
    package let bytes: Int
    package let sha256: Digest
    /// The words that count; nil where they could not be counted.
    package let words: Int?

    package init(name: String, bytes: Int, sha256: Digest, words: Int?) {
      self.name = name
      self.bytes = bytes
      self.sha256 = sha256
      self.words = words
    }
  }

  /// The format of this record.
  package let submission: Int
  package let assessment: Identifier
  package let qualification: Qualification?
  package let participant: Identifier
  package let attempt: Int?
  package let files: [File]
  /// How the words were counted.
  package let method: String
  /// The own-work statements that the participant confirmed, word for word.
  package let ownWork: [String]
  /// Where the statements were confirmed instead, such as on the platform.
  package let ownWorkElsewhere: String?
  /// The time that the sender claims, where one was given; never the time of record.
  package let claimedTime: Instant?
  /// Where it was handed in; nil where that is what the package itself was.
  package let handedIn: HandedIn?

  package static let format = 1

  package init(
    assessment: Identifier, qualification: Qualification?, participant: Identifier, attempt: Int?,
    files: [File], method: String, ownWork: [String], ownWorkElsewhere: String? = nil,
    claimedTime: Instant? = nil, handedIn: HandedIn? = nil
  ) {
    submission = Self.format
    self.assessment = assessment
    self.qualification = qualification
    self.participant = participant
    self.attempt = attempt
    self.files = files
    self.method = method
    self.ownWork = ownWork
    self.ownWorkElsewhere = ownWorkElsewhere
    self.claimedTime = claimedTime
    self.handedIn = handedIn
  }
}

extension SubmissionRecord {
  /// Reads a record strictly: it must be canonical JSON byte for byte, which leaves no room for an
  /// unknown key, a key that comes twice, or a number written in two ways.
  static func read(_ bytes: [UInt8]) -> Judged<SubmissionRecord> {
    if let record = RecordReader.read(bytes) { return Judged(record) }
    let decoder = JSONDecoder()
    let data = Data(bytes)
    guard let record = try? decoder.decode(SubmissionRecord.self, from: data) else {
      return Judged(nil, [fault("cannot be read as a record of a submission")])
    }
    guard record.submission == format else {
      return Judged(
        nil, [fault("has format \(record.submission), and this program knows \(format)")])
    }
    guard let canonical = try? canonicalJSON(record), canonical == data else {
      return Judged(nil, [fault("is not in the one form in which it may be written")])
    }
    return Judged(record)
  }

  /// Says where the record and the payload of a bag differ.
  func faults(against files: [BagFile]) -> [Finding] {
    var findings: [Finding] = []
    var listed = Set<[UInt8]>()
    for file in self.files {
      let path = Array("data/".utf8) + Array(file.name.utf8)
      guard listed.insert(path).inserted else {
        findings.append(Self.fault("lists \(file.name.escaped) twice"))
        continue
      }
      let found = files.first { $0.path == path }
      if found?.bytes != file.bytes || found?.digests[.sha256] != file.sha256.bytes {
        findings.append(Self.fault("describes \(file.name.escaped) otherwise than it is"))
      }
    }
    for file in files where BagRole(file.path) == .payload && !listed.contains(file.path) {
      findings.append(Self.fault("does not list \(shownPath(file.path))"))
    }
    if self.files.isEmpty { findings.append(Self.fault("lists no file")) }
    return findings
  }

  private static func fault(_ message: String) -> Finding {
    Finding(
      "submission-record", .refused, "submission.json", message,
      remedy: "make the package again from the original file, or ask the sender for it again")
  }
}
