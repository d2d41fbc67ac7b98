import Archive
import Dispatch
import Synchronization

/// Does the same work for each item on all cores; the answers come in the order of the items.
///
/// What the work returns is kept until the end, so it should be small. The first error, in that
/// order, is thrown.
package func onAllCores<Item: Sendable, Answer: Sendable>(
  _ items: [Item], _ work: @Sendable (Item) throws -> Answer
) throws -> [Answer] {
  keepFreedMemory()
  let answers = Mutex<[Result<Answer, any Error>?]>(Array(repeating: nil, count: items.count))
  DispatchQueue.concurrentPerform(iterations: items.count) { index in
    let answer = Result { try work(items[index]) }
    answers.withLock { $0[index] = answer }
  }
  return try answers.withLock { $0 }.compactMap { try $0?.get() }
}
