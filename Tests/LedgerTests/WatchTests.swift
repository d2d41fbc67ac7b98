import Assessment
import Foundation
import Synchronization
import Testing

@testable import Ledger

@Suite struct Watching {
  @Test func `receiving that is asked to stop records what is judged, and goes on when run again`()
    throws
  {
    try MadeSeries.with { series in
      try series.importPeople(320)
      let incoming = try (1...320).map {
        try series.response("p\($0)", "Response \($0).", at: "2027-03-09T09:00:00Z")
      }
      let told = Mutex<[Int]>([])
      let watch = Watch(
        told: { done, _ in told.withLock { $0.append(done) } },
        isStopping: { told.withLock { ($0.last ?? 0) >= 100 } })
      let watched = MadeSeries(
        ledger: try Ledger(opening: series.folder, watch: watch), folder: series.folder,
        key: series.key)
      #expect(throws: Stopped.self) {
        try watched.receive(incoming, at: "2027-03-20T09:00:00Z")
      }
      // While the first batch was recorded the second one was judged.
      #expect(told.withLock { $0 } == [0, 100, 200])
      #expect(try series.states() == [.received: 200, .notSubmitted: 120])
      let second = try series.receive(incoming, at: "2027-03-20T09:05:00Z")
      #expect(second.count { $0.result == .unchanged } == 200)
      #expect(try series.states() == [.received: 320])
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
