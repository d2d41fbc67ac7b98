/// One entry of an age header: a type with its arguments, and a body.
struct AgeStanza: Hashable {
  var arguments: [String]
  var body: [UInt8]

  var type: String { arguments.first ?? "" }
}

/// The header of an age file (C2SP age, "Header").
struct AgeHeader: Hashable {
  static let version = "age-encryption.org/v1"
  static let stanzaMark = Array("-> ".utf8)
  static let endMark = Array("---".utf8)
  /// Columns of a body line; a shorter line ends a stanza.
  static let columns = 64
  /// Room for thousands of recipients; what is larger was not made to be opened.
  static let byteLimit = 1_000_000

  var stanzas: [AgeStanza]
  var authenticator: [UInt8]
  /// The bytes that the authenticator vouches for: all up to and including `---`.
  var authenticated: [UInt8]
}

extension AgeHeader {
  /// The bytes of a header up to and including `---`.
  static func text(of stanzas: [AgeStanza]) -> [UInt8] {
    var text = Array((version + "\n").utf8)
    for stanza in stanzas {
      text += Array("-> \(stanza.arguments.joined(separator: " "))\n".utf8)
      var body = Base64.encode(stanza.body, padded: false)[...]
      while body.count >= columns {
        text += body.prefix(columns) + [UInt8(ascii: "\n")]
        body = body.dropFirst(columns)
      }
      text += body + [UInt8(ascii: "\n")]
    }
    return text + endMark
  }

  /// The bytes of the whole header.
  var bytes: [UInt8] {
    authenticated + Array(" ".utf8) + Base64.encode(authenticator, padded: false) + Array("\n".utf8)
  }
}
