/// Where an instant lies in a submission window.
public struct WindowJudgement: Sendable, Hashable, Codable {
  /// The four places.
  public enum State: String, Sendable, Hashable, Codable, CaseIterable {
    /// Before the window opens for this person.
    case early
    /// In time.
    case open
    /// After the close, within grace.
    case late
    /// After the close and any grace.
    case closed
  }

  /// The place.
  public let state: State
  /// Whole seconds, never negative: until the opening where early, left until the last accepted
  /// second where open, since the last accepted second where late or closed.
  public let by: Int
  /// The first second for this person.
  public let opensAt: Instant
  /// The last accepted second for this person.
  public let closesAt: Instant
}

extension SubmissionWindow {
  /// Says where an instant lies for one person.
  ///
  /// An extension moves the close for that person and never shortens the window; grace counts from
  /// the close as moved. A gate moves the opening for that person, never before the window's own
  /// (a provider may release the paper only after the last evaluation, cefel.org.uk), and leaves
  /// the close as it is.
  ///
  /// - Parameters:
  ///   - at: The time of record.
  ///   - moved: The last accepted second that an extension grants; `closing(on:)` gives that of a
  ///     day.
  ///   - gate: The first second at which the paper was released to this person.
  ///   - graceMinutes: Minutes of grace in place of the window's own.
  /// - Returns: The state, and by how many seconds.
  public func judge(
    _ at: Instant, extension moved: Instant? = nil, gate: Instant? = nil, graceMinutes: Int? = nil
  ) -> WindowJudgement {
    let opening = max(opensAt, gate ?? opensAt)
    let close = max(closesAt, moved ?? closesAt)
    let lateUntil = close.seconds + Int64(graceMinutes ?? self.graceMinutes) * 60
    let state: WindowJudgement.State =
      if at > close {
        at.seconds <= lateUntil ? .late : .closed
      } else {
        at < opening ? .early : .open
      }
    let distance =
      switch state {
      case .early: opening.seconds - at.seconds
      case .open: close.seconds - at.seconds
      case .late, .closed: at.seconds - close.seconds
      }
    return WindowJudgement(state: state, by: Int(distance), opensAt: opening, closesAt: close)
  }
}
