import Archive
package import Assessment
package import Findings
package import Foundation
import GRDB

extension Ledger {
  /// Writes a letter to the assessor of each pack of which something came or was answered.
  ///
  /// - Returns: The folder, or nil where there is nobody to write to.
  package func acknowledge(packs: [Identifier], act: Act) throws -> Judged<URL> {
    let read = template(.acknowledgement)
    guard let template = read.value else { return Judged(nil, read.findings) }
    let name = try name()
    // Those of an interrupted run among them.
    let packs = try Set(packs + unacknowledged()).sorted()
    guard !packs.isEmpty else { return Judged(nil, read.findings) }
    let letters = try queue.read { database in
      let desk = try AcknowledgementDesk(database, packs, series: name, at: act.time)
      return try packs.compactMap { try desk.letter(about: $0, template, database) }
    }
    guard !letters.isEmpty else { return Judged(nil, read.findings) }
    let place = SendFolder(in: folder, LetterKind.acknowledgement.folder, act)
    try place.write(letters, byPartner: false)
    try note(acknowledged: packs)
    return Judged(place.url, read.findings)
  }
}

/// What the letters about all packs share, looked up once.
private struct AcknowledgementDesk {
  private let series: String
  private let contact: String?
  private let assessors: [String: AssessorRecord]
  /// By assessor.
  private let queries: [String: [QueryRecord]]
  private let criteria: [String: [String]]
  /// Packs whose assessor said that nothing more will come.
  private let finished: Set<String>
  /// Nil where no pack is one of standardisation.
  private let standards: StandardLetterDesk?

  init(
    _ database: Database, _ packs: [Identifier], series: String, at now: Instant
  ) throws {
    let assessments = try database.assessments()
    self.series = series
    contact = assessments.compactMap(\.assessment.contact).first
    assessors = Dictionary(uniqueKeysWithValues: try database.assessors().map { ($0.id, $0) })
    queries = Dictionary(grouping: try database.queries(), by: \.assessor)
    criteria = assessments.criteria
    finished = Set(
      try String.fetchAll(
        database,
        sql: "SELECT DISTINCT pack FROM returned WHERE finished = 1 AND pack IS NOT NULL"))
    let ofStandards = Set(
      try String.fetchAll(
        database, sql: "SELECT id FROM pack WHERE purpose = ?",
        arguments: [MarkingRound.standardisation.rawValue]))
    standards =
      packs.contains { ofStandards.contains($0.text) }
      ? try StandardLetterDesk(database, at: now) : nil
  }

  func letter(
    about pack: Identifier, _ template: LetterTemplate, _ database: Database
  ) throws -> OutgoingLetter? {
    let statement = try database.cachedStatement(
      sql: "SELECT assessor, purpose FROM pack WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [pack.text]),
      let assessor = assessors[row["assessor"]]
    else { return nil }
    let progress = try database.progress(of: pack, assessor: assessor.id, criteria)
    let queries = queries[assessor.id, default: []].filter {
      progress.scripts.contains($0.script)
    }
    let standard =
      row["purpose"] == MarkingRound.standardisation.rawValue
      ? standards?.letter(to: assessor.id, about: progress.scripts) ?? .none : .none
    var fields: [String: LetterField] = [
      "name": .text(assessor.name), "pack": .text(pack.text), "series": .text(series),
      "done": .number(progress.done.count), "todo": .number(progress.left.count),
      "all": .number(progress.done.count + progress.left.count), "left": .list(progress.left),
      "complete": .flag(progress.left.isEmpty), "finished": .flag(finished.contains(pack.text)),
      "asked": .flag(!queries.isEmpty), "queries": .list(queries.map(\.told)),
      "practised": .flag(!standard.practised.isEmpty), "practice": .list(standard.practised),
      "next": .list(standard.next),
    ]
    fields["contact"] = contact.map { .text($0) }
    return OutgoingLetter(
      person: assessor.id, email: assessor.details["email"] ?? "", partner: "",
      file: "\(pack).txt", letter: template.letter(fields), assessor: assessor.id)
  }
}

extension QueryRecord {
  /// The query as its assessor reads of it.
  fileprivate var told: String {
    let state =
      answer.map { "our answer: \($0)" } ?? (isOpen ? "we look into it" : "taken back")
    return "\(script), \(flag): \(state)"
  }
}

extension Database {
  /// How far an assessor has come with a pack, script by script.
  fileprivate func progress(
    of pack: Identifier, assessor: String, _ criteria: [String: [String]]
  ) throws -> (scripts: Set<String>, done: [String], left: [String]) {
    let statement = try cachedStatement(
      sql: """
        SELECT entry.script, entry.assessment || '/' || entry.qualification FROM pack_script
        JOIN entry ON entry.id = pack_script.entry WHERE pack = ? ORDER BY entry.script
        """)
    let rows = try Row.fetchAll(statement, arguments: [pack.text])
    let scripts = Set(rows.map { $0[0] as String })
    let all = markings(of: try facts(of: scripts, by: Identifier(assessor)))
    let marked = Dictionary(all.map { ($0.script.text, $0) }) { first, _ in first }
    var done: [String] = []
    var left: [String] = []
    for row in rows {
      let (script, scheme): (String, String) = (row[0], row[1])
      let marking = marked[script]
      let isKnown = marking?.flags.contains { $0.reason == .iKnowTheAuthor } == true
      let isDone = criteria[scheme, default: []].allSatisfy {
        marking?.marks[$0] != nil || marking?.clashes.contains($0) == true
      }
      if isDone { done.append(script) } else if !isKnown { left.append(script) }
    }
    return (scripts, done, left)
  }
}
