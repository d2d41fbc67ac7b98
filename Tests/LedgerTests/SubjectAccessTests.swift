import Assessment
import Foundation
import GRDB
import Testing

@testable import Ledger

/// What is handed to a person is held against every table that holds something about them.
@Suite struct SubjectAccesses {
  /// What is left out, by table or column, each with the reason; `leftOut` tells it to the person.
  private static let leftOut = [
    "agreement": "how markings were agreed on",
    "allocation": "who marks",
    "common_script": "who marks",
    "copy": "digests of copies",
    "definitive": "how assessors are tried",
    "definitive_mark": "how assessors are tried",
    "earlier_marker": "who marked before",
    "erasure": "nothing is held any more",
    "interest": "about the assessor who declared it",
    "join_clash": "how two copies were joined",
    "pack_script": "in which pack it went",
    "receipt": "the person has it, and its facts stand beside",
    "resolution": "how markings were agreed on",
    "sample_script": "in which sample it was",
    "dfe_answer.file": "the digest of a file about many",
    "fact.assessor": "who marked", "fact.pack": "in which pack it went",
    "fact.rubric": "the digest of the mark scheme", "fact.kind": "what a mark is of",
    "fact.file": "the sheet that an assessor sent",
    "message.answer_by": "stands in the letter",
    "query.assessor": "who asked",
    "submission.original": "a digest", "submission.content": "a digest",
    "submission.format": "the form of a file that the person has",
  ]

  private static func words(of access: SubjectAccess) throws -> Set<String> {
    var words: Set<String> = []
    func take(_ value: Any) {
      switch value {
      case let text as String: words.insert(text)
      case let list as [Any]: list.forEach(take)
      case let object as [String: Any]: object.values.forEach(take)
      default: break
      }
    }
    take(try JSONSerialization.jsonObject(with: JSONEncoder().encode(access)))
    return words
  }

  /// The rows of a table that are about a person.
  private static func rows(of table: WatchedTable, about person: String) -> String? {
    let entries = "SELECT id FROM entry WHERE person = '\(person)'"
    if table.name == "person" { return "SELECT * FROM person WHERE id = '\(person)'" }
    if table.columns.contains("person") {
      return "SELECT * FROM \"\(table.name)\" WHERE person = '\(person)'"
    }
    if table.columns.contains("entry") {
      return "SELECT * FROM \"\(table.name)\" WHERE entry IN (\(entries))"
    }
    guard table.columns.contains("submission") else { return nil }
    return """
      SELECT * FROM "\(table.name)" WHERE submission IN (
        SELECT id FROM submission WHERE entry IN (\(entries)))
      """
  }

  /// The words in a cell: of a list or an object, those in it.
  private static func leaves(_ text: String) -> [String] {
    guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)) else {
      return [text]
    }
    if let object = value as? [String: Any] { return object.values.compactMap { $0 as? String } }
    let list = value as? [[String: Any]] ?? []
    return list.compactMap { $0["message"] as? String }
  }

  @Test(arguments: ["p1", "p2", "p3"])
  func `everything that is held about a person is in what they get, or left out by name`(
    person: String
  ) throws {
    try FullSeries.with { series in
      let access = try series.ledger.subjectAccess(
        to: person, act: MadeSeries.act("2027-06-20T09:00:00Z", "access"))
      let words = try Self.words(of: access)
      // What is not out yet is left out, as `leftOut` says.
      let waiting: Set = access.entries.contains { $0.outcome == nil } ? ["fact", "feedback"] : []
      var looked = 0
      try series.ledger.queue.read { database in
        for table in try database.watchedTables()
        where Self.leftOut[table.name] == nil && !waiting.contains(table.name) {
          guard let sql = Self.rows(of: table, about: person) else { continue }
          for row in try Row.fetchAll(database, sql: sql) {
            for column in table.columns where Self.leftOut["\(table.name).\(column)"] == nil {
              guard let text = row[column] as? String else { continue }
              looked += 1
              for leaf in Self.leaves(text) where !words.contains(leaf) {
                Issue.record("\(table.name).\(column) holds \(leaf.debugDescription)")
              }
            }
          }
        }
      }
      #expect(looked > 5)
      let reasons = ["p3": ["asked by mail", "a mistake", "a call"], "p1": ["an appeal"]]
      #expect(Set(reasons[person] ?? []).isSubset(of: words))
      #expect(words.isDisjoint(with: ["a1", "a2", "a3", "a4", "their aunt", "a4@example.org"]))
    }
  }
}
