/// One key of a terminal.
enum Key: Hashable {
  case text(Character)
  case up, down, pageUp, pageDown, home, end
  case enter, escape, tab, backTab, backspace, control(Character)

  /// The keys in what a terminal sent, which may be several, or part of one at its end.
  ///
  /// - Returns: The keys, and the bytes of a sign that is not whole yet.
  static func read(_ bytes: [UInt8]) -> (keys: [Key], rest: [UInt8]) {
    var keys: [Key] = []
    var rest = bytes[...]
    while let first = rest.first {
      if first == 0x1B {
        guard let (key, length) = sequence(rest) else { break }
        if let key { keys.append(key) }
        rest = rest.dropFirst(length)
        continue
      }
      let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      guard rest.count >= length else { break }
      if first < 0x80 {
        keys.append(plain(first))
      } else if let text = String(validating: rest.prefix(length), as: UTF8.self),
        let sign = text.first
      {
        keys.append(.text(sign))
      }
      rest = rest.dropFirst(length)
    }
    return (keys, Array(rest))
  }

  private static func plain(_ byte: UInt8) -> Key {
    switch byte {
    case 0x0D, 0x0A: .enter
    case 0x09: .tab
    case 0x7F, 0x08: .backspace
    case 0x01...0x1A: .control(Character(Unicode.Scalar(byte + 0x60)))
    default: .text(Character(Unicode.Scalar(byte)))
    }
  }

  private static let sequences: [(String, Key)] = [
    ("[A", .up), ("[B", .down), ("OA", .up), ("OB", .down), ("[5~", .pageUp), ("[6~", .pageDown),
    ("[H", .home), ("[F", .end), ("[1~", .home), ("[4~", .end), ("OH", .home), ("OF", .end),
    ("[Z", .backTab),
  ]

  /// What follows an escape: a key and its length; no key for a sequence that means nothing here.
  private static func sequence(_ bytes: ArraySlice<UInt8>) -> (Key?, Int)? {
    let after = bytes.dropFirst()
    guard let next = after.first, "[O".utf8.contains(next) else { return (.escape, 1) }
    for (text, key) in sequences where after.starts(with: text.utf8) {
      return (key, 1 + text.utf8.count)
    }
    // Parameters, then one letter: another key of the terminal.
    let end = after.dropFirst().firstIndex { (0x40...0x7E).contains($0) }
    return end.map { (nil, $0 - bytes.startIndex + 1) }
  }
}
