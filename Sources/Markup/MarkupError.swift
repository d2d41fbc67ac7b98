/// Why a stream of XML events ended before the document did.
package enum MarkupError: Error, Sendable, Hashable {
  /// The document declares a DOCTYPE, which brings entities and outside files with it.
  case doctype
  /// The document says it is in an encoding other than UTF-8 or UTF-16.
  case encoding(String)
  /// One of the limits was passed.
  case limit(Limit, Int)
  /// The bytes are not well-formed XML; expat's words and the line.
  case malformed(String, line: Int)
  /// No memory for a parser.
  case memory

  /// What a limit is on.
  package enum Limit: String, Sendable {
    case bytes, depth, attributes, text
    case token = "bytes in one tag"
  }
}

extension MarkupError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .doctype: "holds a DOCTYPE"
    case .encoding(let name): "is in the encoding \(name), not in UTF-8 or UTF-16"
    case .limit(let limit, let most): "passes the limit of \(most) for \(limit.rawValue)"
    case .malformed(let reason, let line): "is not well-formed XML (line \(line): \(reason))"
    case .memory: "could not be read for want of memory"
    }
  }
}
