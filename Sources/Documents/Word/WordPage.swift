import Markup

/// What the main part of a Word document says of its pages at its end, looked up before it is read.
///
/// The sizes stand in the last element, and where a text box stands can only be judged by them.
struct WordPage: Sendable {
  /// The longest sides of any page, in EMU; A3 where nothing is said.
  private(set) var width = 15_120_000
  private(set) var height = 15_120_000
  /// The widest margins.
  private(set) var left = 0
  private(set) var top = 0
  private(set) var hasColumns = false
  /// Whether a picture or shape stands behind the text.
  private(set) var hasBackdrop = false

  private static let twip = 635

  init() {}

  init(_ bytes: [UInt8]) {
    var (widest, highest) = (0, 0)
    Self.eachTag("w:pgSz", in: bytes) { tag in
      widest = max(widest, Self.number("w:w", in: tag))
      highest = max(highest, Self.number("w:h", in: tag))
    }
    if widest > 0, highest > 0 { (width, height) = (widest * Self.twip, highest * Self.twip) }
    Self.eachTag("w:pgMar", in: bytes) { tag in
      left = max(left, Self.number("w:left", in: tag) * Self.twip)
      top = max(top, Self.number("w:top", in: tag) * Self.twip)
    }
    Self.eachTag("w:cols", in: bytes) { tag in
      if Self.number("w:num", in: tag) > 1 { hasColumns = true }
    }
    hasBackdrop = Self.hasBackdrop(bytes)
  }

  /// Whether a part sets something behind its text.
  static func hasBackdrop(_ bytes: [UInt8]) -> Bool {
    bytes.contains("behindDoc=\"1\"") || bytes.contains("behindDoc=\"true\"")
      || bytes.contains("z-index:-")
  }

  private static func eachTag(
    _ name: String, in bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Void
  ) {
    let open = Array("<\(name) ".utf8)
    var from = 0
    while let start = bytes.firstIndex(of: open, from: from) {
      let end = bytes[start...].prefix(2_000).firstIndex(of: UInt8(ascii: ">")) ?? start
      body(bytes[start..<end])
      from = start + open.count
    }
  }

  private static func number(_ attribute: String, in tag: ArraySlice<UInt8>) -> Int {
    guard let start = tag.firstIndex(of: Array(" \(attribute)=\"".utf8), from: tag.startIndex)
    else { return 0 }
    let value = tag[(start + attribute.utf8.count + 3)...].prefix { $0 != UInt8(ascii: "\"") }
    return min(1_000_000, max(0, Int(String(decoding: value, as: UTF8.self)) ?? 0))
  }
}
