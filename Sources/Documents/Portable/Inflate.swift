/// Inflates a zlib stream (RFC 1950 and 1951), for looking into the object streams of a PDF.
///
/// Nil where the stream is damaged or holds more than `limit` bytes. The checksum is not looked
/// at: what a viewer would read of a damaged stream is worth seeing too.
func inflate(zlib bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
  guard bytes.count > 2, bytes[bytes.startIndex] & 0x0F == 8 else { return nil }
  var stream = Inflation(bytes.dropFirst(2), limit: limit)
  return stream.run() ? stream.output : nil
}

/// A Huffman code: how many codes have each length, and the symbols in their order.
private struct HuffmanCode {
  private var counts = [Int](repeating: 0, count: 16)
  private var symbols: [Int]

  init(_ lengths: [Int]) {
    for length in lengths { counts[length] += 1 }
    counts[0] = 0
    var offsets = [Int](repeating: 0, count: 17)
    for length in 1...15 { offsets[length + 1] = offsets[length] + counts[length] }
    symbols = [Int](repeating: 0, count: lengths.count)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      symbols[offsets[length]] = symbol
      offsets[length] += 1
    }
  }

  /// The next symbol, bit by bit; nil at the end or for a code that means nothing.
  func symbol(_ bits: inout BitReader) -> Int? {
    var (code, first, index) = (0, 0, 0)
    for length in 1...15 {
      guard let bit = bits.read(1) else { return nil }
      code |= bit
      let count = counts[length]
      if code - count < first { return symbols[index + code - first] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    return nil
  }
}

private struct BitReader {
  private let bytes: ArraySlice<UInt8>
  private var index: Int
  private var held = 0
  private var heldCount = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  mutating func read(_ count: Int) -> Int? {
    while heldCount < count {
      guard index < bytes.endIndex else { return nil }
      held |= Int(bytes[index]) << heldCount
      heldCount += 8
      index += 1
    }
    defer {
      held >>= count
      heldCount -= count
    }
    return held & ((1 << count) - 1)
  }

  /// Bytes as they stand, from the next whole one on.
  mutating func readStored() -> ArraySlice<UInt8>? {
    (held, heldCount) = (0, 0)
    guard let length = read(16), let check = read(16), length == check ^ 0xFFFF,
      index + length <= bytes.endIndex
    else { return nil }
    defer { index += length }
    return bytes[index..<(index + length)]
  }
}

private struct Inflation {
  private(set) var output: [UInt8] = []
  private var bits: BitReader
  private let limit: Int

  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1_025, 1_537,
    2_049, 3_073, 4_097, 6_145, 8_193, 12_289, 16_385, 24_577,
  ]
  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  init(_ bytes: ArraySlice<UInt8>, limit: Int) {
    bits = BitReader(bytes)
    self.limit = limit
  }

  mutating func run() -> Bool {
    while let last = bits.read(1), let kind = bits.read(2) {
      let isFine =
        switch kind {
        case 0: stored()
        case 1: coded(Self.fixedLiterals, Self.fixedDistances)
        case 2: dynamic()
        default: false
        }
      guard isFine else { return false }
      if last == 1 { return true }
    }
    return false
  }

  private static let fixedLiterals = HuffmanCode(
    (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  private static let fixedDistances = HuffmanCode([Int](repeating: 5, count: 30))

  private mutating func stored() -> Bool {
    guard let bytes = bits.readStored(), output.count + bytes.count <= limit else { return false }
    output += bytes
    return true
  }

  private mutating func dynamic() -> Bool {
    guard let literals = bits.read(5), let distances = bits.read(5), let codes = bits.read(4) else {
      return false
    }
    var lengths = [Int](repeating: 0, count: 19)
    for index in 0..<(codes + 4) {
      guard let length = bits.read(3) else { return false }
      lengths[Self.order[index]] = length
    }
    let total = literals + 257 + distances + 1
    guard let all = codeLengths(HuffmanCode(lengths), total) else { return false }
    let cut = literals + 257
    return coded(HuffmanCode(Array(all[..<cut])), HuffmanCode(Array(all[cut...])))
  }

  private mutating func codeLengths(_ code: HuffmanCode, _ total: Int) -> [Int]? {
    var lengths: [Int] = []
    while lengths.count < total {
      guard let symbol = code.symbol(&bits) else { return nil }
      switch symbol {
      case 16:
        guard let extra = bits.read(2), let last = lengths.last else { return nil }
        lengths += [Int](repeating: last, count: extra + 3)
      case 17, 18:
        guard let extra = bits.read(symbol == 17 ? 3 : 7) else { return nil }
        lengths += [Int](repeating: 0, count: extra + (symbol == 17 ? 3 : 11))
      default: lengths.append(symbol)
      }
    }
    return lengths.count == total ? lengths : nil
  }

  private mutating func coded(_ literals: HuffmanCode, _ distances: HuffmanCode) -> Bool {
    while let symbol = literals.symbol(&bits) {
      if symbol < 256 {
        guard output.count < limit else { return false }
        output.append(UInt8(symbol))
      } else if symbol == 256 {
        return true
      } else {
        guard copy(symbol - 257, distances) else { return false }
      }
    }
    return false
  }

  private mutating func copy(_ code: Int, _ distances: HuffmanCode) -> Bool {
    guard code < 29, let extra = bits.read(code < 8 || code == 28 ? 0 : code / 4 - 1),
      let distanceCode = distances.symbol(&bits), distanceCode < 30,
      let more = bits.read(distanceCode < 4 ? 0 : distanceCode / 2 - 1)
    else { return false }
    let length = Self.lengthBases[code] + extra
    let distance = Self.distanceBases[distanceCode] + more
    guard distance <= output.count, output.count + length <= limit else { return false }
    for _ in 0..<length { output.append(output[output.count - distance]) }
    return true
  }
}
