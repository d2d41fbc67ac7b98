import Archive
import Dispatch
import Synchronization

/// Does the same work for each item on all cores; the answers come in the order of the items.
///
/// What the work returns is kept until the end, so it should be small. The first error, in that
/// order, is thrown. Whoever watches can stop it between two items.
package func onAllCores<Item: Sendable, Answer: Sendable>(
  _ items: [Item], watch: Watch = .none, _ work: @Sendable (Item) throws -> Answer
) throws -> [Answer] {
  keepFreedMemory()
  let done = Atomic(0)
  watch.tell(0, of: items.count)
  let answers = Cores.answers(items.count) { index in
    defer { watch.tell(done.add(1, ordering: .relaxed).newValue, of: items.count) }
    return Result {
      try watch.mayStop()
      return try work(items[index])
    }
  }
  return try answers.map { try $0.get() }
}

/// Does something on threads of its own while something else is done here; both have ended when it
/// returns, or throws what went wrong here.
///
/// Where somebody said how many cores may be used, it is done after that, with all of them.
func sideBySide<Answer: Sendable>(
  _ work: @escaping @Sendable () throws -> Answer, and own: () throws -> Void
) throws -> Result<Answer, any Error> {
  if Cores.areLimited {
    try own()
    return Result { try work() }
  }
  let answer = Mutex<Result<Answer, any Error>?>(nil)
  let group = DispatchGroup()
  DispatchQueue.global().async(group: group) {
    let done = Result { try work() }
    answer.withLock { $0 = done }
  }
  let here = Result { try own() }
  group.wait()
  try here.get()
  return answer.withLock { $0 } ?? .failure(CancellationError())
}
