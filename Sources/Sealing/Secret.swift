/// A value whose printed forms never show what it holds.
///
/// Neither `print`, `dump`, string interpolation nor a debugger's mirror reaches its bytes.
package protocol Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Secret {
  package var description: String { "(secret)" }
  package var debugDescription: String { "(secret)" }
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}

/// Words that open what was sealed under them.
package struct Passphrase: Sendable, Secret {
  let bytes: [UInt8]

  /// Takes the words as they were typed; nil where there are none.
  package init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    bytes = Array(text.utf8)
  }
}
