package import Assessment
import GRDB

/// A script of a sample: how it stands, and how the second reader sees it.
package struct SampledScript: Sendable {
  package let script: String
  package let why: String
  package let row: ResultRow
  /// Who reads it for the sample; nil where nobody was asked.
  package let reader: String?
  /// What the reader's marking comes to; nil until it is complete.
  package let read: Decision.Basis?
  /// Whether the marks that count have changed since the sample was drawn.
  package let isChanged: Bool

  /// Whether the reader comes to the same side of a pass.
  package var isUpheld: Bool? {
    read.map { read in row.decision.basis.allSatisfy { $0.passes == read.passes } }
  }
}

extension Ledger {
  /// The scripts of a sample, in the order of their codes.
  package func scripts(of sample: SampleRecord, at now: Instant) throws -> [SampledScript] {
    try scripts(of: [sample], at: now).flatMap(\.self)
  }

  /// The scripts of each sample; the record is read once for all of them.
  package func scripts(of samples: [SampleRecord], at now: Instant) throws -> [[SampledScript]] {
    guard !samples.isEmpty else { return [] }
    return try queue.read { database in
      let sampled = Set(samples.flatMap { $0.scripts.map(\.script) })
      let scope = try database.scope(ofPeopleWith: sampled)
      let marks = try MarkTable(database, .texts, scope)
      let results = try database.results(at: now, over: marks, scope) { entry, row in
        sampled.contains(entry.script) ? (entry: entry, row: row) : nil
      }
      let rows = Dictionary(results.map { ($0.entry.script, $0.row) }, uniquingKeysWith: { $1 })
      let readings = Dictionary(
        try database.readings(for: .sample, among: results).map { ($0.script, $0) },
        uniquingKeysWith: { first, _ in first })
      return try samples.map { sample in
        try sample.scripts.compactMap { item in
          guard let row = rows[item.script] else { return nil }
          let reading = readings[item.script]
          return SampledScript(
            script: item.script, why: item.why, row: row, reader: reading?.reader.text,
            read: reading?.read,
            isChanged: try markingBasis(row.entry.markings, under: row.entry.scheme.digest)
              != item.basis)
        }
      }
    }
  }

  /// The sample that keeps a marking from being changed by itself: the last that holds the script
  /// and was drawn when the marking was counted.
  package func sample(barring assessor: Identifier, on script: ScriptCode) throws -> Int? {
    try queue.read { try $0.sample(barring: assessor, on: script) }
  }
}

extension Database {
  func sample(barring assessor: Identifier, on script: ScriptCode) throws -> Int? {
    try Int.fetchOne(
      self,
      sql: """
        SELECT max(sample.id) FROM sample JOIN sample_script ON sample_script.sample = sample.id
        JOIN entry ON entry.id = sample_script.entry
        JOIN allocation ON allocation.entry = entry.id AND allocation.event < sample.event
        WHERE entry.script = ? AND allocation.assessor = ? AND allocation.round <> 'sample'
        """, arguments: [script.text, assessor.text])
  }
}
