/// What a command or a judgement came to.
public enum Verdict: String, Sendable, Hashable, Codable {
  /// Everything was judged and nothing stands against it.
  case accepted
  /// An act was carried out.
  case done
  /// Kept, and waits for a person's decision.
  case held
  /// At least one finding refuses it.
  case refused
  /// A release was asked for while something is missing.
  case incomplete
  /// The environment or the program itself failed.
  case failed

  /// The exit code that tells a script the same thing.
  public var exitCode: Int32 {
    switch self {
    case .accepted, .done: 0
    case .failed: 1
    case .held, .refused: 2
    case .incomplete: 3
    }
  }

  private var rank: Int {
    switch self {
    case .done: 0
    case .accepted: 1
    case .incomplete: 2
    case .held: 3
    case .refused: 4
    case .failed: 5
    }
  }

  /// The worse of two verdicts.
  public func worse(_ other: Verdict) -> Verdict {
    rank >= other.rank ? self : other
  }
}
