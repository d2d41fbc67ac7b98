import Assessment
import Foundation
import Synchronization
import Testing

@testable import Ledger

@Suite struct Watching {
  @Test func `receiving that is asked to stop ends after its batch, and goes on when run again`()
    throws
  {
    try MadeSeries.with { series in
      try series.importPeople(120)
      let incoming = try (1...120).map {
        try series.response("p\($0)", "Response \($0).", at: "2027-03-09T09:00:00Z")
      }
      let told = Mutex<[Int]>([])
      let watch = Watch(
        told: { done, _ in told.withLock { $0.append(done) } },
        isStopping: { told.withLock { $0.last == 100 } })
      let watched = MadeSeries(
        ledger: try Ledger(opening: series.folder, watch: watch), folder: series.folder,
        key: series.key)
      #expect(throws: Stopped.self) {
        try watched.receive(incoming, at: "2027-03-20T09:00:00Z")
      }
      #expect(told.withLock { $0 } == [0, 100])
      #expect(try series.states() == [.received: 100, .notSubmitted: 20])
      let second = try series.receive(incoming, at: "2027-03-20T09:05:00Z")
      #expect(second.count { $0.result == .unchanged } == 100)
      #expect(try series.states() == [.received: 120])
    }
  }

  @Test func `work on all cores tells of each item when it is done`() throws {
    let told = Mutex<[Int]>([])
    let watch = Watch(
      told: { done, all in told.withLock { $0.append(all == 9 ? done : -1) } },
      isStopping: { false })
    #expect(try onAllCores(Array(1...9), watch: watch) { $0 * $0 }.reduce(0, +) == 285)
    #expect(told.withLock { $0.sorted() } == Array(0...9))
  }

  @Test func `work on all cores that is asked to stop says so`() {
    let watch = Watch(told: { _, _ in }, isStopping: { true })
    #expect(throws: Stopped.self) { try onAllCores([1, 2, 3], watch: watch) { $0 } }
  }
}
