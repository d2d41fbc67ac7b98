package import Assessment
import Foundation
import GRDB

extension Ledger {
  /// The most marks between two totals by the rules of agreement; nil where the assessments state
  /// none, or not the same.
  package func statedTolerance() throws -> Int? {
    let stated = Set(
      try assessments().map { $0.assessment.rules.moderation?.agreement.tolerance.total })
    return stated.count == 1 ? stated.first ?? nil : nil
  }

  /// Everything that a report rests on: complete markings, results, and when markings were asked
  /// for and came; of one qualification where it is named.
  package func reportSource(
    at now: Instant, of qualification: Qualification? = nil
  ) throws -> ReportSource {
    let name = try name()
    return try queue.read { database in
      let results = try database.results(at: now, .marks).filter {
        qualification == nil || $0.entry.qualification == qualification
      }
      let assessors = try database.assessors()
      var reading = ReportReading(
        assessors: Dictionary(
          uniqueKeysWithValues: assessors.enumerated().map { ($1.id, $0) }),
        came: try database.lastMarks(), others: try database.uncountedMarkings(results))
      let scripts = results.compactMap { reading.script($0.entry, $0.row) }
      var source = ReportSource(
        series: name, at: now,
        zone: try database.assessments().first?.assessment.window.zone ?? "Europe/London",
        assessors: assessors.map { ReportSource.Assessor(id: $0.id, name: $0.name) },
        rubrics: reading.rubrics, scripts: scripts,
        entries: balance(of: results.map(\.row)), asked: try database.timesAsked(of: qualification))
      source.attempts = AttemptCount.all(results.map(\.row))
      return source
    }
  }
}

/// A script and one who marked it.
private struct MarkerKey: Hashable {
  let script: String
  let assessor: String
}

/// Puts entries into the form of a report.
private struct ReportReading {
  let assessors: [String: Int]
  let came: [MarkerKey: Instant]
  /// Markings that are recorded and do not count for the result, such as those of a sample.
  let others: [String: [ScriptMarking]]
  private(set) var rubrics: [Rubric] = []
  private var places: [Digest: Int] = [:]

  init(
    assessors: [String: Int], came: [MarkerKey: Instant], others: [String: [ScriptMarking]]
  ) {
    self.assessors = assessors
    self.came = came
    self.others = others
  }

  mutating func script(_ entry: EntryRecord, _ row: ResultRow) -> ReportSource.Script? {
    guard let code = row.entry.script?.text else { return nil }
    let scheme = row.entry.scheme
    let place = places[scheme.digest] ?? rubrics.count
    if place == rubrics.count {
      rubrics.append(scheme.rubric)
      places[scheme.digest] = place
    }
    let numbers = Dictionary(
      entry.markers.map { ($0.value, $0.key) }, uniquingKeysWith: { min($0, $1) })
    let markings = (row.entry.markings + others[code, default: []]).sorted {
      (numbers[$0.assessor.text] ?? .max, $0.assessor) < (
        numbers[$1.assessor.text] ?? .max, $1.assessor
      )
    }
    return ReportSource.Script(
      code: code, qualification: entry.qualification, rubric: place,
      markings: markings.compactMap { complete($0, scheme) }, outcome: row.decision.outcome,
      average: row.decision.total.map { Double($0.sum) / Double($0.markings) },
      counted: row.decision.total?.markings ?? 0)
  }

  /// A marking in which every criterion has a mark that its mark scheme gives; nil for another.
  private func complete(
    _ marking: ScriptMarking, _ scheme: PackRubric
  ) -> ReportSource.Marking? {
    guard let assessor = assessors[marking.assessor.text], marking.rubrics == [scheme.digest] else {
      return nil
    }
    let marks = scheme.rubric.criteria.compactMap { criterion in
      marking.marks[criterion.id].flatMap { mark in
        criterion.levels.contains { $0.marks == mark } ? mark : nil
      }
    }
    guard marks.count == scheme.rubric.criteria.count else { return nil }
    let key = MarkerKey(script: marking.script.text, assessor: marking.assessor.text)
    return ReportSource.Marking(assessor: assessor, marks: marks, came: came[key])
  }
}

extension Database {
  /// When the last mark of each marking came.
  fileprivate func lastMarks() throws -> [MarkerKey: Instant] {
    let sql = """
      SELECT entry.script, fact.assessor, max(fact.received) AS came
      FROM fact JOIN entry ON entry.id = fact.entry
      WHERE fact.kind = 'mark' GROUP BY fact.entry, fact.assessor
      """
    var came: [MarkerKey: Instant] = [:]
    let rows = try Row.fetchCursor(self, sql: sql)
    while let row = try rows.next() {
      came[MarkerKey(script: row[0], assessor: row[1])] = Instant(seconds: row[2])
    }
    return came
  }

  /// Markings that were asked for and made, and do not count for a result.
  fileprivate func uncountedMarkings(
    _ results: [(entry: EntryRecord, row: ResultRow)]
  ) throws -> [String: [ScriptMarking]] {
    var asked: Set<MarkerKey> = []
    for (entry, row) in results {
      let counted = Set(row.entry.markings.map(\.assessor.text))
      for assessor in entry.markers.values where !counted.contains(assessor) {
        asked.insert(MarkerKey(script: entry.script, assessor: assessor))
      }
    }
    guard !asked.isEmpty else { return [:] }
    let sql = """
      SELECT DISTINCT entry.script, fact.assessor FROM fact JOIN entry ON entry.id = fact.entry
      WHERE fact.kind = 'mark'
      """
    let made = try Row.fetchAll(self, sql: sql).map {
      MarkerKey(script: $0["script"], assessor: $0["assessor"])
    }.filter(asked.contains)
    let found = markings(of: try facts(of: Set(made.map(\.script)))).filter { marking in
      asked.contains(MarkerKey(script: marking.script.text, assessor: marking.assessor.text))
    }
    return Dictionary(grouping: found, by: \.script.text)
  }

  /// When each marking was asked for.
  fileprivate func timesAsked(of qualification: Qualification?) throws -> [Instant] {
    let sql = """
      SELECT count(*) AS markings, event.body FROM allocation
      JOIN entry ON entry.id = allocation.entry JOIN event ON event.number = allocation.event
      WHERE ?1 IS NULL OR entry.qualification = ?1 GROUP BY allocation.event
      """
    let code = qualification?.rawValue
    return try Row.fetchAll(self, sql: sql, arguments: [code]).flatMap { row in
      let body = try JSONDecoder().decode(EventBody.self, from: row["body"])
      return repeatElement(body.time, count: row["markings"])
    }
  }
}
