/// The one main state of an entry; flags such as an extension or an open query stand beside it.
public enum EntryState: String, Sendable, Hashable, Codable, CaseIterable {
  /// Nothing has come yet, and the window is not over.
  case expected
  /// A response is there.
  case received
  /// Something came that waits for a person's decision.
  case needsAttention = "needs-attention"
  /// The script is with assessors.
  case inMarking = "in-marking"
  /// Every marking is there; the decision is not final.
  case marked
  /// The result is pending for a stated reason.
  case withheld
  /// Decided, not yet released.
  case decided
  /// Released to the participant.
  case released
  /// Moved to a later window.
  case deferred
  /// Withdrawn from the qualification.
  case withdrawn
  /// The window is over and nothing came.
  case notSubmitted = "not-submitted"
}

/// What is known of an entry, as far as its state depends on it.
public struct EntryFacts: Sendable, Hashable {
  /// A withdrawal is recorded.
  public var withdrawn = false
  /// A deferral is recorded.
  public var deferred = false
  /// The result has been released.
  public var released = false
  /// The decision is final.
  public var decided = false
  /// The result is withheld by name.
  public var withheld = false
  /// Every marking that the rules ask for is complete.
  public var marked = false
  /// The script is allocated to an assessor.
  public var inMarking = false
  /// A submission is accepted.
  public var received = false
  /// A submission waits for a person.
  public var held = false
  /// The window is over for this person, extension counted.
  public var windowOver = false

  /// Nothing is known yet.
  public init() {}

  /// The state: the first rule that fits.
  public var state: EntryState {
    if withdrawn { return .withdrawn }
    if deferred { return .deferred }
    if released { return .released }
    if withheld { return .withheld }
    if decided { return .decided }
    if marked { return .marked }
    if inMarking { return .inMarking }
    if received { return .received }
    if held { return .needsAttention }
    return windowOver ? .notSubmitted : .expected
  }
}
