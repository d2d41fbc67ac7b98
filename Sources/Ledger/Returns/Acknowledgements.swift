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
    // Those of an interrupted run among them.
    let packs = try Set(packs + unacknowledged())
    let letters = try packs.sorted().compactMap { pack in
      try acknowledgement(of: pack, standardLetter(of: pack, at: act.time), template)
    }
    guard !letters.isEmpty else { return Judged(nil, read.findings) }
    let place = SendFolder(in: folder, LetterKind.acknowledgement.folder, act)
    try place.write(letters, byPartner: false)
    try note(acknowledged: Array(packs))
    return Judged(place.url, read.findings)
  }

  private func acknowledgement(
    of pack: Identifier, _ standard: StandardLetter, _ template: LetterTemplate
  ) throws -> OutgoingLetter? {
    let series = try name()
    return try queue.read { database in
      guard
        let row = try Row.fetchOne(
          database,
          sql: """
            SELECT assessor, (SELECT max(finished) FROM returned WHERE returned.pack = pack.id)
              AS finished FROM pack WHERE id = ?
            """,
          arguments: [pack.text]),
        let assessor = try database.assessors().first(where: { $0.id == row["assessor"] as String })
      else { return nil }
      let progress = try database.progress(of: pack, assessor: assessor.id)
      let queries = try database.queries().filter {
        $0.assessor == assessor.id && progress.scripts.contains($0.script)
      }
      var fields: [String: LetterField] = [
        "name": .text(assessor.name), "pack": .text(pack.text), "series": .text(series),
        "done": .number(progress.done.count), "todo": .number(progress.left.count),
        "all": .number(progress.done.count + progress.left.count), "left": .list(progress.left),
        "complete": .flag(progress.left.isEmpty), "finished": .flag(row["finished"] == true),
        "asked": .flag(!queries.isEmpty), "queries": .list(queries.map(\.told)),
        "practised": .flag(!standard.practised.isEmpty), "practice": .list(standard.practised),
        "next": .list(standard.next),
      ]
      fields["contact"] = try database.assessments().compactMap(\.assessment.contact).first
        .map { .text($0) }
      return OutgoingLetter(
        person: assessor.id, email: assessor.details["email"] ?? "", partner: "",
        file: "\(pack).txt", letter: template.letter(fields), assessor: assessor.id)
    }
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
    of pack: Identifier, assessor: String
  ) throws -> (scripts: Set<String>, done: [String], left: [String]) {
    let sql = """
      SELECT entry.script, entry.assessment, entry.qualification FROM pack_script
      JOIN entry ON entry.id = pack_script.entry WHERE pack = ? ORDER BY entry.script
      """
    let rows = try Row.fetchAll(self, sql: sql, arguments: [pack.text])
    let scripts = Set(rows.map { $0["script"] as String })
    let all = markings(of: try facts(of: scripts)).filter { $0.assessor.text == assessor }
    let marked = Dictionary(all.map { ($0.script.text, $0) }) { first, _ in first }
    let schemes = try assessments()
    var done: [String] = []
    var left: [String] = []
    for row in rows {
      let script: String = row["script"]
      let assessment: String = row["assessment"]
      let criteria =
        Qualification(rawValue: row["qualification"]).flatMap { qualification in
          schemes.first { $0.assessment.id.text == assessment }?.rubrics[qualification]?.criteria
        } ?? []
      let marking = marked[script]
      let isKnown = marking?.flags.contains { $0.reason == .iKnowTheAuthor } == true
      let isDone = criteria.allSatisfy {
        marking?.marks[$0.id] != nil || marking?.clashes.contains($0.id) == true
      }
      if isDone { done.append(script) } else if !isKnown { left.append(script) }
    }
    return (scripts, done, left)
  }
}
