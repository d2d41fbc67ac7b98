/// The text form of an age file (C2SP age, "ASCII armor"): strict PEM in lines of 64.
enum Armour {
  static let begin = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
  static let end = Array("-----END AGE ENCRYPTED FILE-----".utf8)
  static let columns = 64
  static let bytesPerLine = 48
  /// How much white space may stand before and after the armour.
  static let whitespaceLimit = 1_024

  static func isWhitespace(_ byte: UInt8) -> Bool {
    byte == 32 || (9...13).contains(byte)
  }
}

/// Takes the armour off a source.
struct ArmourSource: ByteSource {
  private enum Place {
    case before, within, last, after
  }

  private var text: ByteReader
  private var place = Place.before

  init(_ text: ByteReader) { self.text = text }

  mutating func read(upTo count: Int) throws(AgeError) -> [UInt8] {
    if place == .before { try begin() }
    var bytes: [UInt8] = []
    while place != .after, count - bytes.count >= Armour.bytesPerLine {
      bytes += try next()
    }
    return bytes
  }

  private mutating func begin() throws(AgeError) {
    var skipped = 0
    while let byte = try text.peek(), Armour.isWhitespace(byte) {
      _ = try text.byte()
      skipped += 1
      guard skipped <= Armour.whitespaceLimit else {
        throw .armour("too much white space stands before it")
      }
    }
    guard try line() == Armour.begin else { throw .armour("its first line is wrong") }
    place = .within
  }

  /// The bytes of the next line; none where it is the last line of all.
  private mutating func next() throws(AgeError) -> [UInt8] {
    let line = try line()
    if line == Armour.end {
      place = .after
      try finish()
      return []
    }
    guard place == .within else { throw .armour("a line within it is too short") }
    guard !line.isEmpty, line.count <= Armour.columns, let bytes = Base64.decode(line, padded: true)
    else { throw .armour("a line within it is not base 64 in lines of 64") }
    if bytes.count < Armour.bytesPerLine { place = .last }
    return bytes
  }

  /// The next line without its end, which may be a line feed, both, or the end of the file.
  private mutating func line() throws(AgeError) -> [UInt8] {
    guard let line = try text.line(limit: Armour.columns + 1) else {
      throw .armour("a line within it is too long")
    }
    guard line.ended || !line.bytes.isEmpty else { throw .armour("it ends too early") }
    return line.bytes.last == UInt8(ascii: "\r") ? line.bytes.dropLast() : line.bytes
  }

  private mutating func finish() throws(AgeError) {
    let rest = try text.read(upTo: Armour.whitespaceLimit + 1)
    guard rest.count <= Armour.whitespaceLimit, rest.allSatisfy(Armour.isWhitespace) else {
      throw .armour("something follows its last line")
    }
  }
}

/// Puts armour around what is written.
struct ArmourSink<Inner: ByteSink>: ByteSink {
  private(set) var inner: Inner
  private var pending: [UInt8] = []

  init(_ inner: Inner) throws(AgeError) {
    self.inner = inner
    try self.inner.write(Armour.begin + [UInt8(ascii: "\n")])
  }

  mutating func write(_ bytes: [UInt8]) throws(AgeError) {
    pending += bytes
    var text: [UInt8] = []
    var start = 0
    while pending.count - start >= Armour.bytesPerLine {
      text += Base64.encode(pending[start..<start + Armour.bytesPerLine], padded: true)
      text.append(UInt8(ascii: "\n"))
      start += Armour.bytesPerLine
    }
    pending.removeFirst(start)
    if !text.isEmpty { try inner.write(text) }
  }

  /// Writes the last line.
  mutating func finish() throws(AgeError) {
    var text: [UInt8] = []
    if !pending.isEmpty {
      text = Base64.encode(pending, padded: true) + [UInt8(ascii: "\n")]
    }
    try inner.write(text + Armour.end + [UInt8(ascii: "\n")])
  }
}
