/// Somebody who follows a long step: told how far it has come, and asked whether to go on.
///
/// What they are told of is done and will be there when the machine fails, not only begun.
package struct Watch: Sendable {
  private let told: @Sendable (_ done: Int, _ all: Int) -> Void
  private let isStopping: @Sendable () -> Bool

  /// Nobody.
  package static let none = Watch(told: { _, _ in }, isStopping: { false })

  package init(
    told: @escaping @Sendable (_ done: Int, _ all: Int) -> Void,
    isStopping: @escaping @Sendable () -> Bool
  ) {
    self.told = told
    self.isStopping = isStopping
  }

  /// The same ear for who wants it stopped, where others say how far it has come.
  package var listening: Watch { Watch(told: { _, _ in }, isStopping: isStopping) }

  /// Says how many of all items are done; the first call says 0, the last one all.
  package func tell(_ done: Int, of all: Int) { told(done, all) }

  /// A place at which the step can end with nothing half done.
  package func mayStop() throws(Stopped) {
    if isStopping() { throw Stopped() }
  }
}

/// A step ended before its time because somebody asked for it; running it again goes on.
package struct Stopped: Error, CustomStringConvertible {
  package let description =
    "stopped; what was done is kept, and the same command goes on from there"
}
