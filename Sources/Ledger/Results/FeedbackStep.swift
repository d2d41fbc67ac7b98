import Archive
package import Assessment
import GRDB

/// A result with where the response was handed in.
package struct ReturnedResult: Sendable {
  package let entry: EntryRecord
  package let row: ResultRow
  /// What was released and stands; nil where nothing is.
  package let release: ReleaseRecord?
  /// The letter that told it.
  package let letter: String?
  /// Whether the policy shows marks.
  package let showsMarks: Bool
  /// Where the response that counts was handed in; nil where it came to the office itself.
  package let origin: (platform: Platform, export: String, path: String)?
}

extension Ledger {
  /// Every result with where its response came from, in the order of entries.
  package func returnedResults(at now: Instant) throws -> [ReturnedResult] {
    try queue.read { database in
      let origins = try database.countingOrigins()
      let showing = Set(
        try database.assessments().map(\.assessment)
          .filter { ($0.results ?? ResultPolicy()).marks != .none }.map(\.id.text))
      let letters = try database.letters()
      return try database.results(at: now) { entry, row in
        let release = entry.release.flatMap { $0.standing == .stands ? $0 : nil }
        return ReturnedResult(
          entry: entry, row: row, release: release, letter: release.flatMap { letters[$0.id] },
          showsMarks: showing.contains(entry.assessment), origin: origins[entry.id])
      }
    }
  }

  /// Records that feedback was written for a platform, by the digest of each file.
  package func recordFeedback(_ files: [(name: String, digest: Digest)], act: Act) throws {
    guard !files.isEmpty else { return }
    var facts = ["files": "\(files.count)"]
    for (number, file) in files.enumerated() {
      facts["file:\(number + 1)"] = file.digest.description
    }
    _ = try step(act) { try $0.append(NewEvent(facts: facts), act) }
  }
}

extension Database {
  /// The letter of each result that was released.
  fileprivate func letters() throws -> [Int: String] {
    var letters: [Int: String] = [:]
    let rows = try Row.fetchCursor(self, sql: "SELECT id, letter FROM released")
    while let row = try rows.next() { letters[row[0]] = row[1] }
    return letters
  }

  /// Where the response of each entry that counts was handed in.
  fileprivate func countingOrigins() throws -> [Int: (Platform, String, String)] {
    let sql = """
      SELECT submission.entry, origin.platform, origin.export, origin.path
      FROM origin JOIN submission ON submission.id = origin.submission
      WHERE submission.standing = 'accepted' AND submission.id = (
        SELECT id FROM submission AS other WHERE other.entry = submission.entry
        AND other.standing = 'accepted' ORDER BY received DESC, id DESC LIMIT 1)
      """
    var origins: [Int: (Platform, String, String)] = [:]
    let rows = try Row.fetchCursor(self, sql: sql)
    while let row = try rows.next() {
      guard let platform = Platform(rawValue: row["platform"]) else { continue }
      origins[row["entry"]] = (platform, row["export"], row["path"])
    }
    return origins
  }
}
