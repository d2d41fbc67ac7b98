/// A moment, in whole seconds since 1970-01-01T00:00:00Z.
///
/// The library never reads a clock: every instant is passed in.
public struct Instant: Sendable, Hashable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public let seconds: Int64

  /// Makes an instant from seconds since 1970-01-01T00:00:00Z.
  public init(seconds: Int64) {
    self.seconds = seconds
  }

  /// Orders instants from earlier to later.
  public static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC, for example `2027-03-15T23:59:59Z`.
  public var description: String {
    let (days, rest) = Self.split(seconds)
    let day = CivilDate(daysSince1970: days)
    return "\(day)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }
}

extension Instant {
  /// The whole days before a second, rounded down, and the second of the last day.
  static func split(_ seconds: Int64) -> (days: Int, second: Int) {
    let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
    return rest < 0 ? (Int(days) - 1, Int(rest) + 86_400) : (Int(days), Int(rest))
  }

  /// Reads RFC 3339 with a zone; a time without a zone is refused.
  ///
  /// Fractions of a second are cut off.
  public init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, "Tt ".utf8.contains(bytes[10]),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let day = CivilDate(String(text.prefix(10))),
      let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]),
      let second = number(bytes[17..<19]), hour < 24, minute < 60, second < 60
    else { return nil }
    var rest = bytes[19...]
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let digits = rest.prefix { (48...57).contains($0) }
      guard !digits.isEmpty else { return nil }
      rest = rest.dropFirst(digits.count)
    }
    guard let offset = Self.offset(Array(rest)) else { return nil }
    let local = Int64(day.daysSince1970) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    self.init(seconds: local - Int64(offset))
  }

  private static func offset(_ bytes: [UInt8]) -> Int? {
    if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
      let hours = number(bytes[1..<3]), let minutes = number(bytes[4..<6]),
      hours < 24, minutes < 60
    else { return nil }
    switch bytes[0] {
    case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
    case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
    default: return nil
    }
  }
}

extension Instant: Codable {
  /// Reads an RFC 3339 string.
  ///
  /// Throws `DecodingError.dataCorrupted` for anything else.
  public init(from decoder: any Decoder) throws {
    self = try decoder.text("not an RFC 3339 time with a zone") { Instant(rfc3339: $0) }
  }

  /// Writes an RFC 3339 string in UTC.
  public func encode(to encoder: any Encoder) throws {
    try description.encode(to: encoder)
  }
}

/// A number below 100 as two digits.
func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

/// The value of ASCII digits alone; nil for anything else.
func number(_ digits: some Collection<UInt8>) -> Int? {
  guard !digits.isEmpty, digits.count < 10 else { return nil }
  var value = 0
  for digit in digits {
    guard (48...57).contains(digit) else { return nil }
    value = value * 10 + Int(digit - 48)
  }
  return value
}
