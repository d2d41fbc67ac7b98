import Assessment
import Findings
import Foundation
import GRDB

extension SeriesAudit {
  private struct Named: Decodable {
    let id: String
  }

  /// Holds the papers and mark schemes against the event that made the series.
  mutating func checkPapers(of database: Database) throws {
    let sql = """
      SELECT assessment.id, assessment.body, CAST(json_extract(
        CAST(event.body AS TEXT), '$.facts."' || assessment.id || '"') AS TEXT) AS digest
      FROM assessment JOIN event ON event.number = assessment.event
      """
    for row in try Row.fetchAll(database, sql: sql) {
      let body: String = row["body"]
      let isRecorded = Digest(of: Data(body.utf8)).description == row["digest"] as String?
      let id = try? JSONDecoder().decode(Named.self, from: Data(body.utf8)).id
      if isRecorded, id == row["id"] as String { continue }
      add(
        .consistent,
        Self.fault("paper-changed", row["id"], "is not the assessment that the event recorded"))
    }
    let schemes = "SELECT assessment, qualification, digest, body FROM rubric"
    for row in try Row.fetchAll(database, sql: schemes) {
      let body: String = row["body"]
      let rubric = try? JSONDecoder().decode(Rubric.self, from: Data(body.utf8))
      if let rubric, try rubric.digest().description == row["digest"] as String,
        rubric.qualification.code == row["qualification"] as String
      {
        continue
      }
      add(
        .marked,
        Self.fault(
          "scheme-changed", "\(row["assessment"] as String) \(row["qualification"] as String)",
          "the mark scheme is not the one under its digest"))
    }
  }

  /// Whether states and results can be computed again: of a record on which hands were laid that
  /// holds only where the papers stand, each thing once, and every number is one that npq writes.
  mutating func canBeJudged(_ database: Database) throws -> Bool {
    let refused = all.flatMap(\.findings).filter { $0.severity == .refused }
    guard !refused.isEmpty else { return true }
    let isUnsound = refused.contains { finding in
      ["paper-changed", "scheme-changed", "record-damaged"].contains(finding.code)
        || ["assessment ", "rubric ", "table ", "index "].contains { finding.subject.hasPrefix($0) }
    }
    if try !isUnsound && !holdsImpossibleNumbers(database) { return true }
    for question in [SeriesQuestion.windows, .marked, .decided] {
      tell(question, "not looked at")
      add(
        question,
        Finding(
          "rules-not-judged", .held, question.rawValue,
          "cannot be said of a record whose papers or numbers were changed",
          remedy: "verify a backup from before: npq restore"))
    }
    return false
  }

  /// Whether a number stands in the record with which nobody can reckon.
  private func holdsImpossibleNumbers(_ database: Database) throws -> Bool {
    for table in try database.watchedTables() {
      let numbers = try database.columns(in: table.name).filter { $0.type == "INTEGER" }
      let tests = numbers.map { "\"\($0.name)\" NOT BETWEEN -1e11 AND 1e11" }
      guard !tests.isEmpty else { continue }
      let sql = """
        SELECT EXISTS (SELECT 1 FROM "\(table.name)" WHERE \(tests.joined(separator: " OR ")))
        """
      if try Bool.fetchOne(database, sql: sql) == true { return true }
    }
    let digits = String(repeating: "[0-9]", count: 12)
    return try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM exception WHERE value GLOB '*\(digits)*')")
      == true
  }
}
