import Assessment
import Foundation
import GRDB
import Sealing

/// A letter of a release, as it was recorded.
struct ReleasedLetter: Sendable {
  fileprivate let id: Int
  let email: String
  let result: ReleasedResult
  /// Empty where it was erased, or nobody asked for the words.
  fileprivate(set) var subject = ""
  fileprivate(set) var text = ""

  /// The name of its files, without their endings.
  var fileName: String {
    let attempt = result.attempt == 1 ? "" : "-\(result.attempt)"
    return "\(result.participant)-\(result.qualification)\(attempt)"
  }

  var lines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The letter as a page, which says how to check its signature.
  func page(series: String, release: Int, key: VerificationKey) -> [UInt8] {
    let footer =
      "\(series), release \(release). This letter is signed with the key \(key.fingerprint). "
      + "Whoever wants to check it: signify -V -p signing.pub -x \(fileName).html.sig "
      + "-m \(fileName).html"
    return Array(resultPage(subject: subject, lines: lines, footer: footer).utf8)
  }
}

/// A release as it was recorded.
struct RecordedRelease {
  let officer: String
  let time: Instant
  let list: [UInt8]
  let held: [UInt8]
  let letters: [ReleasedLetter]
  /// What is still to be posted to the DfE.
  let requests: [DfELine]
}

extension Database {
  /// What was recorded of a release; without the words of its letters where they are read later.
  func release(_ number: Int, withWords: Bool = true) throws -> RecordedRelease {
    guard
      let row = try Row.fetchOne(
        self, sql: "SELECT * FROM release WHERE number = ?", arguments: [number])
    else { throw LedgerError.damaged("release \(number)") }
    let time = Instant(seconds: row["time"])
    let entries = try entryIndex(at: time)
    let policies = Dictionary(
      uniqueKeysWithValues: try assessments().map {
        ($0.assessment.id.text, $0.assessment.results ?? ResultPolicy())
      })
    let sql = """
      SELECT released.*, (
        SELECT outcome FROM released other WHERE other.entry = released.entry
        AND other.id < released.id ORDER BY other.id DESC LIMIT 1) AS before
      FROM released WHERE release = ? ORDER BY entry
      """
    var letters: [ReleasedLetter] = []
    let rows = try Row.fetchCursor(self, sql: sql, arguments: [number])
    while let row = try rows.next() {
      guard let entry = entries[row["entry"]],
        let outcome = Decision.Outcome(rawValue: row["outcome"])
      else { throw LedgerError.damaged("released \(row["id"] as Int)") }
      // Read once: it is a text that is taken apart.
      let details = entry.details
      let total: String? = row["total"]
      let shows = (policies[entry.assessment] ?? ResultPolicy()).marks != .none
      let before: String? = row["before"]
      var letter = ReleasedLetter(
        id: row["id"], email: details["email"] ?? "",
        result: ReleasedResult(
          assessment: entry.assessment, qualification: entry.qualification.code,
          participant: entry.person, name: details["name"] ?? entry.person, attempt: entry.attempt,
          outcome: outcome,
          marks: shows ? total.map { ($0, row["maximum"], row["pass_at"]) } : nil,
          cohort: entry.cohort ?? "", partner: details["partner"] ?? "",
          before: before.flatMap(Decision.Outcome.init)))
      if withWords { letter.take(row) }
      letters.append(letter)
    }
    return RecordedRelease(
      officer: row["officer"], time: time, list: Array((row["list"] as String).utf8),
      held: Array((row["held"] as String).utf8), letters: letters,
      requests: try waitingRequests(ofRelease: number, entries))
  }

  /// The same letters, with their words.
  func words(of letters: some Sequence<ReleasedLetter>) throws -> [ReleasedLetter] {
    let find = try cachedStatement(sql: "SELECT subject, letter FROM released WHERE id = ?")
    return try letters.map { letter in
      var letter = letter
      guard let row = try Row.fetchOne(find, arguments: [letter.id]) else {
        throw LedgerError.damaged("released \(letter.id)")
      }
      letter.take(row)
      return letter
    }
  }
}

extension ReleasedLetter {
  fileprivate mutating func take(_ row: Row) {
    subject = row["subject"]
    text = row["letter"]
  }
}
