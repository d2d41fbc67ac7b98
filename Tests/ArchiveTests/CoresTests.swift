import Archive
import Foundation
import Synchronization
import Testing

/// How many pieces of work are done at once; in processes of their own, for which it holds.
@Suite struct CoresTests {
  /// Counts who is at work.
  private final class Desk: Sendable {
    private let here = Atomic(0)
    private let most = Atomic(0)

    var mostAtOnce: Int { most.load(ordering: .relaxed) }

    func work() {
      let now = here.add(1, ordering: .relaxed).newValue
      most.max(now, ordering: .relaxed)
      usleep(2_000)
      here.subtract(1, ordering: .relaxed)
    }
  }

  @Test func `work is done on as many cores as somebody said, inside other work too`() async {
    await #expect(processExitsWith: .success) {
      Cores.use(atMost: 2)
      let (desk, inner) = (Desk(), Desk())
      let done = Mutex([Int](repeating: 0, count: 40))
      Cores.perform(40) { number in
        desk.work()
        Cores.perform(5) { _ in inner.work() }
        done.withLock { $0[number] += 1 }
      }
      precondition(desk.mostAtOnce <= 2 && inner.mostAtOnce <= 2)
      precondition(done.withLock { $0 } == Array(repeating: 1, count: 40))
      // Nobody is at work any more: what comes next has both again.
      let last = Desk()
      Cores.perform(200) { _ in last.work() }
      precondition(last.mostAtOnce == min(2, ProcessInfo.processInfo.activeProcessorCount))
    }
  }

  @Test func `one at a time is one at a time`() async {
    await #expect(processExitsWith: .success) {
      Cores.use(atMost: 1)
      let desk = Desk()
      Cores.perform(20) { _ in desk.work() }
      precondition(desk.mostAtOnce == 1 && Cores.count == 1)
    }
  }
}
