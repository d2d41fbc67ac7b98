package import Assessment
package import Findings
import GRDB

/// What the export of a platform says of something that came in.
package struct PlatformOrigin: Sendable {
  package var platform: Platform
  /// The archive or folder that held it.
  package var export: String
  /// How the export calls the person.
  package var key: String
  /// The path of its first file in the export.
  package var path: String
  /// The platform's number of the person.
  package var number: String?
  /// Sorts the attempts of a person.
  package var attempt: String
  /// The time as the platform wrote it, and what it means.
  package var time: PlatformTime?
  /// Whether some of it was typed on the platform and made into text.
  package var isTyped: Bool
  /// What is to be said of it besides.
  package var findings: [Finding]

  package init(
    platform: Platform, export: String, handIn: HandIn, path: String, isTyped: Bool,
    findings: [Finding] = []
  ) {
    self.platform = platform
    self.export = export
    key = handIn.key
    self.path = path
    number = handIn.person.number
    attempt = handIn.attempt
    time = handIn.time
    self.isTyped = isTyped
    self.findings = findings
  }
}

extension Incoming {
  /// Where what came in lies: the files, or what these were made of.
  var originals: [String] { cameAs ?? files.map(\.path) }

  /// What an export holds without a time is of a time that nobody knows; anything else came when it
  /// was taken in.
  var isTimeKnown: Bool { origin == nil || received != nil }

  /// What is to be said of it before it is opened.
  func originFindings(isTimeKnown: Bool) -> [Finding] {
    guard let origin else { return [] }
    guard !isTimeKnown else { return origin.findings }
    let unread = origin.time.map { "\"\($0.text)\" cannot be read for certain" }
    return origin.findings + [
      Finding(
        "time-not-known", .warning, name,
        "has no time of record: \(unread ?? "the export has none, and no list gives one")",
        remedy: "nobody is late for that; give the times in a list with --times to judge them")
    ]
  }
}

extension Arrival {
  /// The time of record; nil where nobody knows it.
  package var knownTime: Instant? { isTimeKnown ? received : nil }

  /// Where it was handed in; nil for what came to the office itself.
  var handedIn: HandedIn? {
    origin.map { origin in
      HandedIn(
        place: origin.platform.title, time: knownTime,
        toTheMinute: knownTime != nil && origin.time?.hasSeconds == false)
    }
  }
}

extension ReceiveContext {
  /// A package that says another person than the platform does.
  func otherParticipant(_ record: SubmissionRecord?, than incoming: Incoming) -> [Finding] {
    guard let said = record?.participant.text, let person = incoming.person,
      let first = self.person(said), let second = self.person(person), first != second
    else { return [] }
    return [
      Finding(
        "other-participant", .held, incoming.name,
        "is a package of \(first), handed in by \(second)",
        remedy: "find out whose it is before it is marked")
    ]
  }
}

extension Database {
  func insert(_ origin: PlatformOrigin, of submission: Int64) throws {
    try executeRepeated(
      sql: """
        INSERT INTO origin (submission, platform, export, key, path, number, attempt, time)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        submission, origin.platform.rawValue, origin.export, origin.key, origin.path,
        origin.number, origin.attempt, origin.time?.text,
      ])
  }
}
