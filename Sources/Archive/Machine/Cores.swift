import Dispatch
import Foundation
import Synchronization

/// How much of the machine the process takes: every core, unless somebody says less.
///
/// What comes of the work is the same with any number.
package enum Cores {
  /// No more pieces of work than this at once; 0 where nobody said.
  private static let most = Atomic(0)
  /// The threads beside those that asked for work to be done.
  private static let helpers = Atomic(0)

  /// Lets no more than so many pieces of work be done at once from now on.
  package static func use(atMost count: Int) { most.store(max(count, 1), ordering: .relaxed) }

  /// Whether somebody said how many.
  package static var areLimited: Bool { most.load(ordering: .relaxed) > 0 }

  /// How many pieces of work are done at once where there are more of them.
  package static var count: Int {
    let most = most.load(ordering: .relaxed)
    return most > 0 ? most : ProcessInfo.processInfo.activeProcessorCount
  }

  /// Calls with each number below `count` once, on all cores that may be used.
  package static func perform(_ count: Int, _ work: @Sendable (Int) -> Void) {
    let most = most.load(ordering: .relaxed)
    guard most > 0 else {
      return DispatchQueue.concurrentPerform(iterations: count, execute: work)
    }
    // Work inside work has whatever the outer work leaves.
    let own = takeHelpers(min(most, count) - 1, of: most - 1)
    defer { helpers.subtract(own, ordering: .relaxed) }
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: own + 1) { _ in
      while true {
        let number = next.add(1, ordering: .relaxed).oldValue
        guard number < count else { return }
        work(number)
      }
    }
  }

  /// What comes of each number below `count`, in their order, so that the number of cores changes
  /// nothing.
  package static func answers<Answer: Sendable>(
    _ count: Int, _ work: @Sendable (Int) -> Answer
  ) -> [Answer] {
    let answers = Mutex([Answer?](repeating: nil, count: count))
    perform(count) { number in
      let answer = work(number)
      answers.withLock { $0[number] = answer }
    }
    return answers.withLock { $0 }.compactMap { $0 }
  }

  /// What comes of two pieces of work that are done at the same time.
  package static func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    let answers = Mutex<(First?, Second?)>((nil, nil))
    perform(2) { number in
      if number == 0 {
        let answer = first()
        answers.withLock { $0.0 = answer }
      } else {
        let answer = second()
        answers.withLock { $0.1 = answer }
      }
    }
    let found = answers.withLock { $0 }
    return (found.0 ?? first(), found.1 ?? second())
  }

  /// Takes up to `wanted` of `all` helpers from those that nobody has.
  private static func takeHelpers(_ wanted: Int, of all: Int) -> Int {
    var taken = helpers.load(ordering: .relaxed)
    while true {
      let own = max(0, min(wanted, all - taken))
      let (isExchanged, current) = helpers.weakCompareExchange(
        expected: taken, desired: taken + own, ordering: .relaxed)
      if isExchanged { return own }
      taken = current
    }
  }
}
