package import Assessment
import Foundation
import GRDB

/// What one assessor was given and has done.
package struct AssessorLoad: Sendable, Codable {
  package let assessor: String
  package let name: String
  package let email: String?
  /// Who leads their team.
  package let lead: String?
  /// Markings allocated.
  package let given: Int
  /// Markings in which every criterion has a mark.
  package let done: Int
  package let packs: [String]
  /// The first day by which something that is still to do was to come back.
  package let due: String?
  /// Packs of which the assessor has not said that they have finished and deleted them.
  package let unfinished: [String]
  /// The first day by which one of these is to be deleted; nil where none has one.
  package let deleteBy: String?
  /// Since when they are gone, and why, where they left.
  package let left: Departure?

  /// Whether packs should be gone, and nobody has said so: all is marked, or their day is over.
  package func keepsPacks(on day: CivilDate) -> Bool {
    guard !unfinished.isEmpty else { return false }
    return (given > 0 && toDo == 0) || deleteBy.flatMap { CivilDate($0) }.map { $0 < day } == true
  }

  package var toDo: Int { given - done }

  /// Whole days since the day by which marks were to come; nil where it is not over.
  package func daysOver(on day: CivilDate) -> Int? {
    guard toDo > 0, let due = due.flatMap({ CivilDate($0) }), due < day else { return nil }
    return day.daysSince1970 - due.daysSince1970
  }
}

extension Ledger {
  /// Every assessor with what they were given and have done.
  package func loads() throws -> [AssessorLoad] {
    try queue.read { database in
      let markings = try database.allocatedMarkings()
      let packs = try database.packsOut()
      let left = Dictionary(
        uniqueKeysWithValues: try database.departures().map { ($0.assessor, $0) })
      return try database.assessors().map { assessor in
        let own = markings[assessor.id, default: [:]]
        let packs = packs[assessor.id, default: []]
        let open = packs.filter { pack in pack.scripts.contains { own[$0] == false } }
        return AssessorLoad(
          assessor: assessor.id, name: assessor.name, email: assessor.details["email"],
          lead: assessor.details["lead"], given: own.count, done: own.values.count { $0 },
          packs: packs.map(\.id), due: open.compactMap(\.due).min(),
          unfinished: packs.filter { !$0.isFinished }.map(\.id),
          deleteBy: packs.filter { !$0.isFinished }.compactMap(\.deleteBy).min(),
          left: left[assessor.id])
      }
    }
  }
}

/// A pack that went out.
private struct PackOut {
  let id: String
  let due, deleteBy: String?
  let isFinished: Bool
  var scripts: Set<String> = []
}

extension [AssessmentInForce] {
  /// The criteria to be marked, by assessment and qualification with a slash between.
  var criteria: [String: [String]] {
    var criteria: [String: [String]] = [:]
    for item in self {
      for (qualification, rubric) in item.rubrics {
        criteria["\(item.assessment.id)/\(qualification.code)"] = rubric.criteria.map(\.id)
      }
    }
    return criteria
  }
}

extension Database {
  /// By assessor, the scripts allocated, and whether each is marked in full.
  fileprivate func allocatedMarkings() throws -> [String: [String: Bool]] {
    let criteria = try assessments().criteria
    let all = try MarkTable(self, .marks)
    let sql = """
      SELECT given.assessor, entry.script, entry.assessment || '/' || entry.qualification
      FROM (\(Self.given)) AS given JOIN entry ON entry.id = given.entry
      WHERE given.round <> 'set-aside' ORDER BY entry.id
      """
    var done: [String: [String: Bool]] = [:]
    var last: (script: String, markings: [ScriptMarking]) = ("", [])
    let rows = try Row.fetchCursor(self, sql: sql)
    while let row = try rows.next() {
      let (assessor, script, key): (String, String, String) = (row[0], row[1], row[2])
      if last.script != script {
        last = (script, ScriptCode(script).map { all.markings(of: $0) } ?? [])
      }
      let marking = last.markings.first { $0.assessor.text == assessor }
      let isDone = criteria[key]?.allSatisfy {
        marking?.marks[$0] != nil || marking?.clashes.contains($0) == true
      }
      done[assessor, default: [:]][script] = isDone == true
    }
    return done
  }

  /// The packs of each assessor, in the order in which they were made.
  fileprivate func packsOut() throws -> [String: [PackOut]] {
    var scripts: [String: Set<String>] = [:]
    let held = "SELECT pack, script FROM pack_script JOIN entry ON entry.id = pack_script.entry"
    let rows = try Row.fetchCursor(self, sql: held)
    while let row = try rows.next() { scripts[row[0], default: []].insert(row[1]) }
    var packs: [String: [PackOut]] = [:]
    let sql = """
      SELECT id, assessor, due, delete_by, coalesce(finished, 0) AS finished FROM pack LEFT JOIN (
        SELECT pack, max(finished) AS finished FROM returned GROUP BY pack) AS came
      ON came.pack = pack.id ORDER BY event, id
      """
    for row in try Row.fetchAll(self, sql: sql) {
      let id: String = row["id"]
      packs[row["assessor"], default: []].append(
        PackOut(
          id: id, due: row["due"], deleteBy: row["delete_by"], isFinished: row["finished"],
          scripts: scripts[id, default: []]))
    }
    return packs
  }
}
