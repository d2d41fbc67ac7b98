import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// The results of a function over every element, in order, computed on all cores.
  func parallelMap<Value: Sendable>(_ transform: @Sendable (Element) -> Value) -> [Value] {
    let results = Mutex([Value?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let value = transform(self[index])
      results.withLock { $0[index] = value }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
