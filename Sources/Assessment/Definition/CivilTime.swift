import Foundation

/// What a civil time means as an instant in a zone.
///
/// Where the clocks go back a civil time stands for two instants, where they go forward it may
/// stand for none. The rule: of the two readings, with the clock before and after the change,
/// a window opens at the earlier and closes at the later, so that nobody loses time.
struct CivilReading {
  /// Which of two readings is wanted.
  enum Side { case earlier, later }

  /// How many instants show this civil time.
  enum Kind { case once, twice, never }

  let earlier: Instant
  let later: Instant
  let kind: Kind

  /// Reads a time of day; UTC stands in for a zone that is unknown, which `warnings()` refuses.
  init(_ day: CivilDate, secondOfDay: Int, in zone: String) {
    let clock = ZoneClock(zone) ?? .utc
    let local = Int64(day.daysSince1970) * 86_400 + Int64(secondOfDay)
    // A day on either side finds the offsets before and after a change, even one of 24 hours.
    let before = local - Int64(clock.offset(at: local - 86_400))
    let after = local - Int64(clock.offset(at: local + 86_400))
    let shown = Set([before, after]).filter { $0 + Int64(clock.offset(at: $0)) == local }
    kind = shown.count == 1 ? .once : shown.isEmpty ? .never : .twice
    let readings = shown.count == 1 ? Array(shown) : [before, after]
    earlier = Instant(seconds: readings.min() ?? before)
    later = Instant(seconds: readings.max() ?? after)
  }

  /// The reading of one side.
  func instant(_ side: Side) -> Instant { side == .earlier ? earlier : later }
}

/// The offsets of an IANA zone.
struct ZoneClock {
  private let zone: TimeZone

  static let utc = ZoneClock(zone: .gmt)

  private init(zone: TimeZone) {
    self.zone = zone
  }

  /// Takes the name of a region and place, or `UTC`; nil for anything else.
  ///
  /// `TimeZone` also takes abbreviations such as `BST`, which name no rules.
  init?(_ name: String) {
    let bytes = Array(name.utf8)
    guard name == "UTC" || bytes.contains(UInt8(ascii: "/")), let zone = TimeZone(identifier: name)
    else { return nil }
    self.zone = zone
  }

  /// Seconds east of Greenwich at a second since 1970-01-01T00:00:00Z.
  func offset(at second: Int64) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
  }
}

extension Instant {
  /// The civil time that clocks in a zone show: day and second of the day; UTC for unknown zones.
  package func civil(in zone: String) -> (day: CivilDate, second: Int) {
    let clock = ZoneClock(zone) ?? .utc
    let here = Instant.split(seconds)
    let (days, second) = Instant.split(Int64(here.second + clock.offset(at: seconds)))
    return (CivilDate(daysSince1970: here.days + days), second)
  }
}

extension Instant {
  /// Reads a civil time in a zone, `2027-03-15 23:59` or with seconds.
  ///
  /// A time to the minute stands for the whole minute and means its first second, and a time that
  /// the clocks show twice the earlier one: neither is ever late for want of precision.
  public init?(civil text: String, in zone: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 16 || bytes.count == 19, let day = CivilDate(String(text.prefix(10))),
      bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "T"),
      bytes[13] == UInt8(ascii: ":"), let hour = number(bytes[11..<13]),
      let minute = number(bytes[14..<16]), hour < 24, minute < 60
    else { return nil }
    var second = 0
    if bytes.count == 19 {
      guard bytes[16] == UInt8(ascii: ":"), let read = number(bytes[17..<19]), read < 60 else {
        return nil
      }
      second = read
    }
    let reading = CivilReading(day, secondOfDay: hour * 3600 + minute * 60 + second, in: zone)
    self = reading.instant(.earlier)
  }
}
