package import Assessment
package import Findings
import Foundation
import GRDB

/// A returned sheet that was read against its pack and can be joined.
package struct ReturnedSheet: Sendable {
  package let name: String
  package let digest: Digest
  package let pack: Identifier
  package let rows: [ScriptMarks]
  /// Whether the pack's own key signed it.
  package let isSigned: Bool
  /// Whether the assessor says that nothing more will come.
  package let isFinished: Bool
  /// Whether the file is kept as it came, in `returns/`.
  package var isKept = false

  package init(
    name: String, digest: Digest, pack: Identifier, rows: [ScriptMarks], isSigned: Bool = false,
    isFinished: Bool = false
  ) {
    self.name = name
    self.digest = digest
    self.pack = pack
    self.rows = rows
    self.isSigned = isSigned
    self.isFinished = isFinished
  }
}

/// What collecting returned sheets came to.
package struct CollectOutcome: Sendable {
  /// Facts that were not recorded before.
  package var added = 0
  /// Sheets that were collected before, to the byte.
  package var repeated = 0
  /// New sheets that the pack's own key signed.
  package var signed = 0
  package var clashes = 0
  package var findings: [Finding] = []
  /// Queries that flags opened.
  package var queries: [Int] = []
  /// Packs of which something new came, in the order in which it came.
  package var packs: [Identifier] = []
}

/// What was read of returned files, and what became of it.
package struct CollectedFiles: Sendable {
  /// Sheets that could be joined.
  package var sheets = 0
  package var outcome = CollectOutcome()
  /// What was found in the files, before it was joined.
  package var findings: [Finding] = []
}

extension Ledger {
  /// Reads returned files on all cores and joins their sheets, some at a time: each time the files
  /// are on the disk, then everything of them becomes true at once.
  ///
  /// Whoever watches can stop it between two times; collecting the same files again goes on.
  package func collect<File: Sendable>(
    _ files: [File], act: Act, read: @Sendable (File) throws -> [Judged<ReturnedSheet>]
  ) throws -> CollectedFiles {
    var collected = CollectedFiles()
    watch.tell(0, of: files.count)
    let atOnce = Self.inOneStep(of: files.count, atLeast: 64)
    for start in stride(from: 0, to: files.count, by: atOnce) {
      try watch.mayStop()
      let end = min(start + atOnce, files.count)
      let judged = try onAllCores(Array(files[start..<end]), read).joined()
      collected.findings += judged.flatMap(\.findings)
      let sheets = judged.compactMap { $0.findings.verdict == .refused ? nil : $0.value }
      collected.sheets += sheets.count
      try collect(sheets, into: &collected.outcome, act: act)
      watch.tell(end, of: files.count)
    }
    return collected
  }

  /// Joins returned sheets with what is recorded, one event each; the same sheet again is nothing.
  private func collect(
    _ sheets: [ReturnedSheet], into outcome: inout CollectOutcome, act: Act
  ) throws {
    if sheets.contains(where: \.isKept) { try returns.sync() }
    let before = outcome
    outcome = try step(act) { database in
      var now = before
      for sheet in sheets {
        let known = try Bool.fetchOne(
          database.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM returned WHERE digest = ?)"),
          arguments: [sheet.digest.description])
        if known == true {
          now.repeated += 1
        } else {
          try database.join(sheet, act, &now)
        }
      }
      return now
    }
  }
}

extension Database {
  fileprivate func join(
    _ sheet: ReturnedSheet, _ act: Act, _ outcome: inout CollectOutcome
  ) throws {
    let source = MarkFact.Source(file: sheet.name, received: act.time)
    let incoming = sheet.rows.flatMap { $0.facts(from: source) }
    let scripts = Set(incoming.map(\.key.script.text))
    let recorded = try sheet.rows.first.map { try self.facts(of: scripts, by: $0.assessor) } ?? []
    let before = Set(merge(recorded: recorded, incoming: []).clashes.map(\.key))
    let merged = merge(recorded: recorded, incoming: incoming)
    let facts = [
      "file": sheet.digest.description, "scripts": "\(scripts.count)",
      "added": "\(merged.added.count)", "signature": sheet.isSigned ? "signed" : "unsigned",
    ]
    let event = try append(NewEvent(subject: sheet.pack.text, facts: facts), act)
    try executeRepeated(
      sql: """
        INSERT INTO returned (digest, name, pack, signed, finished, kept, event)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        sheet.digest.description, sheet.name, sheet.pack.text, sheet.isSigned, sheet.isFinished,
        sheet.isKept, event,
      ])
    try insert(merged.added, event: event)
    outcome.added += merged.added.count
    outcome.signed += sheet.isSigned ? 1 : 0
    if !outcome.packs.contains(sheet.pack) { outcome.packs.append(sheet.pack) }
    outcome.queries += try openQueries(for: merged, event: event, act)
    outcome.clashes += merged.clashes.filter { !before.contains($0.key) }.count
    outcome.findings += zip(merged.clashes, merged.findings)
      .filter { !before.contains($0.0.key) }.map(\.1)
    outcome.findings += Self.older(incoming, than: recorded, in: sheet.name)
    outcome.findings += try extra(sheet)
    outcome.findings += try changedInSample(merged.added, sheet.name)
  }

  /// Names the scripts of which a marking changed after a random sample was drawn of it: what came
  /// is kept, but a sample changes no single mark.
  private func changedInSample(_ added: [MarkFact], _ name: String) throws -> [Finding] {
    let drawn = try cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM sample)")
    guard try Bool.fetchOne(drawn) == true else { return [] }
    let markings = Set(
      added.filter(\.isMark).map { [$0.key.script.text, $0.key.assessor.text] })
    return try markings.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { pair in
      guard let script = ScriptCode(pair[0]), let assessor = Identifier(pair[1]),
        let sample = try sample(barring: assessor, on: script)
      else { return nil }
      return Finding(
        "sampled-mark-changed", .warning, "\(name) \(script)",
        "\(assessor) changed a mark after sample \(sample) was drawn, which changes no single mark",
        remedy: "ask why; unless it was a clerical error, npq undo takes the sheet back")
    }
  }

  /// Says that a copy is older than what is recorded, since it changes nothing.
  private static func older(
    _ incoming: [MarkFact], than recorded: [MarkFact], in name: String
  ) -> [Finding] {
    guard !recorded.isEmpty else { return [] }
    let known = Dictionary(grouping: recorded, by: \.key)
    let passed = incoming.filter { fact in
      known[fact.key, default: []].contains {
        $0.pack == fact.pack && $0.revision > fact.revision && $0.value != fact.value
      }
    }
    let scripts = Set(passed.map(\.key.script)).sorted()
    guard let first = scripts.first else { return [] }
    let more = scripts.count > 1 ? " and \(scripts.count - 1) more scripts" : ""
    return [
      Finding(
        "marks-older-copy", .warning, name,
        "holds \(passed.count) marks and comments on \(first)\(more) that are older than what is "
          + "recorded; the later ones stand",
        remedy: "nothing has to be done, unless the older ones were meant: then record mark")
    ]
  }

  /// Names the scripts that another assessor marks by now: what came is kept beside.
  private func extra(_ sheet: ReturnedSheet) throws -> [Finding] {
    guard let assessor = sheet.rows.first?.assessor else { return [] }
    let statement = try cachedStatement(
      sql: """
        SELECT entry.script FROM (\(Self.given)) AS given JOIN entry ON entry.id = given.entry
        WHERE given.assessor = ?
        """)
    let allocated = Set(try String.fetchAll(statement, arguments: [assessor.text]))
    return sheet.rows.filter { !$0.marks.isEmpty && !allocated.contains($0.script.text) }.map {
      Finding(
        "marks-extra", .note, "\(sheet.name) \($0.script)",
        "was moved to another assessor since; the marks of \(assessor) are kept as an extra "
          + "marking, and do not count",
        remedy: "thank the assessor; npq claims shows it as extra")
    }
  }
}

extension MarkFact {
  fileprivate var isMark: Bool {
    if case .mark = key.field { true } else { false }
  }
}
