import Assessment
import CSQLite
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

/// What a step costs, in operations of SQLite's machine: no clock tells them otherwise.
@Suite struct StepCost {
  /// How many hundred operations a step of one small change takes in a series of so many people.
  private func cost(among people: Int) throws -> Int {
    var hundreds = 0
    try MadeSeries.with { series in
      try series.importPeople(people)
      let count = UnsafeMutablePointer<Int>.allocate(capacity: 1)
      count.initialize(to: 0)
      defer { count.deallocate() }
      let act = MadeSeries.act("2027-03-20T09:00:00Z", "record withdrawal")
      try series.ledger.step(act) { database in
        sqlite3_progress_handler(
          database.sqliteConnection, 100,
          { context in
            context?.assumingMemoryBound(to: Int.self).pointee += 1
            return 0
          }, count)
        _ = try database.append(NewEvent(subject: "S"), act)
        try database.execute(sql: "INSERT INTO person (id, details) VALUES ('another', '{}')")
        try database.execute(sql: "UPDATE entry SET cohort = 'autumn' WHERE id = 1")
      }
      series.ledger.queue.inDatabase {
        sqlite3_progress_handler($0.sqliteConnection, 0, nil, nil)
      }
      hundreds = count.pointee
    }
    return hundreds
  }

  @Test func `a step costs what it changes, however much the record holds`() throws {
    let few = try cost(among: 10)
    let many = try cost(among: 2_000)
    #expect(few > 0)
    #expect(many < few * 2, "\(few) hundred operations among 10 people, \(many) among 2,000")
  }

  /// In a process of its own, since it can be set only before anybody opens a database.
  @Test func `SQLite counts no memory, so that no core waits for another's`() async {
    await #expect(processExitsWith: .success) {
      try MadeSeries.with { series in
        _ = try series.ledger.name()
        if sqlite3_memory_used() != 0 { exit(1) }
      }
    }
  }
}
