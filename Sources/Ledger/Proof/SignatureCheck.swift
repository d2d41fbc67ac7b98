import Assessment
import Findings
import Foundation
import Sealing

/// What is signed for one head.
struct SignedLine: Sendable {
  let event: Int
  let digest: String
  let line: String
  let signature: String?
}

extension SeriesAudit {
  /// The key that signs for the series, if it is the one with which it was made.
  mutating func key(
    of known: KnownEvents, _ folder: URL, _ evidence: SeriesEvidence
  ) -> VerificationKey? {
    let file = folder.appending(path: "signing.pub")
    let beside = FileManager.default.contents(atPath: file.path)
      .flatMap { try? VerificationKey(publicText: [UInt8]($0)) }
    guard let key = evidence.key ?? beside else {
      add(
        .unaltered,
        Finding(
          "key-missing", .held, "signing.pub", "is not there, so that no signature can be checked",
          remedy: "give the provider's public key with --key"))
      return nil
    }
    guard known.first["key:signing"] == key.fingerprint else {
      add(
        .unaltered,
        Finding(
          "key-other", .refused, "signing.pub", "is not the key with which the series was made",
          remedy: "compare the fingerprint with the one that the provider publishes"))
      return nil
    }
    if evidence.key == nil {
      add(
        .unaltered,
        Finding(
          "key-beside", .note, "signing.pub", "is the key that lies in the folder itself",
          remedy: "compare \(key.fingerprint) with what the provider publishes, or give --key"))
    }
    return key
  }

  mutating func checkSignatures(_ lines: [SignedLine], key: VerificationKey?) throws {
    guard let key else { return }
    let signed = lines.filter { $0.signature != nil }
    let wrong = try onAllCores(signed) { line -> Int? in
      do throws(SignatureError) {
        try verifySignature(line.signature ?? "", of: Array(line.line.utf8), with: key)
        return nil
      } catch {
        return line.event
      }
    }.compactMap(\.self)
    for event in wrong {
      add(
        .unaltered,
        Self.fault("head-signature", "the head at event \(event)", "bears a wrong signature"))
    }
    tell(.unaltered, "\(spoken(signed.count)) of them signed")
    let open = lines.lastIndex { $0.signature != nil }.map { lines[$0].event } ?? 0
    vouch(lines, upTo: open)
    guard let last = lines.last, last.event > open else { return }
    add(
      .unaltered,
      Finding(
        "head-unsigned", .held, Self.span(open + 1, last.event),
        "stand under no signature yet, so that anybody may have written them",
        remedy: "any command that opens the signing key, such as npq receive, signs them too: "
          + "look at npq history first, whether all of it is yours"))
  }

  /// Tells what was recorded without the key, and vouched for by a head that was signed later.
  private mutating func vouch(_ lines: [SignedLine], upTo open: Int) {
    var first = 1
    var unsigned: Int?
    for line in lines where line.event <= open {
      if line.signature == nil {
        unsigned = line.event
        continue
      }
      if let last = unsigned {
        add(
          .unaltered,
          Finding(
            "head-unsigned", .note, Self.span(first, last),
            "were recorded without the signing key, and signed with event \(line.event)",
            remedy: "npq history tells what they did; nothing else proves that npq wrote them"))
      }
      unsigned = nil
      first = line.event + 1
    }
  }

  private static func span(_ first: Int, _ last: Int) -> String {
    first == last ? "event \(last)" : "events \(first) to \(last)"
  }
}
