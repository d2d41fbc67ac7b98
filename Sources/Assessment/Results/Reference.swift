/// A value that many hold alike, behind a reference.
package struct Reference<Value: Sendable>: Sendable {
  private let kept: [Value]

  package init(_ value: Value) { kept = [value] }

  package var value: Value { kept[0] }
}
