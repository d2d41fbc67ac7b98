import Archive
import Synchronization

/// What comes of so many pieces of work without errors, each done on any core; in their order, so
/// that the number of cores changes nothing.
func onAllCores<Answer: Sendable>(
  _ count: Int, _ work: @Sendable (Int) -> Answer
) -> [Answer] {
  let answers = Mutex([Answer?](repeating: nil, count: count))
  Cores.perform(count) { place in
    let answer = work(place)
    answers.withLock { $0[place] = answer }
  }
  return answers.withLock { $0 }.compactMap { $0 }
}

/// What comes of two pieces of work that are done at the same time.
func together<First: Sendable, Second: Sendable>(
  _ first: @Sendable () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
  let answers = Mutex<(First?, Second?)>((nil, nil))
  Cores.perform(2) { place in
    if place == 0 {
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
