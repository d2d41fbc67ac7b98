package import Assessment
package import Findings

/// What joining another copy of the series came to.
package struct JoinOutcome: Sendable {
  /// Under which names the events that came in were recorded.
  package var copies: [String] = []
  /// Events that came in, and those that this copy has and the other lacks.
  package var events = 0
  package var own = 0
  /// What they changed here.
  package var rows: [ChangeCount] = []
  /// Where a person has to say which of two holds, as far as it was not known before.
  package var clashes: [JoinClash] = []

  /// Whether the other copy had nothing that this one lacked.
  package var isNothing: Bool { events == 0 }
  /// Whether this copy had nothing that the other lacked, and so took its record over as it is.
  package var isTakeover: Bool { own == 0 && events > 0 }
}

/// Two things that two copies of the series recorded of one matter.
package struct JoinClash: Sendable {
  /// Who said it, when, and in which event of this record.
  package struct Said: Sendable {
    package let event: Int
    package let actor: String
    package let time: Instant
    /// The name of the copy in which it was recorded; nil for the series itself.
    package let copy: String?
    /// What it said, where the event itself tells.
    package let value: String?
  }

  /// Its number in this copy, by which npq settle takes it.
  package let number: Int
  /// What there are two of, such as extensions or rows in the roster.
  package let record: String
  /// Whose: an identifier of the roster, or a script code.
  package let subject: String
  /// What holds until a person decides.
  package let held: Said
  package let other: Said

  /// What else than npq settle settles it.
  package let remedy: String

  /// The clash as a person reads of it.
  package var finding: Finding {
    Finding(
      "join-clash", .held, subject,
      "has two \(record) that were recorded apart: \(held.words) holds for now, \(other.words) is kept",
      remedy: "npq settle \(number) --keep held|other --reason TEXT, or \(remedy)")
  }
}

extension JoinClash.Said {
  /// The event, who recorded it, where and when.
  package var source: String {
    let place = copy.map { " in \($0)" } ?? ""
    return "event \(event), \(actor)\(place), \(time)"
  }

  fileprivate var words: String {
    value.map { "\($0) (\(source))" } ?? "what stands in \(source),"
  }
}

/// Why nothing was joined.
struct JoinRefusal: Error {
  let findings: [Finding]

  init(_ findings: [Finding]) { self.findings = findings }

  init(_ code: String, _ subject: String, _ message: String, remedy: String) {
    findings = [Finding(code, .refused, subject, message, remedy: remedy)]
  }

  /// Something that both did to the same thing, and of which neither can stand beside the other.
  static func differs(_ subject: String, _ message: String) -> JoinRefusal {
    JoinRefusal("join-differs", subject, message, remedy: undoOne)
  }

  static let undoOne = "npq undo it in one of the two copies, and join again"
}
