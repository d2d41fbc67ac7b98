package import Assessment
import Findings
import Foundation
import GRDB

extension Ledger {
  /// Records what people decided about a script: marks for every criterion, on the markings that
  /// stand now.
  ///
  /// - Returns: False where the same was decided before on the same markings.
  package func resolve(
    entry: Int, kind: Resolution.Kind, marks: [String: Int], keeping assessor: String?,
    reason: String, act: Act
  ) throws -> Bool {
    try step(act) { database in
      guard
        let (record, row) = try database.results(at: act.time).first(where: { $0.entry.id == entry }
        )
      else { throw LedgerError.damaged("entry \(entry)") }
      let basis = try markingBasis(row.entry.markings, under: row.entry.scheme.digest)
      let resolution = Resolution(kind: kind, marks: marks, basis: basis)
      if row.entry.resolution == resolution { return false }
      let told = marks.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      var facts = [
        "decided": kind.rawValue, "marks": told.joined(separator: " "),
        "rests on": basis.description, "instead of": row.decision.rule.rawValue,
      ]
      facts["kept"] = assessor
      let event = try database.append(
        NewEvent(subject: record.script, facts: facts, texts: ["reason": reason]), act)
      try database.executeRepeated(
        sql: "INSERT INTO resolution (entry, kind, marks, basis, event) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          entry, kind.rawValue, String(decoding: try canonicalJSON(marks), as: UTF8.self),
          basis.description, event,
        ])
      return true
    }
  }
}

extension Database {
  /// What people decided last, by entry.
  func resolutions() throws -> [Int: Resolution] {
    var resolutions: [Int: Resolution] = [:]
    let rows = try Row.fetchCursor(self, sql: "SELECT * FROM resolution ORDER BY id")
    while let row = try rows.next() {
      let marks: String = row["marks"]
      guard let kind = Resolution.Kind(rawValue: row["kind"]),
        let basis = Digest(hex: row["basis"] as String)
      else { throw LedgerError.damaged("resolution \(row["id"] as Int)") }
      resolutions[row["entry"]] = Resolution(
        kind: kind, marks: try JSONDecoder().decode([String: Int].self, from: Data(marks.utf8)),
        basis: basis)
    }
    return resolutions
  }
}
