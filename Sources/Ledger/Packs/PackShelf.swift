package import Assessment
import GRDB

/// What is the same for every pack: the scripts of the series, and the mark schemes in force.
package struct PackShelf: Sendable {
  fileprivate let codes: Set<ScriptCode>
  /// By assessment.
  fileprivate let schemes: [String: [Qualification: PackRubric]]
}

extension Ledger {
  /// Reads what is the same for every pack, once for all that are looked at.
  package func packShelf() throws -> PackShelf {
    try queue.read { database in
      let codes = try String.fetchAll(database, sql: "SELECT script FROM entry")
      let schemes = try database.assessments().map { item in
        (item.assessment.id.text, try item.rubrics.mapValues { try PackRubric($0) })
      }
      return PackShelf(
        codes: Set(codes.compactMap { ScriptCode($0) }),
        schemes: Dictionary(uniqueKeysWithValues: schemes))
    }
  }

  /// What the office knows of a pack; nil where no pack has this identifier.
  package func contents(
    of pack: Identifier, on shelf: PackShelf? = nil
  ) throws -> PackContents? {
    let shelf = try shelf ?? packShelf()
    return try queue.read { try $0.contents(of: pack, on: shelf) }
  }
}

extension Database {
  fileprivate func contents(of pack: Identifier, on shelf: PackShelf) throws -> PackContents? {
    let find = try cachedStatement(
      sql: """
        SELECT assessor, digest, public FROM pack LEFT JOIN pack_key ON pack_key.pack = pack.id
        WHERE id = ?
        """)
    let known = try Row.fetchOne(find, arguments: [pack.text])
    guard let known, let assessor = Identifier(known["assessor"] as String) else { return nil }
    // Every code is elsewhere but for those that are looked up in the pack first.
    var contents = PackContents(
      pack: pack, assessor: assessor, scripts: [:], rubrics: [:], elsewhere: shelf.codes,
      digest: Digest(hex: known["digest"] as String), publicKey: known["public"])
    let statement = try cachedStatement(
      sql: """
        SELECT entry.script, entry.assessment, entry.qualification, EXISTS (
          SELECT 1 FROM submission newer
          WHERE newer.replaces = pack_script.submission AND newer.standing = 'accepted') AS replaced
        FROM pack_script JOIN entry ON entry.id = pack_script.entry WHERE pack = ?
        """)
    for row in try Row.fetchAll(statement, arguments: [pack.text]) {
      guard let code = ScriptCode(row["script"] as String),
        let qualification = Qualification(rawValue: row["qualification"])
      else { continue }
      // Marks for what another response took the place of are none for the script.
      if row["replaced"] {
        contents.replaced.insert(code)
      } else {
        contents.scripts[code] = qualification
      }
      contents.rubrics[qualification] = shelf.schemes[row["assessment"]]?[qualification]
    }
    return contents
  }
}
