import Archive
package import Assessment
import Findings
package import Foundation
import GRDB
import Sheets

extension Ledger {
  /// Writes a letter to the assessor of each pack of which something came or was answered, with a
  /// `send.csv` that a mail merge takes.
  ///
  /// - Returns: The folder, or nil where there is nobody to write to.
  package func acknowledge(packs: [Identifier], act: Act) throws -> URL? {
    let letters = try packs.sorted().compactMap { try acknowledgement(of: $0) }
    guard !letters.isEmpty else { return nil }
    let stamp = act.time.description.filter { $0 != ":" && $0 != "-" }
    let place = folder.appending(path: "send/acknowledgements-\(stamp)")
    try FileManager.default.createDirectory(
      at: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    for letter in letters {
      try writeWhole(
        Array(letter.text.utf8), to: place.appending(path: letter.file).path, replacing: true)
    }
    let rows = letters.map { letter -> [CSVCell] in
      [letter.assessor, letter.email, letter.file, letter.subject, letter.firstLine]
        .map { .text($0) }
    }
    try writeWhole(
      writeCSV(header: ["person", "email", "file", "subject", "first_line"], rows: rows),
      to: place.appending(path: "send.csv").path, replacing: true)
    return place
  }

  private struct Letter {
    let assessor, email, file, subject, firstLine, text: String
  }

  private func acknowledgement(of pack: Identifier) throws -> Letter? {
    try queue.read { database in
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
      let first =
        "We have your marks for \(pack): \(progress.done.count) of "
        + "\(progress.done.count + progress.left.count) scripts are marked in full."
      var lines = ["Dear \(assessor.name),", "", first]
      if progress.left.isEmpty {
        lines.append(
          row["finished"] == true
            ? "You have told us that your copies are deleted. Thank you: there is nothing left to do."
            : "Thank you: when you are sure, please delete the pack and the scripts.")
      } else {
        lines += ["Still to come:"] + progress.left.map { "  \($0)" }
      }
      let queries = try database.queries().filter {
        $0.assessor == assessor.id && progress.scripts.contains($0.script)
      }
      if !queries.isEmpty { lines += ["", "What you asked or told us:"] }
      lines += queries.map { query in
        let state =
          query.answer.map { "our answer: \($0)" }
          ?? (query.isOpen ? "we look into it" : "taken back")
        return "  \(query.script), \(query.flag): \(state)"
      }
      return Letter(
        assessor: assessor.id, email: assessor.details["email"] ?? "", file: "\(pack).txt",
        subject: "Your marking pack \(pack)", firstLine: first,
        text: lines.joined(separator: "\n") + "\n")
    }
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
