import Findings

/// A JSON value from outside, read strictly.
///
/// RFC 8259 in UTF-8 without a byte order mark; numbers are whole and of at most nine digits; a key
/// that stands twice in one object, a lone surrogate, more than eight levels or anything behind the
/// value is refused. Foundation's reader lets the last of two equal keys win and takes `1e400`.
struct StrictJSON: Sendable {
  enum Value: Sendable, Hashable {
    case object([Member])
    case array([StrictJSON])
    case text(String)
    case number(Int)
    case flag(Bool)
    case null
  }

  struct Member: Sendable, Hashable {
    let key: String
    let value: StrictJSON
  }

  struct Flaw: Error {
    let line: Int
    let reason: String
  }

  let value: Value
  /// The line on which it begins, from 1.
  let line: Int

  init(_ value: Value, line: Int) {
    self.value = value
    self.line = line
  }

  init(_ bytes: [UInt8]) throws(Flaw) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Flaw(line: 1, reason: "is not text in UTF-8")
    }
    var reader = StrictJSONReader(bytes)
    self = try reader.document()
  }

  subscript(_ key: String) -> StrictJSON? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.key == key }?.value
  }

  var members: [Member]? {
    if case .object(let members) = value { members } else { nil }
  }
  var items: [StrictJSON]? {
    if case .array(let items) = value { items } else { nil }
  }
  var text: String? {
    if case .text(let text) = value { text } else { nil }
  }
  var number: Int? {
    if case .number(let number) = value { number } else { nil }
  }
  var flag: Bool? {
    if case .flag(let flag) = value { flag } else { nil }
  }
}

extension StrictJSON: Hashable {}

private struct StrictJSONReader {
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var depth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(StrictJSON.Flaw) -> StrictJSON {
    let value = try value()
    skipBlanks()
    guard index == bytes.count else { throw flaw("goes on behind its end") }
    return value
  }

  private func flaw(_ reason: String) -> StrictJSON.Flaw { .init(line: line, reason: reason) }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      if byte == 0x0A { line += 1 }
      index += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func value() throws(StrictJSON.Flaw) -> StrictJSON {
    skipBlanks()
    let start = line
    switch next {
    case UInt8(ascii: "{"): return StrictJSON(.object(try members()), line: start)
    case UInt8(ascii: "["): return StrictJSON(.array(try items()), line: start)
    case UInt8(ascii: "\""): return StrictJSON(.text(try string()), line: start)
    default: return StrictJSON(try word(), line: start)
    }
  }

  private mutating func enter() throws(StrictJSON.Flaw) {
    index += 1
    depth += 1
    guard depth <= 8 else { throw flaw("has more than 8 levels") }
  }

  private mutating func members() throws(StrictJSON.Flaw) -> [StrictJSON.Member] {
    try enter()
    defer { depth -= 1 }
    var members: [StrictJSON.Member] = []
    // Filled once there are too many members to go through.
    var keys: Set<String> = []
    if take(UInt8(ascii: "}")) { return members }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else {
        throw flaw(next == nil ? "breaks off" : "lacks a key")
      }
      let key = try string()
      if members.count == 16 { keys = Set(members.map(\.key)) }
      let isNew =
        members.count < 16 ? !members.contains { $0.key == key } : keys.insert(key).inserted
      guard isNew else { throw flaw("has the key \"\(key.escaped)\" twice") }
      guard take(UInt8(ascii: ":")) else { throw flaw("lacks a colon") }
      members.append(.init(key: key, value: try value()))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw flaw("breaks off") }
    return members
  }

  private mutating func items() throws(StrictJSON.Flaw) -> [StrictJSON] {
    try enter()
    defer { depth -= 1 }
    var items: [StrictJSON] = []
    if take(UInt8(ascii: "]")) { return items }
    repeat { items.append(try value()) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw flaw("breaks off") }
    return items
  }

  /// A number, or one of the three words.
  private mutating func word() throws(StrictJSON.Flaw) -> StrictJSON.Value {
    let start = index
    while let byte = next, !",]} \t\r\n:\"[{".utf8.contains(byte) { index += 1 }
    let word = bytes[start..<index]
    if word.elementsEqual("true".utf8) { return .flag(true) }
    if word.elementsEqual("false".utf8) { return .flag(false) }
    if word.elementsEqual("null".utf8) { return .null }
    let digits = word.first == UInt8(ascii: "-") ? word.dropFirst() : word
    let isWhole = (1...9).contains(digits.count) && digits.allSatisfy { (48...57).contains($0) }
    let isPlain = isWhole && (digits.first != 48 || word.count == 1)
    guard isPlain, let number = Int(String(decoding: word, as: UTF8.self)) else {
      throw flaw(
        word.isEmpty
          ? "breaks off"
          : "holds \(String(decoding: word.prefix(20), as: UTF8.self).escaped), which is no whole number"
      )
    }
    return .number(number)
  }

  private mutating func string() throws(StrictJSON.Flaw) -> String {
    index += 1
    let start = index
    while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      index += 1
    }
    var text = Array(bytes[start..<index])
    while let byte = next {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
      case 0..<0x20: throw flaw("has a control character in a text")
      default: text.append(byte)
      }
    }
    throw flaw("breaks off")
  }

  private mutating func escape() throws(StrictJSON.Flaw) -> Unicode.Scalar {
    guard let byte = next else { throw flaw("breaks off") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw flaw("has an escape that JSON does not know")
    }
    var value = try unit()
    if (0xD800..<0xDC00).contains(value) {
      guard next == UInt8(ascii: "\\"), index + 1 < bytes.count,
        bytes[index + 1] == UInt8(ascii: "u")
      else { throw flaw("has half a character") }
      index += 2
      let low = try unit()
      guard (0xDC00..<0xE000).contains(low) else { throw flaw("has half a character") }
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw flaw("has half a character") }
    return scalar
  }

  private mutating func unit() throws(StrictJSON.Flaw) -> UInt32 {
    let digits = bytes[index..<min(index + 4, bytes.count)]
    guard digits.count == 4, digits.allSatisfy(\.isHexadecimal),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw flaw("has an escape that JSON does not know") }
    index += 4
    return value
  }
}

extension UInt8 {
  fileprivate var isHexadecimal: Bool {
    (48...57).contains(self) || (65...70).contains(self) || (97...102).contains(self)
  }
}
