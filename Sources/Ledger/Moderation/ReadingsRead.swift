package import Assessment
import GRDB

/// One reader's marking of a script that counts by itself for nothing: an external moderator's, or
/// that of an appeal.
package struct ScriptReading: Sendable {
  package let entry: EntryRecord
  package let row: ResultRow
  /// The assessor who reads.
  package let reader: Identifier
  /// The reader's marks, as far as they are in.
  package let marks: [String: Int]
  /// What they come to; nil until every criterion is marked.
  package let read: Decision.Basis?

  package var script: String { entry.script }

  /// Whether the reader comes to the outcome that was released, or else to that of the markings
  /// that count; nil until both are known.
  package var isUpheld: Bool? {
    guard let read else { return nil }
    let outcome = entry.release?.outcome ?? row.decision.outcome
    switch outcome {
    case .passed: return read.passes
    case .didNotMeetStandard: return !read.passes
    default: return nil
    }
  }
}

extension Ledger {
  /// Every reading that a round asked for, in the order of script codes.
  package func readings(for round: MarkingRound, at now: Instant) throws -> [ScriptReading] {
    try queue.read { try $0.readings(for: round, among: $0.results(at: now)) }
  }
}

extension Database {
  /// Every reading that a round asked for among some entries, in the order of script codes and of
  /// being asked for.
  func readings(
    for round: MarkingRound, among results: [(entry: EntryRecord, row: ResultRow)]
  ) throws -> [ScriptReading] {
    let asked = results.filter { $0.entry.isMarked(in: round) }
    let marks = Dictionary(
      markings(of: try facts(of: Set(asked.map(\.entry.script))))
        .map { ("\($0.script)/\($0.assessor)", $0.marks) }, uniquingKeysWith: { $1 })
    return asked.sorted { $0.entry.script < $1.entry.script }.flatMap { entry, row in
      entry.markers.sorted { $0.key < $1.key }.compactMap { number, name in
        guard entry.rounds[number] == round, let reader = Identifier(name) else { return nil }
        let marks = marks["\(entry.script)/\(name)", default: [:]]
        return ScriptReading(
          entry: entry, row: row, reader: reader, marks: marks,
          read: row.result(of: marks, by: reader))
      }
    }
  }
}
