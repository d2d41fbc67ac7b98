/// A source with a buffer before it, so that single bytes and whole chunks can be asked for.
struct ByteReader {
  private var source: any ByteSource
  private var buffer: [UInt8] = []
  private var position = 0

  init(_ source: some ByteSource) { self.source = source }

  /// The next byte without taking it; nil at the end.
  mutating func peek() throws(AgeError) -> UInt8? {
    if position == buffer.count {
      buffer = try source.read(upTo: 64 * 1_024)
      position = 0
    }
    return position < buffer.count ? buffer[position] : nil
  }

  /// Takes the next byte; nil at the end.
  mutating func byte() throws(AgeError) -> UInt8? {
    let next = try peek()
    if next != nil { position += 1 }
    return next
  }

  /// Takes the next bytes: fewer than asked for only where the source ends.
  mutating func read(upTo count: Int) throws(AgeError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count, try peek() != nil {
      let taken = min(count - bytes.count, buffer.count - position)
      bytes += buffer[position..<position + taken]
      position += taken
    }
    return bytes
  }

  /// One line as it was read: its bytes, and whether a line feed ended it.
  struct Line {
    var bytes: [UInt8]
    var ended: Bool
  }

  /// Takes a line without its line feed; nil where it is longer than the limit.
  mutating func line(limit: Int) throws(AgeError) -> Line? {
    var bytes: [UInt8] = []
    while let next = try byte() {
      if next == UInt8(ascii: "\n") { return Line(bytes: bytes, ended: true) }
      guard bytes.count < limit else { return nil }
      bytes.append(next)
    }
    return Line(bytes: bytes, ended: false)
  }
}
