import Assessment
import Foundation
import GRDB

/// What came in, kept as it came.
struct KeptOriginals: Sendable {
  /// The files, in their order.
  let each: [Digest]
  /// The one file, or all of them together.
  let original: Digest
}

/// What a response was that was received before, and that nobody waits for any more.
struct SettledResponse: Sendable {
  let words: Int?
  let format: String?
  /// Whether a package of ours lies beside what came in.
  let isPackaged: Bool
}

extension ReceiveContext {
  /// Keeps what came in, before anything of it is looked at.
  func keep(_ incoming: Incoming) throws -> KeptOriginals {
    let each = try incoming.originals.map { try store.keep(file: $0) }
    return KeptOriginals(
      each: each,
      original: each.count == 1 ? each[0] : Digest(of: Data(each.flatMap(\.bytes))))
  }
}

extension Arrival {
  /// Whether the very same was received for this entry and nothing is left to be said of it.
  ///
  /// An export is downloaded again every day until the window closes, and most of it is the same.
  mutating func isSettled(_ known: [Int: SettledResponse], asPackage: Bool) -> Bool {
    guard let response = entry.flatMap({ known[$0] }), asPackage || response.isPackaged
    else { return false }
    (words, format) = (response.words, response.format)
    return true
  }
}

/// When the very same was first received, of each person: the same bytes may be another's work too,
/// who handed them in at a time of their own.
struct FirstReceived: Sendable {
  /// By person.
  private var times: [String: (time: Instant, clock: String)] = [:]
  /// Of what waits for somebody to say whose it is.
  private var ofNobody: (time: Instant, clock: String)?

  init() {}

  mutating func note(_ time: Instant, by clock: String, of person: String?) {
    guard let person else {
      ofNobody = ofNobody ?? (time, clock)
      return
    }
    times[person] = times[person] ?? (time, clock)
  }

  /// When a person's was; where nobody is known, or it waited for nobody until now, when that was.
  func by(_ person: String?) -> (time: Instant, clock: String)? {
    let all = [person.flatMap { times[$0] }, ofNobody].compactMap(\.self)
    return all.min { $0.time < $1.time }
  }
}

/// What the record says of a file before it is judged.
struct KnownFile: Sendable {
  /// When the very same was first received.
  let earlier: FirstReceived
  /// For whose entry the very same waits; nil where it waits for nobody's, or several.
  let owner: (person: String, qualification: String)?
  /// The entries for which the very same was received and does not wait.
  let settled: [Int: SettledResponse]
}

extension Ledger {
  /// What the record says of the files of a batch, asked once for all.
  func known(_ files: [KeptOriginals]) throws -> [KnownFile] {
    try queue.read { database in
      try files.map { file in
        let original = file.original.description
        return KnownFile(
          earlier: try database.firstReceived(original), owner: try database.waits(for: original),
          settled: try database.settled(original, in: folder))
      }
    }
  }
}

extension Database {
  fileprivate func firstReceived(_ original: String) throws -> FirstReceived {
    let rows = try Row.fetchAll(
      cachedStatement(
        sql: """
          SELECT person, received, clock FROM submission
          LEFT JOIN entry ON entry.id = submission.entry
          WHERE original = ? AND time_known = 1 AND (entry IS NOT NULL OR +standing = 'held')
          ORDER BY received
          """), arguments: [original])
    var first = FirstReceived()
    for row in rows {
      first.note(Instant(seconds: row["received"]), by: row["clock"], of: row["person"])
    }
    return first
  }

  fileprivate func waits(for original: String) throws -> (person: String, qualification: String)? {
    let rows = try Row.fetchAll(
      cachedStatement(
        sql: """
          SELECT DISTINCT person, qualification FROM submission
          JOIN entry ON entry.id = submission.entry WHERE original = ? AND +standing = 'held'
          """), arguments: [original])
    guard rows.count == 1 else { return nil }
    return (rows[0]["person"], rows[0]["qualification"])
  }

  /// The entries for which the very same was received and does not wait, with the copies that were
  /// made of it in their places.
  fileprivate func settled(_ original: String, in folder: URL) throws -> [Int: SettledResponse] {
    let rows = try Row.fetchAll(
      cachedStatement(
        sql: """
          SELECT entry, standing, words, format, content,
            (SELECT group_concat(digest) FROM copy WHERE submission = submission.id) AS copies
          FROM submission WHERE original = ? AND entry IS NOT NULL ORDER BY id
          """), arguments: [original])
    var settled: [Int: SettledResponse] = [:]
    for row in rows {
      let isThere = { (path: String) in
        FileManager.default.fileExists(atPath: folder.appending(path: path).path)
      }
      let (copies, content): (String?, String?) = (row["copies"], row["content"])
      let isWhole = (copies ?? "").split(separator: ",").allSatisfy { isThere("clean/\($0)") }
      let isHeld = row["standing"] as String == ArrivalRecord.Standing.held.rawValue
      settled[row["entry"]] =
        isHeld || !isWhole
        ? nil
        : SettledResponse(
          words: row["words"], format: row["format"],
          isPackaged: content.map { isThere("store/\($0)") } ?? false)
    }
    return settled
  }
}
