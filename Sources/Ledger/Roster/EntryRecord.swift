package import Assessment
import Foundation
import GRDB

/// One entry as the office sees it: who, in what, where it stands.
package struct EntryRecord: Sendable {
  package let id: Int
  /// The participant's identifier in the roster.
  package let person: String
  private let kept: Details
  package let assessment: String
  package let qualification: Qualification
  package let attempt: Int
  package let script: String
  package let cohort: String?
  /// The end of the window for this person, where an extension moved it.
  package var extendedUntil: Instant?
  /// What the state depends on, the decision apart.
  package var facts = EntryFacts()
  /// Facts beside the state, such as an extension, lateness or a query that an assessor raised.
  package var flags: [String] = []
  /// The engagement in hundredths of a per cent, where it is recorded.
  package var engagement: Int?
  /// Behind a reference, since few have any.
  private var adjusted: Reference<Adjustment>?
  /// What each check found, by its name.
  package var checks: [String: IntegrityCheck] = [:]
  /// Who is to mark it, as allocated.
  fileprivate(set) var allocated: [AllocatedMarking] = []
  /// What was last released, where anything was.
  package var release: ReleaseRecord?
  /// Seconds after the close, of the response that counts or, where none does, the one that waits.
  package var lateSeconds = 0
  /// The attempts before this one, the first one first.
  package var earlier: [EarlierAttempt] = []
  /// The series into which the entry was carried.
  package var carriedInto: String?

  /// The roster's columns for this person; personal data.
  package var details: [String: String] {
    switch kept {
    case .read(let details): details
    case .text(let text): (try? Self.columns(in: text)) ?? [:]
    }
  }

  /// The name to show; the identifier where the roster has none.
  package var name: String { details["name"] ?? person }

  /// Whether the participant was asked for something and has not answered.
  package var isAsked: Bool { flags.contains { $0.utf8.starts(with: "asked to answer".utf8) } }

  /// What this person is allowed beyond the rules for all.
  package var adjustment: Adjustment {
    get { adjusted?.value ?? Adjustment() }
    set { adjusted = newValue.isEmpty ? nil : Reference(newValue) }
  }

  /// Assessors by marking number.
  package var markers: [Int: String] {
    Dictionary(allocated.map { ($0.number, $0.assessor) }) { $1 }
  }

  /// The round of each marking number.
  package var rounds: [Int: MarkingRound] {
    Dictionary(allocated.map { ($0.number, $0.round) }) { $1 }
  }

  /// Whether a marking of that round is asked for.
  package func isMarked(in round: MarkingRound) -> Bool {
    allocated.contains { $0.round == round }
  }

  /// The assessors whose markings count for the result.
  package var counted: [String] { allocated.filter(\.round.counts).map(\.assessor) }

  /// Why the result is held back.
  package var holds: [String] {
    checks.values.filter { $0.state == .open }.sorted { $0.check < $1.check }
      .map { "an integrity case is open: \($0.check)" }
      + (release?.standing == .reopened ? [DecisionCase.openAgain] : [])
  }
}

/// A marking that an assessor is to make.
struct AllocatedMarking: Sendable, Hashable {
  let number: Int
  let round: MarkingRound
  let assessor: String
}

extension EntryRecord {
  /// Columns as the record keeps them: read when somebody asks, since most who go through all
  /// entries want nobody's.
  fileprivate enum Details: Sendable {
    case read([String: String])
    case text(String)
  }

  package init(
    id: Int, person: String, details: [String: String], assessment: String,
    qualification: Qualification, attempt: Int, script: String, cohort: String?
  ) {
    self.init(
      id: id, person: person, kept: .read(details), assessment: assessment,
      qualification: qualification, attempt: attempt, script: script, cohort: cohort)
  }

  /// Takes a row of `entry` with the person's columns as JSON after its own.
  fileprivate init(_ row: Row, sharing names: inout [String: String]) throws {
    let id: Int = row[0]
    func shared(_ text: String) -> String {
      if let known = names[text] { return known }
      names[text] = text
      return text
    }
    let text: String = row[7]
    guard let qualification = Qualification(rawValue: row[3]), row[8] else {
      throw LedgerError.damaged("entry \(id)")
    }
    self.init(
      id: id, person: row[1], kept: .text(text), assessment: shared(row[2]),
      qualification: qualification, attempt: row[4], script: row[5],
      cohort: (row[6] as String?).map(shared))
  }

  private static func columns(in text: String) throws -> [String: String] {
    try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
  }

  /// The entry under another script code.
  func with(script: String) -> EntryRecord {
    EntryRecord(
      id: id, person: person, kept: kept, assessment: assessment, qualification: qualification,
      attempt: attempt, script: script, cohort: cohort, extendedUntil: extendedUntil, facts: facts,
      flags: flags, engagement: engagement, adjusted: adjusted, checks: checks,
      allocated: allocated)
  }
}

/// An exception that the office recorded for one entry.
package struct EntryException: Sendable, Hashable {
  /// The kinds of exception.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case withdrawal, deferral, `extension`, adjustment, integrity, engagement
  }

  package let kind: Kind
  /// The new last second, of an extension.
  package let closes: Instant?
  /// The per cent of an engagement, the state of an integrity check, or an adjustment as JSON.
  package let value: String?
  /// The name of an integrity check.
  package let check: String?
  /// What the program behind an integrity check said.
  package let score: String?

  package init(kind: Kind, closes: Instant? = nil, value: String? = nil) {
    self.kind = kind
    self.closes = closes
    self.value = value
    check = nil
    score = nil
  }

  package init(_ check: IntegrityCheck) {
    kind = .integrity
    closes = nil
    value = check.state.rawValue
    self.check = check.check
    score = check.score
  }

  /// An engagement in hundredths of a per cent.
  package init(engagement: Int) {
    self.init(kind: .engagement, value: percentText(engagement))
  }

  /// What is adjusted, of an adjustment.
  package var adjustment: Adjustment? {
    guard kind == .adjustment, let value else { return nil }
    return try? JSONDecoder().decode(Adjustment.self, from: Data(value.utf8))
  }

  package init(_ adjustment: Adjustment) throws {
    self.init(
      kind: .adjustment, value: String(decoding: try canonicalJSON(adjustment), as: UTF8.self))
  }
}

extension Ledger {
  /// Every entry with its facts, or those of one person, at a moment, in the order of its person
  /// and assessment.
  package func entries(at now: Instant, of person: String? = nil) throws -> [EntryRecord] {
    try queue.read { try $0.entries(at: now, $0.scope(of: person)) }
  }

  /// The entries with some scripts, in the same order; none for a code that is nobody's.
  package func entries(at now: Instant, with scripts: Set<String>) throws -> [EntryRecord] {
    try queue.read { try $0.entries(at: now, $0.scope(ofPeopleWith: scripts)) }
      .filter { scripts.contains($0.script) }
  }

  /// Whose a script is; nil for one that is nobody's.
  package func person(ofScript script: ScriptCode) throws -> String? {
    try queue.read {
      try String.fetchOne(
        $0, sql: "SELECT person FROM entry WHERE script = ?", arguments: [script.text])
    }
  }
}

extension Database {
  func entries(
    at now: Instant, _ scope: EntryScope = .everybody
  ) throws -> [EntryRecord] {
    let sql = """
      SELECT entry.id, person, assessment, qualification, attempt, script, cohort, details,
        json_valid(details) AND json_type(details) = 'object'
      FROM entry JOIN person ON person.id = entry.person
      WHERE \(scope.condition("entry.id"))
      ORDER BY entry.person, entry.assessment, entry.qualification, entry.attempt
      """
    var records: [EntryRecord] = []
    var index: [Int: Int] = [:]
    let count =
      try Int.fetchOne(
        self, sql: "SELECT count(*) FROM entry WHERE \(scope.condition("id"))") ?? 0
    records.reserveCapacity(count)
    index.reserveCapacity(count)
    let rows = try Row.fetchCursor(self, sql: sql)
    // A longer text takes room each time that it is read, and most share these.
    var names: [String: String] = [:]
    while let row = try rows.next() {
      index[row[0]] = records.count
      records.append(try EntryRecord(row, sharing: &names))
    }
    try addExceptions(to: &records, index, scope)
    try addSubmissions(to: &records, index, scope)
    try addMarking(to: &records, index, scope)
    try addWindows(to: &records, now)
    addFlags(to: &records)
    try addMessages(to: &records, index, scope)
    try addReleases(to: &records, index, scope)
    return records
  }

  private func addSubmissions(
    to records: inout [EntryRecord], _ index: [Int: Int], _ scope: EntryScope
  ) throws {
    let rows = try Row.fetchCursor(
      self,
      sql: """
        SELECT entry, standing, late_seconds FROM submission
        WHERE entry IS NOT NULL AND \(scope.condition()) ORDER BY received, id
        """)
    while let row = try rows.next() {
      guard let at = index[row[0]] else { continue }
      let standing: String = row[1]
      if standing == "held" { records[at].facts.held = true }
      if standing == "accepted" || standing == "held" && !records[at].facts.received {
        records[at].lateSeconds = row["late_seconds"]
      }
      guard standing == "accepted" else { continue }
      records[at].facts.received = true
      records[at].flags.removeAll { $0 == "late" }
      if row[2] > 0 { records[at].flags.append("late") }
    }
  }

  private func addMarking(
    to records: inout [EntryRecord], _ index: [Int: Int], _ scope: EntryScope
  ) throws {
    let rows = try Row.fetchCursor(
      self,
      sql: """
        SELECT entry, marking, assessor, round FROM allocation WHERE \(scope.condition())
        """)
    while let row = try rows.next() {
      guard let at = index[row[0]] else { continue }
      records[at].facts.inMarking = true
      guard let round = MarkingRound(rawValue: row[3]) else {
        throw LedgerError.damaged("the allocation of entry \(row[0] as Int)")
      }
      records[at].allocated.append(
        AllocatedMarking(number: row[1], round: round, assessor: row[2]))
    }
    let open = """
      SELECT DISTINCT entry, flag FROM query WHERE \(Self.isOpen) AND \(scope.condition())
      ORDER BY id
      """
    for row in try Row.fetchAll(self, sql: open) {
      guard let at = index[row["entry"]] else { continue }
      records[at].flags.append("query: \(row["flag"] as String)")
    }
  }
}
