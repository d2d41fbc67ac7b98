public import Foundation

/// The bytes of a value as canonical JSON (RFC 8785).
///
/// Sorted keys, no white space, no escaped slashes. Numbers are integers; a type that holds a
/// fraction has no place here.
public func canonicalJSON(_ value: some Encodable) throws -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return try encoder.encode(value)
}
