import Assessment
import Foundation
import GRDB
import Sealing
import Testing

@testable import Ledger

/// A made series in which no table is empty: two people were marked and have their results, one
/// handed nothing in, and one was erased.
enum FullSeries {
  static func with(_ body: (MadeSeries) throws -> Void) throws {
    try MadeSeries.with { series in
      let publicKey = try series.key.verificationKey.publicText(comment: "made")
      try Data(publicKey).write(to: series.folder.appending(path: "signing.pub"))
      try series.marked(["p1": 3, "p2": 0, "p3": 2, "p4": 1])
      try series.more(["p1"], for: .sample, at: "2027-03-23T09:00:00Z")
      try series.seal(at: "2027-03-24T09:00:00Z")
      try series.deferAndUndo("p3", day: 25)
      let due = try series.ledger.retained(
        forDays: 1, at: MadeSeries.instant("2027-05-01T09:00:00Z"))
      _ = try series.ledger.erase(
        due.filter { $0.id == "p4" }, act: MadeSeries.act("2027-05-01T09:00:00Z", "retain"))
      try series.releaseAll()
      try series.reopen("p1", at: "2027-06-08T09:00:00Z")
      #expect(series.ledger.noteLookup(of: nil, act: MadeSeries.act("2027-06-09T09:00:00Z")) == nil)
      try fill(series)
      try body(series)
    }
  }

  /// One row for each table that the steps above leave empty, all with one event.
  private static func fill(_ series: MadeSeries) throws {
    let act = MadeSeries.act("2027-06-10T09:00:00Z", "fill")
    try series.ledger.step(act) { database in
      let event = try database.append(NewEvent(texts: ["reason": "to fill"]), act)
      for (table, values) in rows {
        guard try Int.fetchOne(database, sql: "SELECT count(*) FROM \"\(table)\"") == 0 else {
          continue
        }
        let cells = values.replacing("EVENT", with: "\(event)").replacing("HEX", with: hex)
        try database.execute(sql: "INSERT INTO \"\(table)\" VALUES (\(cells))")
      }
    }
  }

  private static let hex = "'\(Digest(of: Data()))'"

  private static let rows: KeyValuePairs = [
    "agreement": "1, 3, 'average-of-two', 'passed', 12, 1, HEX, EVENT",
    "approval": "1, 'a1', 'spring', 'NPQLT', 'approve', 1, EVENT",
    "carried": "3, 'resit', 'winter', 'yes', EVENT",
    "carried_away": "2, 'resit', 'summer', EVENT",
    "definitive": "3, 'seed', HEX, EVENT",
    "definitive_mark": "3, 'plan', 2, 'as the descriptor says', EVENT",
    "common_script": "3, 'a4', 'standardisation', EVENT",
    "departure": "1, 'a4', 'left', EVENT",
    "dfe_payload": "1, 1, 1, 'declaration', 'known there', '{}', EVENT",
    "dfe_answer": "1, 1, 1, 'refused', 'why', 'other there', HEX, EVENT",
    "earlier_attempt": "3, 1, 'S234567890', 'winter', 'passed', EVENT",
    "earlier_marker": "3, 'a4', 'a4@example.org', 'marked it', EVENT",
    "feedback": "1, 1, 'as drafted', 'as approved', EVENT",
    "interest": "'p3', 'a4', 'their aunt', EVENT",
    "join_clash": "1, 'person', '[\"p1\"]', 0, HEX, HEX, 1, EVENT, '[]'",
    "join_settlement": "1, 1, 'held', EVENT",
    "message": "1, 'request', 3, NULL, '2027-06-20', EVENT",
    "name_decision": "3, 'Person 3', 'mask', EVENT",
    "name_found": "1, 1, 'Person', 'body', 1, 'said', 'Person', 'that'",
    "origin": "1, 'moodle', 'all.zip', 'k', 'p1/essay.txt', '1', '1', 'then'",
    "query": "1, 3, 'a1', 'other', 1, EVENT, 1",
    "query_act": "1, 1, 'owner', 'head', EVENT",
    "resolution": "1, 3, 'agreed', '{}', HEX, EVENT",
    "sample": "1, 'spring', 'NPQLT', 'sample', '{}', '7', 3, 2, EVENT",
    "sample_script": "1, 1, 'drawn', HEX",
    "sample_assessor": "1, 'a1', EVENT",
    "sample_outcome": "1, 1, 'remark', 'a1', EVENT",
    "passphrase": "'a1', 'six words of no use at all'",
    "pack_key": "'M0001', HEX",
    "pack_words": "'M0001', 'six words of no use at all'",
  ]
}

extension MadeSeries {
  /// Packs that open with words.
  fileprivate func seal(at time: String) throws {
    var random = SystemRandom()
    _ = try ledger.distribute(
      as: .page(PageSettings(due: CivilDate("2027-04-12"))), act: Self.act(time), using: &random)
  }

  fileprivate func deferAndUndo(_ person: String, day: Int) throws {
    let deferral = NewException(
      entry: try entry(person).id, exception: EntryException(kind: .deferral), category: nil,
      authoriser: nil, reason: "asked by mail")
    _ = try ledger.record([deferral], act: Self.act("2027-03-\(day)T09:00:00Z", "record deferral"))
    let extended = NewException(
      entry: try entry(person).id,
      exception: EntryException(
        kind: .extension, closes: Self.instant("2027-03-18T23:59:59Z")),
      category: "other", authoriser: "head", reason: "a call")
    _ = try ledger.record(
      [extended], act: Self.act("2027-03-\(day)T09:30:00Z", "record extension"))
    let last = try ledger.lastEvent()
    _ = try ledger.undo(
      last - 1, reason: "a mistake", act: Self.act("2027-03-\(day)T10:00:00Z", "undo"))
  }
}
