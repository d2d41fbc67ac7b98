import Foundation
import Testing

/// The page for auditors is typed as it stands, with no tool of ours.
@Suite struct AuditPage {
  private static func steps() throws -> [ScenarioStep] {
    let page = Scenario.root.appending(path: "Samples/auditing.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let blocks = text.matches(of: /(?s)```console\n(.*?)```/).map { String($0.1) }
    return ScenarioStep.parse(blocks.joined(separator: "\n")).steps
  }

  private static func with(_ body: (URL) throws -> Void) throws {
    try withFolder { folder in
      let story = "$ROOT/Samples/story $ROOT/Samples/stories/resubmitted made >made.txt 2>&1"
      _ = try ScenarioStep(command: story).run(in: folder)
      try body(folder.appending(path: "made/series"))
    }
  }

  @Test func `a whole series is checked with sqlite3, sha256sum and signify alone`() throws {
    try Self.with { series in
      for step in try Self.steps() {
        #expect(!step.command.hasPrefix("npq"), "the page may use no tool of ours")
        step.expect(try step.run(in: series))
      }
    }
  }

  @Test func `a series that was worked on apart and joined is checked in the same way`() throws {
    try Self.with { series in
      let apart = """
        cp -r . ../copy; at="--at 2028-01-10T09:00:00Z";
        npq detach anna --series ../copy >../said;
        npq record extension np27-17 --closes 2027-03-20 --reason call $at --series ../copy >../said;
        npq record extension np27-16 --closes 2027-03-20 --reason call $at --series . >../said;
        npq join ../copy --at 2028-01-11T09:00:00Z --series . | sed -n 1p
        """
      let told = try ScenarioStep(command: apart).run(in: series)
      #expect(told == ["1 event came in from sample/anna"])
      for step in try Self.steps() { step.expect(try step.run(in: series)) }
    }
  }

  private static let hands = [
    "DROP TRIGGER fact_is_not_changed; UPDATE fact SET marks = 3 - marks WHERE id = 1",
    """
    DROP TRIGGER event_is_not_changed;
    UPDATE event SET body = CAST(body || ' ' AS BLOB) WHERE number = 5
    """,
    """
    DROP TRIGGER row_proof_is_not_changed;
    UPDATE row_proof SET text = text || ' ' WHERE change = 9
    """,
    "DROP TRIGGER row_proof_is_not_deleted; DELETE FROM row_proof WHERE change = 9",
    "DROP TRIGGER head_is_not_deleted; DELETE FROM head WHERE number = 4",
    "UPDATE setting SET value = '/elsewhere' WHERE key = 'keys'",
    "UPDATE run SET first = event WHERE first <> event",
    "UPDATE private_text SET text = text || '.'",
  ]

  @Test func `the page finds out whoever lays hands on the record`() throws {
    try Self.with { series in
      for (number, sql) in Self.hands.enumerated() {
        let copy = series.deletingLastPathComponent().appending(path: "copy-\(number)")
        try FileManager.default.copyItem(at: series, to: copy)
        let hand = ScenarioStep(
          command: "sqlite3 ledger.sqlite \"PRAGMA foreign_keys = OFF; \(sql)\"")
        #expect(try hand.run(in: copy) == [])
        let differing = try Self.steps().filter { !$0.matches(try $0.run(in: copy)) }
        #expect(!differing.isEmpty, "\(sql)")
      }
    }
  }
}
