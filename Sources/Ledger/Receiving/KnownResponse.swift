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

extension Ledger {
  /// The entries for which the very same was received and does not wait, with the copies that were
  /// made of it in their places.
  func settled(_ original: Digest) throws -> [Int: SettledResponse] {
    let rows = try queue.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT entry, standing, words, format, content,
            (SELECT group_concat(digest) FROM copy WHERE submission = submission.id) AS copies
          FROM submission WHERE original = ? AND entry IS NOT NULL ORDER BY id
          """, arguments: [original.description])
    }
    var settled: [Int: SettledResponse] = [:]
    for row in rows {
      let isThere = { (path: String) in
        FileManager.default.fileExists(atPath: self.folder.appending(path: path).path)
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
