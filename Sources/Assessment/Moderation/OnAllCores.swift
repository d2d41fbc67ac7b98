import Dispatch
import Synchronization

/// What comes of so many pieces of work without errors, each done on any core; in their order, so
/// that the number of cores changes nothing.
func onAllCores<Answer: Sendable>(
  _ count: Int, _ work: @Sendable (Int) -> Answer
) -> [Answer] {
  let answers = Mutex([Answer?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { place in
    let answer = work(place)
    answers.withLock { $0[place] = answer }
  }
  return answers.withLock { $0 }.compactMap { $0 }
}
