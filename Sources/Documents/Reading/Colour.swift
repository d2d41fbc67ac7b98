import Foundation

/// A colour in sRGB, as far as it decides whether text can be told from what lies behind it.
struct Colour: Sendable, Hashable {
  let red: UInt8
  let green: UInt8
  let blue: UInt8

  static let white = Colour(red: 255, green: 255, blue: 255)
  static let black = Colour(red: 0, green: 0, blue: 0)

  init(red: UInt8, green: UInt8, blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// Six hexadecimal digits, with or without a `#` before them.
  init?(hex text: String) {
    var digits = text.utf8[...]
    if digits.first == UInt8(ascii: "#") { digits = digits.dropFirst() }
    guard digits.count == 6, let value = UInt32(Substring(digits), radix: 16) else { return nil }
    self.init(
      red: UInt8(value >> 16 & 255), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
  }

  private var channels: [Double] { [red, green, blue].map(Double.init) }

  /// Relative luminance (WCAG 2.1, section 5).
  private var luminance: Double {
    let linear = channels.map { value -> Double in
      let part = value / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// Whether text in one of the two cannot be read on the other: less contrast than 1.3 to 1, and
  /// hardly another hue.
  ///
  /// Word's palette parts here: its lightest grey (242 of 255) is not seen on white, the next
  /// (217) is; yellow on white has as little contrast and is seen by its hue.
  func isLost(on other: Colour) -> Bool {
    let (lighter, darker) = (max(luminance, other.luminance), min(luminance, other.luminance))
    guard (lighter + 0.05) / (darker + 0.05) < 1.3 else { return false }
    let distance = zip(channels, other.channels).reduce(0) { sum, pair in
      sum + (pair.0 - pair.1) * (pair.0 - pair.1)
    }
    return distance < 64 * 64
  }

  /// The colour mixed with another, of which a share from 0 to 1 is left.
  func mixed(with other: Colour, keeping share: Double) -> Colour {
    let parts = zip(channels, other.channels).map { own, mixed in
      UInt8(max(0, min(255, (own * share + mixed * (1 - share)).rounded())))
    }
    return Colour(red: parts[0], green: parts[1], blue: parts[2])
  }
}
