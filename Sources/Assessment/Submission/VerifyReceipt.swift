package import Findings
import Foundation
package import Sealing

/// Checks a receipt in JSON: its form, its number, and the signature beside it; nil where the path
/// holds no receipt.
func verifyReceipt(path: String, _ keys: ReceiptKeys) -> Verification? {
  guard let data = try? openPlainFile(path)?.read(upToCount: Limit.Text.receipt),
    let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
    object["receipt"] != nil
  else { return nil }
  let judged = Receipt.read([UInt8](data))
  let signature = JudgedSignature(
    of: [UInt8](data), text: ReceiptKeys.contents(of: path + ".sig"), keys.found(beside: path))
  var facts: [String] = []
  if let receipt = judged.value { facts = receipt.shown }
  return Verification(
    kind: .receipt, findings: judged.findings + signature.findings,
    facts: facts + [signature.fact].compactMap { $0 }, signature: signature.answer)
}

extension Receipt {
  /// What it says, in a few lines for whoever checks it.
  fileprivate var shown: [String] {
    let whose = facts.participant.map { " of \($0)" } ?? ", of nobody known yet"
    let what = facts.paper.map { ", for \($0.assessment)" } ?? ""
    let received = facts.received.map { ", received \($0)" } ?? ""
    let content = facts.contentDigest.map { "content digest \($0)" }
    let waits =
      isHeld ? "waits for a person: \(facts.waits.map(\.code).joined(separator: ", "))" : nil
    return ["receipt \(number)\(whose)\(what)\(received)", waits, content].compactMap { $0 }
  }
}

/// The signature over a receipt or a marking pack, with what is to be said about it.
package struct JudgedSignature {
  package let answer: SignatureAnswer
  package let findings: [Finding]
  /// Who signed, for a person.
  package let fact: String?

  /// Judges the text of a signature over bytes by the key that was found for them.
  package init(
    of bytes: [UInt8], text: [UInt8]?, _ found: (key: VerificationKey?, isVouchedFor: Bool),
    what: String = "receipt"
  ) {
    guard let text else {
      let again =
        what == "receipt"
        ? "put the file that ends in .json.sig beside it, or ask the office for it again"
        : "ask the office for the \(what) again"
      self.init(
        .unsigned, "signature-missing", .held, "has no signature, and anyone could write one such",
        remedy: again)
      return
    }
    guard let key = found.key else {
      self.init(
        .unchecked, "signature-unchecked", .held,
        "has a signature, and no public key is here to check it with",
        remedy: "give the provider's signing.pub with --key, or put it beside the \(what)")
      return
    }
    do throws(SignatureError) {
      try Signature(text).verify(bytes, with: key)
      self.init(signedWith: key, isVouchedFor: found.isVouchedFor)
    } catch {
      self.init(error, key, what)
    }
  }

  /// Whoever forges a receipt can put a key of their own beside it.
  private init(signedWith key: VerificationKey, isVouchedFor: Bool) {
    answer = SignatureAnswer(state: .signed, fingerprint: key.fingerprint)
    fact = "signed with the key \(key.fingerprint)"
    let remedy = "compare the key's fingerprint with the one that the provider publishes"
    findings =
      isVouchedFor
      ? []
      : [
        Finding(
          "key-beside", .note, "", "was checked with the public key that lay beside it",
          remedy: remedy)
      ]
  }

  private init(_ error: SignatureError, _ key: VerificationKey, _ what: String) {
    let fingerprint = key.fingerprint
    switch error {
    case .otherKey:
      self.init(
        .wrong, "signature-other-key", .refused,
        "was signed with another key than the one it was checked with",
        remedy: "check it with the signing.pub of the provider who sent it", fingerprint)
    case .notSigned:
      self.init(
        .wrong, "signature-wrong", .refused,
        "was changed after it was signed, or the signature is another \(what)'s",
        remedy: "ask the office for the \(what) again", fingerprint)
    default:
      self.init(
        .wrong, "signature-damaged", .refused, "has a signature that cannot be read: \(error)",
        remedy: "ask the office for the \(what) again", fingerprint)
    }
  }

  private init(
    _ state: SignatureAnswer.State, _ code: String, _ severity: Finding.Severity,
    _ message: String, remedy: String, _ fingerprint: String? = nil
  ) {
    answer = SignatureAnswer(state: state, fingerprint: fingerprint)
    findings = [Finding(code, severity, "", message, remedy: remedy)]
    fact = nil
  }
}
