/// A value that was read or judged, with everything that was found on the way.
///
/// The value is nil where the findings leave nothing to work with.
public struct Judged<Value> {
  /// What came of it.
  public var value: Value?
  /// Everything that was found, gravest or not.
  public var findings: [Finding]

  /// Makes a judged value.
  public init(_ value: Value?, _ findings: [Finding] = []) {
    self.value = value
    self.findings = findings
  }
}

extension Judged: Sendable where Value: Sendable {}
