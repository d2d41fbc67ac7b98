import Findings

/// The moment after which a reader gives up, on a clock that no one sets.
struct Deadline {
  private let end: ContinuousClock.Instant
  private let seconds: Int

  init(seconds: Int) {
    self.seconds = seconds
    end = .now + .seconds(seconds)
  }

  /// Whole seconds that are left, at least one: `check` says when there are none.
  var secondsLeft: Int { max(1, Int((end - .now).components.seconds)) }

  func check() throws(ArchiveError) {
    guard ContinuousClock.now > end else { return }
    throw .refused([
      Finding(
        "time-limit", .refused, "", "reading took more than the limit of \(seconds) seconds",
        remedy: "send a smaller archive, or raise the limit if you trust the sender")
    ])
  }
}
