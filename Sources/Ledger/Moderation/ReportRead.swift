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
      let assessors = try database.assessors()
      let reading = ReportReading(
        assessors: Dictionary(
          uniqueKeysWithValues: assessors.enumerated().map { ($1.id, $0) }),
        marks: try MarkTable(database, .marks))
      let read = try database.results(at: now, over: reading.marks) { entry, row in
        qualification == nil || entry.qualification == qualification
          ? try reading.read(entry, row) : nil
      }
      let rows = read.map(\.row)
      var rubrics: [Rubric] = []
      var places: [Digest: Int] = [:]
      for entry in rows.map(\.entry) where entry.script != nil {
        let scheme = entry.scheme
        guard places[scheme.digest] == nil else { continue }
        places[scheme.digest] = rubrics.count
        rubrics.append(scheme.rubric)
      }
      var source = ReportSource(
        series: name, at: now,
        zone: try database.assessments().first?.assessment.window.zone ?? "Europe/London",
        assessors: assessors.map { ReportSource.Assessor(id: $0.id, name: $0.name) },
        rubrics: rubrics, scripts: read.compactMap { $0.script(in: places) },
        entries: balance(of: rows), asked: try database.timesAsked(of: qualification))
      source.attempts = AttemptCount.all(rows)
      return source
    }
  }
}

/// What a report says of one entry.
private struct ReadEntry: Sendable {
  /// Without the markings on which it rests.
  let row: ResultRow
  let markings: [ReportSource.Marking]

  /// The script, with its mark scheme by place; nil where nothing was handed in.
  func script(in places: [Digest: Int]) -> ReportSource.Script? {
    guard let code = row.entry.script?.text, let place = places[row.entry.scheme.digest] else {
      return nil
    }
    let total = row.decision.total
    return ReportSource.Script(
      code: code, qualification: row.entry.qualification, rubric: place, markings: markings,
      outcome: row.decision.outcome, average: total.map { Double($0.sum) / Double($0.markings) },
      counted: total?.markings ?? 0)
  }
}

/// Puts entries into the form of a report.
private struct ReportReading: Sendable {
  let assessors: [String: Int]
  let marks: MarkTable

  func read(_ entry: EntryRecord, _ row: ResultRow) throws -> ReadEntry {
    guard let script = row.entry.script else {
      return ReadEntry(row: row.withoutMarkings, markings: [])
    }
    let numbers = Dictionary(
      entry.allocated.map { ($0.assessor, $0.number) }, uniquingKeysWith: { min($0, $1) })
    let all = (row.entry.markings + others(of: script, entry, row)).sorted {
      (numbers[$0.assessor.text] ?? .max, $0.assessor) < (
        numbers[$1.assessor.text] ?? .max, $1.assessor
      )
    }
    let came = marks.lastMarks(of: script)
    return ReadEntry(
      row: row.withoutMarkings,
      markings: all.compactMap { complete($0, row.entry.scheme, came: came[$0.assessor]) })
  }

  /// Markings that were asked for and made, and do not count for the result, such as those of a
  /// sample.
  private func others(
    of script: ScriptCode, _ entry: EntryRecord, _ row: ResultRow
  ) -> [ScriptMarking] {
    let counted = Set(row.entry.markings.map(\.assessor.text))
    let asked = Set(entry.allocated.map(\.assessor)).subtracting(counted)
    return asked.isEmpty
      ? [] : marks.markings(of: script).filter { asked.contains($0.assessor.text) }
  }

  /// A marking in which every criterion has a mark that its mark scheme gives; nil for another.
  private func complete(
    _ marking: ScriptMarking, _ scheme: PackRubric, came: Instant?
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
    return ReportSource.Marking(assessor: assessor, marks: marks, came: came)
  }
}

extension Database {
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
