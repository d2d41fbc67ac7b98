package import Findings
package import Foundation

/// What the office answers when a response has arrived: what it has, and when it came.
///
/// Signatures stand beside it, not in it.
package struct Receipt: Sendable, Hashable, Codable {
  /// Whose clock gave the time of record.
  package enum Clock: String, Sendable, Hashable, Codable {
    /// The learning platform's.
    case platform
    /// The office's own.
    case office
    /// A time that the office stated.
    case stated
  }

  /// Where the time of record lies in the window.
  package enum Timing: String, Sendable, Hashable, Codable {
    case early
    case onTime = "on-time"
    case late
    case closed
    /// No time of record is known, which is never late.
    case unknown
  }

  /// The rule on lateness that applied to this person.
  package struct Rule: Sendable, Hashable, Codable {
    package let late: LateRule
    package let graceMinutes: Int
    /// Whether the closing minute counts to its last second.
    package let throughClosingMinute: Bool
    /// Whether an extension moved the close; the reason is nobody's to read here.
    package let extended: Bool
  }

  /// The facts that a receipt is about.
  package struct Facts: Sendable, Hashable, Codable {
    package let assessment: Identifier
    package let title: String
    package let qualification: Qualification?
    package let participant: Identifier
    package let attempt: Int?
    package let opens: Instant
    package let closes: Instant
    package let zone: String
    package let received: Instant?
    package let clock: Clock
    package let timing: Timing
    /// Whole seconds after the close; 0 where it was in time.
    package let lateBy: Int
    package let rule: Rule
    /// What the office decided when it came, by rule alone.
    package let verdict: Verdict
    /// The files as they were handed in, in their order: a package, a sealed one, or documents.
    package let originals: [Digest]
    package let files: [SubmissionRecord.File]
    package let method: String
    /// Names the package: SHA-256 of its `tagmanifest-sha256.txt`.
    package let contentDigest: Digest
    package let resultsBy: CivilDate?
    package let contact: String?
  }

  /// The format of this receipt.
  package let receipt: Int
  /// The short number, for letters and telephones; it follows from the facts.
  package let number: String
  package let facts: Facts

  package static let format = 1

  package init(_ facts: Facts) throws {
    receipt = Self.format
    self.facts = facts
    number = try Self.number(of: facts)
  }

  /// Eight symbols of Crockford's base 32 from the digest of the facts, as `7Q4M-K2P9`.
  private static func number(of facts: Facts) throws -> String {
    let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    let bytes = Digest(of: try canonicalJSON(facts)).bytes.prefix(5)
    let bits = bytes.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    let symbols = (0..<8).map { alphabet[Int(bits >> (35 - 5 * UInt64($0)) & 31)] }
    return String(symbols.prefix(4)) + "-" + String(symbols.suffix(4))
  }

  /// The name of its files, less their endings.
  package var fileName: String { "receipt-\(number)" }

  /// The receipt as canonical JSON, for proof.
  package func json() throws -> Data { try canonicalJSON(self) }
}

extension Receipt.Facts {
  /// The facts of a submission that arrived at an instant; nil for a time that nobody knows.
  ///
  /// An extension and a gate are those of the person.
  package init(
    of record: SubmissionRecord, contentDigest: Digest, to assessment: CaseStudyAssessment,
    received: Instant?, clock: Receipt.Clock, extension moved: Instant? = nil,
    gate: Instant? = nil, originals: [Digest], verdict: Verdict
  ) {
    let judgement = received.map {
      assessment.window.judge($0, extension: moved, gate: gate)
    }
    self.assessment = assessment.id
    title = assessment.title
    qualification = record.qualification
    participant = record.participant
    attempt = record.attempt
    opens = max(assessment.window.opensAt, gate ?? assessment.window.opensAt)
    closes = max(assessment.window.closesAt, moved ?? assessment.window.closesAt)
    zone = assessment.window.zone
    self.received = received
    self.clock = clock
    switch judgement?.state {
    case .early: timing = .early
    case .open: timing = .onTime
    case .late: timing = .late
    case .closed: timing = .closed
    case nil: timing = .unknown
    }
    lateBy = timing == .late || timing == .closed ? judgement?.by ?? 0 : 0
    rule = Receipt.Rule(
      late: assessment.window.late, graceMinutes: assessment.window.graceMinutes,
      throughClosingMinute: assessment.window.throughClosingMinute,
      extended: closes > assessment.window.closesAt)
    self.verdict = verdict
    self.originals = originals
    files = record.files
    method = record.method
    self.contentDigest = contentDigest
    resultsBy = assessment.rules.resultsBy
    contact = assessment.contact
  }
}

extension Receipt {
  /// Reads a receipt; it must be canonical JSON byte for byte, and its number must follow from
  /// its facts.
  package static func read(_ bytes: [UInt8]) -> Judged<Receipt> {
    func fault(_ message: String) -> Judged<Receipt> {
      let remedy = "ask the office for the receipt again"
      return Judged(nil, [Finding("receipt", .refused, "", message, remedy: remedy)])
    }
    let data = Data(bytes)
    guard let receipt = try? JSONDecoder().decode(Receipt.self, from: data) else {
      return fault("cannot be read as a receipt")
    }
    guard receipt.receipt == format else {
      return fault("has format \(receipt.receipt), and this program knows \(format)")
    }
    guard let canonical = try? receipt.json(), canonical == data else {
      return fault("is not in the one form in which a receipt may be written")
    }
    guard let number = try? number(of: receipt.facts), number == receipt.number else {
      return fault("was changed: its number does not follow from what it says")
    }
    return Judged(receipt)
  }
}
