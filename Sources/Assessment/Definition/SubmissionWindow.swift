/// The eight days, or another length, in which responses are handed in.
///
/// Days and minutes are civil time in a named zone; nothing is ever counted as so many times
/// 86,400 seconds, since a day on which the clocks change is longer or shorter.
public struct SubmissionWindow: Sendable, Hashable, Codable {
  /// The first day.
  public let opens: CivilDate
  /// The last day.
  public let closes: CivilDate
  /// Minutes after midnight at which it opens.
  public let openMinute: Int
  /// The last minute that still counts, as minutes after midnight.
  public let closeMinute: Int
  /// Whether the closing minute counts to its last second (the default) or ends as it begins.
  public let throughClosingMinute: Bool
  /// The IANA zone in which days and minutes are meant.
  public let zone: String
  /// Minutes after the close in which a response is late but taken.
  public let graceMinutes: Int
  /// What happens to a late response within grace.
  public let late: LateRule
  /// Days that warn like bank holidays, for example a local or a newly announced one.
  public let bankHolidays: [CivilDate]

  /// Makes a window; every rule but the two days has the default of `Standard`.
  public init(
    opens: CivilDate, closes: CivilDate, openMinute: Int = Standard.openMinute,
    closeMinute: Int = Standard.closeMinute,
    throughClosingMinute: Bool = Standard.throughClosingMinute, zone: String = Standard.zone,
    graceMinutes: Int = Standard.graceMinutes, late: LateRule = Standard.late,
    bankHolidays: [CivilDate] = []
  ) {
    self.opens = opens
    self.closes = closes
    self.openMinute = openMinute
    self.closeMinute = closeMinute
    self.throughClosingMinute = throughClosingMinute
    self.zone = zone
    self.graceMinutes = graceMinutes
    self.late = late
    self.bankHolidays = bankHolidays
  }

  /// What holds where an assessment says nothing.
  public enum Standard {
    /// Calendar days, the first and the last included: all thirteen sources that give a length.
    public static let days = 8
    /// 00:01: "released at 12:01", "just after midnight" (cefel.org.uk/assessment-FAQs).
    public static let openMinute = 1
    /// 23:59: "by midnight (23.59)" (ipgce.com/npqh-document).
    public static let closeMinute = 23 * 60 + 59
    /// The closing minute counts to 23:59:59: no source says, and it favours the participant.
    public static let throughClosingMinute = true
    /// No source names a zone; all windows are for schools in England.
    public static let zone = "Europe/London"
    /// No source grants any.
    public static let graceMinutes = 0
    /// No source says; a person decides.
    public static let late = LateRule.hold
  }
}

/// What happens to a response that is late but within grace or an extension's policy.
public enum LateRule: String, Sendable, Hashable, Codable, CaseIterable {
  /// It is taken and flagged.
  case accept
  /// It is kept and waits for a person.
  case hold
  /// It is not accepted.
  case refuse
}

extension SubmissionWindow {
  /// Calendar days from the first to the last, both included.
  public var days: Int { closes.daysSince1970 - opens.daysSince1970 + 1 }

  /// The first second of the window.
  public var opensAt: Instant { instant(opens, minute: openMinute, favouring: .earlier) }

  /// The beginning of the closing minute: the close as it is printed.
  public var closingMinuteAt: Instant { instant(closes, minute: closeMinute, favouring: .later) }

  /// The last second in which a response is in time.
  ///
  /// A close at 23:59 is 23:59:59, or 23:59:00 where the closing minute ends as it begins.
  public var closesAt: Instant { closing(on: closes) }

  /// Seconds from opening to close as printed, so without the seconds of the closing minute.
  ///
  /// 691,080 for eight ordinary days from 00:01 to 23:59; an hour less or more where the clocks
  /// change.
  public var lengthSeconds: Int { Int(closingMinuteAt.seconds - opensAt.seconds) }

  /// The last accepted second on another closing day: what an extension to a day comes to.
  ///
  /// Time of day, zone and rule of the closing minute stay; only the day moves.
  public func closing(on day: CivilDate) -> Instant {
    let minute = instant(day, minute: closeMinute, favouring: .later)
    return Instant(seconds: minute.seconds + (throughClosingMinute ? 59 : 0))
  }

  private func instant(_ day: CivilDate, minute: Int, favouring side: CivilReading.Side) -> Instant
  {
    CivilReading(day, secondOfDay: minute * 60, in: zone).instant(side)
  }
}
