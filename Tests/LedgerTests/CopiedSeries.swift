import Assessment
import Findings
import Foundation
import GRDB
import Sealing
import Testing

@testable import Ledger

/// A copy of a made series, to be worked on apart and joined.
struct CopiedSeries {
  let name: String
  let made: MadeSeries

  var ledger: Ledger { made.ledger }

  /// A series of four people and two assessors with packs, in a folder that holds its copies too.
  static func with(
    _ names: [String], _ body: ([CopiedSeries]) throws -> Void
  ) throws {
    try MadeSeries.with { series in
      let publicKey = try series.key.verificationKey.publicText(comment: "made")
      try Data(publicKey).write(to: series.folder.appending(path: "signing.pub"))
      try series.importPeople(4)
      _ = try series.ledger.importAssessors(
        MadeSeries.assessors(2), act: MadeSeries.act("2027-02-03T09:00:00Z"))
      _ = try series.receive(
        try (1...3).map { try series.response("p\($0)", "Words of \($0).", at: Self.handedIn) },
        at: "2027-03-20T09:00:00Z")
      try series.allocate(markings: 1)
      _ = try series.distribute(at: "2027-03-20T13:00:00Z")
      let place = FileManager.default.temporaryDirectory.appending(path: "npq-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: place) }
      try body(try names.map { try CopiedSeries(of: series, named: $0, in: place) })
    }
  }

  static let handedIn = "2027-03-09T09:00:00Z"

  private init(of series: MadeSeries, named name: String, in place: URL) throws {
    let folder = place.appending(path: name)
    try FileManager.default.copyItem(at: series.folder, to: folder)
    let ledger = try Ledger(opening: folder)
    ledger.signHeads(with: series.key)
    _ = try ledger.detach(as: try #require(Identifier(name)))
    self.init(name: name, made: MadeSeries(ledger: ledger, folder: folder, key: series.key))
  }

  private init(name: String, made: MadeSeries) {
    self.name = name
    self.made = made
  }

  /// A copy of this copy as it stands, under the same name.
  func again(_ suffix: String) throws -> CopiedSeries {
    let folder = made.folder.deletingLastPathComponent().appending(path: name + suffix)
    try FileManager.default.copyItem(at: made.folder, to: folder)
    let ledger = try Ledger(opening: folder)
    ledger.signHeads(with: made.key)
    return CopiedSeries(
      name: name + suffix, made: MadeSeries(ledger: ledger, folder: folder, key: made.key))
  }

  @discardableResult
  func join(
    _ other: CopiedSeries, at time: String = "2027-04-20T09:00:00Z"
  ) throws -> Judged<JoinOutcome> {
    try ledger.join(
      JoinRequest(
        other: other.made.folder, key: made.key.verificationKey, takesFiles: true),
      act: MadeSeries.act(time, "join"))
  }

  func verify() throws -> [Finding] {
    try verifySeries(
      in: made.folder, with: SeriesEvidence(key: made.key.verificationKey, deposits: []),
      at: MadeSeries.instant("2027-04-21T09:00:00Z")
    ).findings
  }

  func act(_ minute: Int, _ command: String) -> Act {
    let time = MadeSeries.instant("2027-04-01T09:00:00Z").seconds + Int64(minute) * 60
    return Act(actor: name, time: Instant(seconds: time), machineTime: nil, command: command)
  }

  /// Two copies say the same, up to what begins with a word.
  func expectSame(as other: CopiedSeries, but prefix: String? = nil) throws {
    let mine = try facts()
    let theirs = try other.facts()
    let all = theirs.difference(from: mine).map { change in
      switch change {
      case .insert(_, let fact, _): "\(other.name): \(fact)"
      case .remove(_, let fact, _): "\(name): \(fact)"
      }
    }
    let differing = all.filter { line in prefix.map { !line.contains(": \($0)") } ?? true }
    #expect(differing == [])
  }

  func expectVerified() throws {
    let findings = try verify()
    #expect(findings == [])
  }

  /// Everything that the record says, in words that hold in every copy.
  func facts() throws -> [String] {
    let now = MadeSeries.instant("2027-04-21T09:00:00Z")
    let entries = try ledger.entries(at: now)
    var told = entries.map { entry in
      let checks = entry.checks.values.map { "\($0.check) \($0.state) \($0.score ?? "")" }.sorted()
      let details = entry.details.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
      return """
        entry \(entry.person) \(entry.script) \(details) \(entry.cohort ?? "") \
        \(entry.extendedUntil?.description ?? "") \(entry.adjustment) \(entry.engagement ?? 0) \
        \(checks) \(entry.flags.sorted()) \(entry.facts) \(entry.markers.sorted { $0.key < $1.key })
        """
    }
    for entry in entries {
      told += try ledger.submissions(of: entry.id).map {
        "response \(entry.person) \($0.original) \($0.received) \($0.standing) \($0.receipt ?? "")"
      }
    }
    told += try ledger.results(at: now).map { "result \($0.entry.participant) \($0.decision)" }
    let merged = merge(recorded: try ledger.markFacts(), incoming: [])
    told += merged.facts.map { "mark \($0)" } + merged.clashes.map { "clash \($0)" }
    told += try ledger.assessors().map {
      "assessor \($0.id) \($0.details.sorted { $0.key < $1.key })"
    }
    told += try ledger.queries().map {
      "query \($0.script) \($0.assessor) \($0.flag) \($0.opened) \($0.owner) \($0.isOpen) \($0.answer ?? "")"
    }
    told += try ledger.samples().map { "sample \($0)" }
    told += try ledger.packShelfLines()
    told += try ledger.joinClashes().map {
      "two \($0.record) of \($0.subject): \($0.held.actor) \($0.held.time), \($0.other.actor)"
    }
    return told.sorted()
  }
}

extension Ledger {
  /// Every pack with its words, what it holds, and the releases, in words that hold in every copy.
  fileprivate func packShelfLines() throws -> [String] {
    try queue.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT 'pack ' || pack.id || ' ' || assessor || ' ' || digest || ' ' || coalesce((
            SELECT words FROM pack_words WHERE pack = pack.id), (
            SELECT words FROM passphrase WHERE passphrase.assessor = pack.assessor), '')
            || ' ' || (SELECT group_concat(script, ' ') FROM (
              SELECT script FROM pack_script JOIN entry ON entry.id = entry
              WHERE pack_script.pack = pack.id ORDER BY script))
          FROM pack
          UNION ALL SELECT 'release ' || number || ' ' || digest FROM release
          UNION ALL SELECT 'words ' || assessor || ' ' || words FROM passphrase
          UNION ALL SELECT 'decided ' || assessor || ' ' || decision FROM approval
            WHERE id IN (SELECT max(id) FROM approval GROUP BY assessor, qualification)
          """)
    }
  }
}
