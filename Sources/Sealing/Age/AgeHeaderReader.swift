/// Reads the header of an age file, line by line and as strictly as the specification asks.
struct AgeHeaderReader {
  private var read: [UInt8] = []

  /// Takes the header from the source and leaves the source at the payload.
  static func header(from source: inout ByteReader) throws(AgeError) -> AgeHeader {
    var reader = AgeHeaderReader()
    return try reader.header(from: &source)
  }

  private mutating func header(from source: inout ByteReader) throws(AgeError) -> AgeHeader {
    guard try line(from: &source) == Array(AgeHeader.version.utf8) else {
      throw .header("its first line is not \(AgeHeader.version)")
    }
    var stanzas: [AgeStanza] = []
    while true {
      let before = read.count
      let line = try line(from: &source)
      if line.starts(with: AgeHeader.stanzaMark) {
        let arguments = try Self.arguments(line.dropFirst(AgeHeader.stanzaMark.count))
        stanzas.append(AgeStanza(arguments: arguments, body: try body(from: &source)))
      } else if line.starts(with: AgeHeader.endMark) {
        let end = AgeHeader.endMark.count
        return AgeHeader(
          stanzas: stanzas, authenticator: try Self.authenticator(line.dropFirst(end)),
          authenticated: Array(read.prefix(before + end)))
      } else {
        throw .header("a line of it is neither a stanza nor its end")
      }
    }
  }

  /// The next line, which must end with a line feed.
  private mutating func line(from source: inout ByteReader) throws(AgeError) -> [UInt8] {
    guard let line = try source.line(limit: AgeHeader.byteLimit - read.count) else {
      throw .header("it is longer than \(AgeHeader.byteLimit) bytes")
    }
    guard line.ended else { throw .header("it ends too early") }
    read += line.bytes + [UInt8(ascii: "\n")]
    return line.bytes
  }

  /// The type and arguments of a stanza: visible ASCII, parted by single spaces.
  private static func arguments(_ line: ArraySlice<UInt8>) throws(AgeError) -> [String] {
    let arguments = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    for argument in arguments {
      guard !argument.isEmpty, argument.allSatisfy({ (33...126).contains($0) }) else {
        throw .header("an argument of a stanza is empty or not plain ASCII")
      }
    }
    return arguments.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The body of a stanza: full lines, then a shorter one, which may be empty.
  private mutating func body(from source: inout ByteReader) throws(AgeError) -> [UInt8] {
    var body: [UInt8] = []
    while true {
      let line = try line(from: &source)
      guard line.count <= AgeHeader.columns, let bytes = Base64.decode(line, padded: false) else {
        throw .header("the body of a stanza is not base 64 in lines of 64")
      }
      body += bytes
      if line.count < AgeHeader.columns { return body }
    }
  }

  private static func authenticator(_ rest: ArraySlice<UInt8>) throws(AgeError) -> [UInt8] {
    guard rest.first == UInt8(ascii: " "),
      let bytes = Base64.decode(rest.dropFirst(), padded: false), bytes.count == 32
    else { throw .header("its authentication code is malformed") }
    return bytes
  }
}
