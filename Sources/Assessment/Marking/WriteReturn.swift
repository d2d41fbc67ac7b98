import Findings
import Foundation
import Sheets

/// A return as `npq` writes one: the same file that the marking page saves.
package struct NewReturn: Sendable {
  package let rows: [ScriptMarks]
  /// Scripts that the assessor means to come back to.
  package let later: Set<ScriptCode>
  /// When, by the assessor's clock.
  package let exported: Instant

  package init(rows: [ScriptMarks], later: Set<ScriptCode> = [], exported: Instant) {
    self.rows = rows
    self.later = later
    self.exported = exported
  }

  /// The file, signed with the pack's key: one line a row, so that a finding can name the line.
  package func file(of pack: OpenedPack, finished: Bool) throws -> [UInt8] {
    let schemes = Dictionary(
      uniqueKeysWithValues: pack.schemes.map { ($0.key.code, $0.value.digest) })
    let head = Head(
      return: 1, tool: "npq 1", pack: pack.pack, packDigest: pack.digest, revision: pack.revision,
      assessor: pack.assessor, exported: exported, finished: finished, schemes: schemes)
    var text = [UInt8](try canonicalJSON(head).dropLast()) + Array(",\"rows\":[\n".utf8)
    let lines = try rows.map { try canonicalJSON(Row($0, isLater: later.contains($0.script))) }
    text += lines.joined(separator: Data(",\n".utf8))
    text += Array("\n]}\n".utf8)
    return try pack.key?.signed(text) ?? text
  }

  private struct Head: Encodable {
    let `return`: Int
    let tool: String
    let pack: Identifier
    let packDigest: Digest
    let revision: Int
    let assessor: Identifier
    let exported: Instant
    let finished: Bool
    let schemes: [String: Digest]
  }

  private struct Row: Encodable {
    let script: ScriptCode
    let revision: Int
    let marks: [String: Int]
    let comments: [String: String]
    let comment, note: String
    let flags, cleared: [String]
    let later: Bool

    init(_ row: ScriptMarks, isLater: Bool) {
      script = row.script
      revision = row.revision
      marks = row.marks
      comments = row.comments
      comment = row.comment ?? ""
      note = row.note ?? ""
      flags = row.flags.map(\.description)
      cleared = row.cleared.map(\.description).sorted()
      later = isLater
    }
  }
}

/// What a return says beside the one that left before it.
package struct RevisedRows: Sendable {
  package var rows: [ScriptMarks] = []
  /// What was sent, is blank now, and is not taken back.
  package var standing: [(script: ScriptCode, fields: [MarkFact.Field])] = []
}

/// Compares the rows of a sheet with the return that left last, so that a change is a new revision.
///
/// What has left in a file is revision n; a row that differs from it afterwards is n + 1. A blank
/// cell erases nothing, unless blanks are said to take back what was sent.
package func revised(
  _ rows: [ScriptMarks], since sent: [ScriptMarks], takingBack: Bool
) -> RevisedRows {
  var revised = RevisedRows()
  let source = MarkFact.Source(file: "", received: Instant(seconds: 0))
  var now = Dictionary(rows.map { ($0.script, $0) }) { first, _ in first }
  for last in sent {
    var row =
      now[last.script]
      ?? ScriptMarks(
        script: last.script, assessor: last.assessor, pack: last.pack, revision: last.revision,
        rubric: last.rubric)
    let said = Set(row.facts(from: source).map(\.key.field))
    let gone = last.facts(from: source).map(\.key.field).filter { !said.contains($0) }
    // What was taken back once stays so until something is said again.
    row.cleared.formUnion(takingBack ? Set(gone) : last.cleared.intersection(gone))
    let left = gone.filter { !row.cleared.contains($0) }
    if !left.isEmpty { revised.standing.append((last.script, left)) }
    (row.line, row.place, row.revision) = (last.line, last.place, last.revision)
    let hasChanged =
      row.facts(from: source).contains { fact in
        !last.facts(from: source).contains { $0.key == fact.key && $0.value == fact.value }
      }
    row.revision = max(
      now[last.script]?.revision ?? 0, last.revision + (hasChanged ? 1 : 0))
    if row.isBlank { now[last.script] = nil } else { now[last.script] = row }
  }
  let order = rows.map(\.script) + sent.map(\.script)
  var placed: Set<ScriptCode> = []
  revised.rows = order.filter { placed.insert($0).inserted }.compactMap { now[$0] }
  return revised
}

/// Which scripts of a sheet the assessor means to come back to.
package func scriptsForLater(_ bytes: [UInt8], name: String) -> Set<ScriptCode> {
  let sheets = readTables(bytes, name: name, required: MarkColumns.first + [MarkColumns.later])
  return Set(
    (sheets.value ?? []).flatMap(\.rows).filter { $0[MarkColumns.later] != nil }
      .compactMap { $0["script"].flatMap { ScriptCode($0) } })
}
