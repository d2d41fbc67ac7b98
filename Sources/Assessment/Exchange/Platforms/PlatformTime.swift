/// A time as a platform wrote it.
package struct PlatformTime: Sendable, Hashable {
  /// The platform's own words.
  package let text: String
  /// What they mean; nil where they cannot be read for certain.
  package let instant: Instant?
  /// Whether seconds are given; a time to the minute stands for the whole minute.
  package let hasSeconds: Bool

  /// Reads a time of a platform; civil times are those of a zone.
  ///
  /// RFC 3339, ISO 8601, and dates in words in English, Welsh, German, French, Spanish and Italian,
  /// day or month first, on a clock of 12 or 24 hours. All in figures is read only with the year
  /// first, since nobody knows which of 3/4 is the month.
  package init(_ text: String, zone: String) {
    self.text = text
    let iso = Instant(rfc3339: text) ?? Instant(civil: text, in: zone)
    if let iso {
      instant = iso
      hasSeconds = text.utf8.count > 16
      return
    }
    let words = DateWords(text)
    hasSeconds = words.second != nil
    instant = words.instant(in: zone)
  }

  init(text: String, instant: Instant?, hasSeconds: Bool) {
    self.text = text
    self.instant = instant
    self.hasSeconds = hasSeconds
  }
}

/// A date in words taken apart: a day, a month's name, a year and a time of day, in any order.
struct DateWords {
  private(set) var day: Int?
  private(set) var month: Int?
  private(set) var year: Int?
  private(set) var hour: Int?
  private(set) var minute: Int?
  private(set) var second: Int?
  private var half: Half?
  private var offset: Int?
  private var isDoubtful = false

  private enum Half { case morning, afternoon }

  init(_ text: String) {
    for token in Self.tokens(of: text) { take(token) }
  }

  /// The instant; nil where a part is missing, comes twice or does not exist.
  func instant(in zone: String) -> Instant? {
    guard !isDoubtful, let day, let month, let year, var hour, let minute else { return nil }
    if let half {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (half == .afternoon ? 12 : 0)
    }
    guard hour < 24, minute < 60, second ?? 0 < 60,
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    let clock = "\(two(hour)):\(two(minute)):\(two(second ?? 0))"
    guard let offset, let named = Instant(rfc3339: "\(date)T\(clock)Z") else {
      return Instant(civil: "\(date) \(clock)", in: zone)
    }
    return Instant(seconds: named.seconds - Int64(offset))
  }

  /// Letters, digits with their colons, and full stops between letters; the rest parts tokens.
  private static func tokens(of text: String) -> [String] {
    text.lowercased().unicodeScalars.split { scalar in
      !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar) && scalar != ":"
        && scalar != "." && scalar != "\u{301}"
    }.map { part in
      var token = String(part)
      while token.hasSuffix(".") || token.hasSuffix(":") { token.removeLast() }
      return token
    }.filter { !$0.isEmpty }
  }

  private mutating func take(_ token: String) {
    if token.isDigits {
      takeDigits(token)
    } else if token.utf8.contains(UInt8(ascii: ":")) {
      takeClock(token)
    } else if let half = Self.halves[token] {
      self.half = half
    } else if let month = MonthNames.numbers[token] {
      // "mar" is March, and a Tuesday in French.
      if !Self.fill(&self.month, month) { isDoubtful = true }
    } else if let offset = Self.offsets[token] {
      self.offset = offset
    } else if Self.otherZones.contains(token) {
      isDoubtful = true
    } else if let day = Self.ordinal(token) {
      if !Self.fill(&self.day, day) { isDoubtful = true }
    }
  }

  /// A year, a day, or an hour and minute without a colon, as in Brightspace's names.
  private mutating func takeDigits(_ token: String) {
    guard let value = number(Array(token.utf8)) else { return }
    switch token.utf8.count {
    case 4 where year == nil && (1990...2199).contains(value): year = value
    case 3...4 where hour == nil:
      hour = value / 100
      minute = value % 100
    case 1...2 where day == nil: day = value
    default: isDoubtful = true
    }
  }

  /// `9:41`, `21:41:03`, `9:41pm`.
  private mutating func takeClock(_ token: String) {
    let digits = token.utf8.prefix { (48...58).contains($0) }
    let rest = String(Substring(token.utf8.dropFirst(digits.count)))
    let parts = digits.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .map { number(Array($0)) }
    guard (2...3).contains(parts.count), hour == nil, let hour = parts[0], let minute = parts[1]
    else {
      isDoubtful = true
      return
    }
    self.hour = hour
    self.minute = minute
    if parts.count == 3 { second = parts[2] }
    if let half = Self.halves[rest] { self.half = half }
  }

  /// Fills a field; false where it is filled already.
  private static func fill(_ field: inout Int?, _ value: Int) -> Bool {
    guard field == nil else { return false }
    field = value
    return true
  }

  /// `1st`, `22nd`, `1er`.
  private static func ordinal(_ token: String) -> Int? {
    let digits = token.utf8.prefix { (48...57).contains($0) }
    let ending = String(Substring(token.utf8.dropFirst(digits.count)))
    guard (1...2).contains(digits.count), ["st", "nd", "rd", "th", "er", "."].contains(ending)
    else { return nil }
    return number(Array(digits))
  }

  private static let halves: [String: Half] = [
    "am": .morning, "a.m": .morning, "yb": .morning, "pm": .afternoon, "p.m": .afternoon,
    "yh": .afternoon,
  ]

  /// Seconds east of Greenwich of the zones that an English platform writes.
  private static let offsets = ["gmt": 0, "utc": 0, "bst": 3_600]

  /// Zones that platforms elsewhere write; a time in one of them is left to a person.
  private static let otherZones: Set = [
    "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "cet", "cest", "ist", "aest", "aedt",
  ]
}
