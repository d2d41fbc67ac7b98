package import Assessment
import Documents
package import Findings
import Foundation
import GRDB

/// A script that goes into a marking pack: its code, and the clean copies of its files.
package struct PackScript: Sendable {
  package let entry: Int
  package let submission: Int
  package let script: String
  package let assessment: String
  package let qualification: Qualification
  package let copies: [(path: String, format: String)]
  /// Whether words were found in its files that nobody can see; a clean copy in PDF has them still.
  package let mayConceal: Bool
  /// Behind a reference, since few have any.
  let adjusted: Reference<Adjustment>?
  /// What the leads agreed on, of a practice script.
  package var agreed: PagePack.LeadMarks?

  /// What this person is allowed; an assessor sees the instruction and the word limit alone.
  package var adjustment: Adjustment { adjusted?.value ?? Adjustment() }
}

/// What one assessor is to be given now: everything allocated that no pack of theirs holds yet.
package struct PackOrder: Sendable {
  package let assessor: AssessorRecord
  package let pack: String
  /// What they are to be marked for.
  package let round: MarkingRound
  package let scripts: [PackScript]
  /// What it tells of the assessor's earlier packs.
  let news: PackNews
}

/// A pack that lies ready in its file, as the record keeps it.
struct RecordedPack: Sendable {
  let order: PackOrder
  let file: String
  /// What names its content.
  let digest: Digest
  /// That of the file.
  let whole: Digest
  /// What checks the signatures of its returns.
  let publicKey: String?
  /// By when its marks should come back.
  let due: CivilDate?
  /// By when its assessor deletes it.
  let deleteBy: CivilDate?
}

extension Ledger {
  /// The packs that are due, in the order of assessors, with numbers that no pack has yet.
  ///
  /// Each pack is for one round; where one is named there are no others.
  ///
  /// - Returns: The orders, and a finding for each script that has no copy to give.
  package func packOrders(
    for round: MarkingRound? = nil, holding held: HeldAssessors = HeldAssessors([]),
    at now: Instant
  ) throws -> (orders: [PackOrder], findings: [Finding]) {
    try queue.read { database in
      var number = try database.packsEverMade()
      let rounds = MarkingRound.distributed.filter { round == nil || $0 == round }
      let toBeMarked = try database.entries(at: now).filter(\.isToBeMarked)
      let open = Set(toBeMarked.map(\.id))
      let scripts = try database.scriptsToPack(
        of: toBeMarked, clean: folder.appending(path: "clean"))
      var orders: [PackOrder] = []
      var findings: [Finding] = []
      for assessor in try database.assessors() {
        for round in rounds {
          guard let all = scripts[[assessor.id, round.rawValue]] else { continue }
          let due = held.open(all, of: assessor, for: round, &findings)
          findings += due.filter(\.copies.isEmpty).map(Self.withoutCopy)
          let ready = due.filter { !$0.copies.isEmpty }
          guard !ready.isEmpty else { continue }
          number += 1
          let id = try database.packNumber(number)
          let news = try database.packNews(
            for: assessor.id, purpose: round.rawValue, open: open)
          orders.append(
            PackOrder(assessor: assessor, pack: id, round: round, scripts: ready, news: news))
        }
      }
      return (orders, findings)
    }
  }

  /// Records packs that lie ready in their files, and the words that open them.
  func record(
    packs: [RecordedPack], passphrases: [String: String], act: Act
  ) throws {
    try step(act) { database in
      try database.keep(passphrases: passphrases)
      for pack in packs {
        let order = pack.order
        let purpose = order.round.rawValue
        var facts = [
          "assessor": order.assessor.id, "purpose": purpose, "digest": pack.digest.description,
          "scripts": order.scripts.map(\.script).joined(separator: " "),
        ]
        facts["due"] = pack.due?.description
        let event = try database.append(NewEvent(subject: order.pack, facts: facts), act)
        try database.executeRepeated(
          sql: """
            INSERT INTO pack (id, assessor, purpose, file, digest, sha256, due, delete_by,
              handed_over, event)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
            """,
          arguments: [
            order.pack, order.assessor.id, purpose, pack.file, pack.digest.description,
            pack.whole.description, pack.due?.description, pack.deleteBy?.description, event,
          ])
        if let key = pack.publicKey {
          try database.executeRepeated(
            sql: "INSERT INTO pack_key (pack, public) VALUES (?, ?)", arguments: [order.pack, key])
        }
        for script in order.scripts {
          try database.executeRepeated(
            sql: "INSERT INTO pack_script (pack, entry, submission) VALUES (?, ?, ?)",
            arguments: [order.pack, script.entry, script.submission])
        }
      }
    }
  }

  private static func withoutCopy(_ script: PackScript) -> Finding {
    Finding(
      "no-clean-copy", .held, script.script, "is in no pack: there is no clean copy of it",
      remedy: "ask the participant for the response in another format, and receive that")
  }
}

extension Database {
  /// How many packs were made, those among them that were undone: no number is given twice.
  fileprivate func packsEverMade() throws -> Int {
    let made = "SELECT count(*) FROM change WHERE record = 'pack' AND kind = 'added'"
    let standing = try Int.fetchOne(self, sql: "SELECT count(*) FROM pack") ?? 0
    return max(standing, try Int.fetchOne(self, sql: made) ?? 0)
  }

  /// Scripts that their assessor was given and has in no pack, by assessor and round, in the order
  /// of codes.
  fileprivate func scriptsToPack(
    of toBeMarked: [EntryRecord], clean: URL
  ) throws -> [[String]: [PackScript]] {
    let open = Set(toBeMarked.map(\.id))
    let adjusted = Dictionary(
      uniqueKeysWithValues: toBeMarked.lazy.filter { !$0.adjustment.isEmpty }.map {
        ($0.id, Reference($0.adjustment))
      })
    let sql = """
      SELECT given.assessor, given.round, entry.*, (
        SELECT id FROM submission WHERE submission.entry = entry.id AND standing = 'accepted'
        ORDER BY received DESC, id DESC LIMIT 1) AS submission
      FROM (\(Self.given)) AS given JOIN entry ON entry.id = given.entry
      WHERE NOT EXISTS (
        SELECT 1 FROM pack_script JOIN pack ON pack.id = pack_script.pack
        WHERE pack_script.entry = entry.id AND pack.assessor = given.assessor
        AND NOT EXISTS (
          SELECT 1 FROM submission newer WHERE newer.replaces = pack_script.submission
          AND newer.standing = 'accepted'))
      AND NOT EXISTS (
        SELECT 1 FROM common_script WHERE common_script.entry = given.entry
        AND common_script.assessor = given.assessor AND EXISTS (
          \(Self.replacing) newer.entry = given.entry AND newer.event > common_script.event)
        AND NOT EXISTS (
          SELECT 1 FROM allocation WHERE allocation.entry = given.entry
          AND allocation.assessor = given.assessor))
      ORDER BY entry.script
      """
    let agreed = try practiceMarks()
    var scripts: [[String]: [PackScript]] = [:]
    var copies = CleanCopies(in: clean)
    // A row at a time: with two markings of 50,000 there are 100,000.
    let rows = try Row.fetchCursor(self, sql: sql)
    while let row = try rows.next() {
      let entry: Int = row["id"]
      guard open.contains(entry), let submission: Int = row["submission"],
        let qualification = Qualification(rawValue: row["qualification"])
      else { continue }
      let (files, mayConceal) = try copies.of(submission, in: self)
      let script = PackScript(
        entry: entry, submission: submission, script: row["script"],
        assessment: row["assessment"], qualification: qualification, copies: files,
        mayConceal: mayConceal, adjusted: adjusted[entry],
        agreed: row["round"] == MarkingRound.standardisation.rawValue ? agreed[entry] : nil)
      scripts[[row["assessor"], row["round"]], default: []].append(script)
    }
    return scripts
  }
}

/// Where the clean copies of submissions lie, looked up once for all assessors of each.
private struct CleanCopies {
  typealias Files = (copies: [(path: String, format: String)], mayConceal: Bool)

  private let folder: String
  private var known: [Int: Files] = [:]

  init(in folder: URL) { self.folder = folder.path }

  mutating func of(_ submission: Int, in database: Database) throws -> Files {
    if let files = known[submission] { return files }
    let statement = try database.cachedStatement(
      sql: "SELECT digest, format FROM copy WHERE submission = ? ORDER BY number")
    let copies = try Row.fetchAll(statement, arguments: [submission]).map { row in
      (path: "\(folder)/\(row["digest"] as String)", format: row["format"] as String)
    }
    let isPortable = copies.contains { $0.format == DocumentFormat.pdf.rawValue }
    let files = (
      copies: copies, mayConceal: try isPortable && database.mayConceal(submission)
    )
    known[submission] = files
    return files
  }
}

extension Database {
  /// Whether what was found in a response when it came tells of words that nobody can see.
  fileprivate func mayConceal(_ submission: Int) throws -> Bool {
    let statement = try cachedStatement(sql: "SELECT findings FROM submission WHERE id = ?")
    let text = try String.fetchOne(statement, arguments: [submission]) ?? ""
    let codes = Set(Concealment.allCases.map(\.code))
    return try JSONDecoder().decode([Finding].self, from: Data(text.utf8))
      .contains { codes.contains($0.code) }
  }
}
