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

  /// Something for which a response waits, by the code of the finding behind it.
  package struct Waiting: Sendable, Hashable, Codable {
    package let code: String
    /// The file that it is about, by its name; nil where it is about all of them.
    package let file: String?
    /// Whether the response has to be sent again.
    package let sendAgain: Bool

    package init(code: String, file: String?, sendAgain: Bool) {
      self.code = code
      self.file = file
      self.sendAgain = sendAgain
    }
  }

  /// The facts that a receipt is about.
  package struct Facts: Sendable, Hashable, Codable {
    /// Whose it is; nil where that is not known yet.
    package let participant: Identifier?
    /// What it was handed in for; nil where that is not known yet.
    package let paper: Paper?
    package let received: Instant?
    package let clock: Clock
    /// The files as they were handed in, in their order: a package, a sealed one, or documents.
    package let originals: [Digest]
    package let files: [SubmissionRecord.File]
    package let method: String
    /// Names the package: SHA-256 of its `tagmanifest-sha256.txt`; nil where none could be made.
    package let contentDigest: Digest?
    /// Accepted or held: what became of it when it came, by rule alone.
    package var verdict: Verdict
    /// Why it waits for a person; empty where it does not.
    package var waits: [Waiting] = []
    /// The numbers of earlier receipts that this one takes the place of.
    package var replaces: [String] = []
    /// The receipt of another response of the same person, which counts so far in place of this one.
    package var countsInstead: String?
    /// Tells two receipts apart whose numbers would be the same.
    package var serial: Int?
    /// Where it was handed in, and where the own-work statement was made with it.
    package var handedIn: HandedIn?

    package init(
      participant: Identifier?, paper: Paper?, received: Instant?, clock: Clock,
      originals: [Digest], files: [SubmissionRecord.File], method: String, contentDigest: Digest?,
      verdict: Verdict
    ) {
      self.participant = participant
      self.paper = paper
      self.received = received
      self.clock = clock
      self.originals = originals
      self.files = files
      self.method = method
      self.contentDigest = contentDigest
      self.verdict = verdict
    }
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
