import Assessment
import Findings
import Foundation
import Sealing

@testable import Ledger

/// A small series made for a test: one assessment of NPQLT, open for eight days in March 2027.
struct MadeSeries {
  let ledger: Ledger
  let folder: URL
  let key: SigningKey

  static let opens = instant("2027-03-08T00:01:00Z")
  static let secret = [UInt8](repeating: 7, count: 32)

  /// Makes the series in a folder of its own and removes it afterwards.
  static func with(
    name: String = "made", moderation: String = "{second: []}", standardisation: String? = nil,
    results: String? = nil, window: String = "", _ body: (MadeSeries) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "npq-ledger-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let read = readAssessment(
      """
      assessment: 1
      id: spring
      title: Case study
      qualifications: [NPQLT]
      window: {opens: 2027-03-08\(window)}
      words: {fewest: 1}
      own-work: ["This is my own work."]
      moderation: \(moderation)
      \(standardisation.map { "standardisation: \($0)" } ?? "")
      \(results.map { "results: \($0)" } ?? "")
      """, name: "spring.yaml")
    guard let assessment = read.value, let name = Identifier(name) else { return }
    let rubric = try Rubric.embedded(.npqlt)
    let force = AssessmentInForce(
      assessment: assessment, rubrics: [.npqlt: rubric], caseStudy: nil)
    var random = SystemRandom()
    let key = try SigningKey(using: &random)
    let notes = SeriesKeyNotes(fingerprint: key.verificationKey.fingerprint, place: nil)
    let ledger = try Ledger.create(
      in: folder, name: name, assessments: [force], keys: notes, signing: key,
      act: act("2027-02-01T09:00:00Z", "init"))
    try body(MadeSeries(ledger: ledger, folder: folder, key: key))
  }

  static func instant(_ text: String) -> Instant {
    Instant(rfc3339: text) ?? Instant(seconds: 0)
  }

  static func act(_ time: String, _ command: String = "test") -> Act {
    Act(actor: "office", time: instant(time), machineTime: nil, command: command)
  }

  /// A roster of so many people, `p1` and on.
  static func roster(_ count: Int, more details: [String: String] = [:]) -> [RosterEntry] {
    (1...count).map { number in
      RosterEntry(
        person: "p\(number)",
        details: details.merging(["id": "p\(number)", "name": "Person \(number)"]) { $1 },
        assessment: "spring", qualification: .npqlt, attempt: 1, cohort: nil)
    }
  }

  /// Assessors of NPQLT, `a1` and on.
  static func assessors(_ count: Int) -> [AssessorRecord] {
    (1...count).map { number in
      AssessorRecord(
        id: "a\(number)", details: [:], qualifications: ["NPQLT"], capacity: 50, minimum: 0)
    }
  }

  /// A text document of one person, ready to be received.
  func response(_ person: String, _ text: String, at time: String) throws -> Incoming {
    let file = folder.appending(path: "\(person)-\(Digest(of: Data(text.utf8))).txt")
    try Data(text.utf8).write(to: file)
    return Incoming(
      files: [(file.path, file.lastPathComponent)], person: person,
      received: Self.instant(time))
  }

  func receive(_ incoming: [Incoming], at time: String) throws -> [ReceiveOutcome] {
    try ledger.receive(incoming, with: ReceivingKeys(signing: key), act: Self.act(time))
  }

  func states(at time: String = "2027-03-20T09:00:00Z") throws -> [EntryState: Int] {
    let standings = try ledger.standings(at: Self.instant(time))
    return Dictionary(grouping: standings, by: \.state).mapValues(\.count)
  }
}

extension Ledger {
  /// Collects sheets that were read already.
  func collect(_ sheets: [ReturnedSheet], act: Act) throws -> CollectOutcome {
    try collect(sheets, act: act) { [Judged($0)] }.outcome
  }
}

extension Ledger {
  /// Records what people decided about one entry, and says whether it is new.
  func resolve(
    entry: Int, kind: Resolution.Kind, marks: [String: Int], keeping kept: String?, reason: String,
    act: Act
  ) throws -> Bool {
    let decisions = try entries(at: act.time).filter { $0.id == entry }
      .compactMap { ScriptCode($0.script) }.map {
        PersonDecision(
          script: $0, kind: kind, marks: marks, kept: kept, reason: reason, decider: nil)
      }
    return try resolve(decisions, act: act) == 1
  }
}
