public import Findings

extension SubmissionWindow {
  /// What a person should look at before a window is announced.
  ///
  /// Nothing here forbids a window but an unknown zone or an end before the beginning: no provider
  /// states a rule about holidays, they only plan around them, and legacy windows had 15 to 50 days.
  public func warnings() -> [Finding] {
    guard ZoneClock(zone) != nil else { return [unknownZone] }
    guard opensAt < closesAt else { return [backwards] }
    return civilTimes + holidays + clockChanges + christmas + unusual
  }

  private func finding(
    _ code: String, _ severity: Finding.Severity, _ message: String, remedy: String
  ) -> Finding {
    Finding(code, severity, "window from \(opens) to \(closes)", message, remedy: remedy)
  }

  private var unknownZone: Finding {
    finding(
      "unknown-zone", .refused, "'\(zone)' is not a time zone that is known here",
      remedy: "write the region and place, for example Europe/London, or UTC")
  }

  private var backwards: Finding {
    finding(
      "window-ends-before-it-opens", .refused,
      "it opens on \(opens) at \(clock(openMinute)) and closes on \(closes) at "
        + clock(closeMinute),
      remedy: "correct the two days, or their times")
  }

  /// Opening or closing times that the zone's clocks show twice or never.
  private var civilTimes: [Finding] {
    let ends = [("opens", opens, openMinute, "earlier"), ("closes", closes, closeMinute, "later")]
    return ends.compactMap { verb, day, minute, side in
      let kind = CivilReading(day, secondOfDay: minute * 60, in: zone).kind
      guard kind != .once else { return nil }
      return finding(
        "window-civil-time", .warning,
        "it \(verb) on \(day) at \(clock(minute)), which clocks in \(zone) show "
          + (kind == .never ? "never" : "twice") + " on that day; the \(side) reading is taken",
        remedy: "choose a time away from the hour in which the clocks change")
    }
  }

  private var holidays: [Finding] {
    let found = everyDay.filter { BankHolidays.contains($0) || bankHolidays.contains($0) }
      .map { day in
        let place =
          day == opens ? "it opens on" : day == closes ? "it closes on" : "it holds"
        return finding(
          "window-bank-holiday", .warning, "\(place) a bank holiday, \(named(day))",
          remedy: "make sure that somebody can help on that day, or move the window")
      }
    let missing = Set([opens.year, closes.year]).filter { !BankHolidays.years.contains($0) }
    return found
      + missing.sorted().map { year in
        finding(
          "window-no-holiday-data", .note,
          "bank holidays of \(year) are not known here, only those of "
            + "\(BankHolidays.years.lowerBound) to \(BankHolidays.years.upperBound)",
          remedy: "look them up at gov.uk/bank-holidays and add them under bank-holidays")
      }
  }

  private var clockChanges: [Finding] {
    guard let clock = ZoneClock(zone) else { return [] }
    return everyDay.compactMap { day in
      let start = CivilReading(day, secondOfDay: 0, in: zone).earlier.seconds
      let end = CivilReading(day.adding(days: 1), secondOfDay: 0, in: zone).earlier.seconds
      // A change outside the opening and closing minutes does not alter the length.
      let from = max(start, opensAt.seconds)
      let to = min(end, closingMinuteAt.seconds)
      let minutes = (clock.offset(at: to) - clock.offset(at: from)) / 60
      guard minutes != 0 else { return nil }
      return finding(
        "window-clock-change", .warning,
        "the clocks go \(minutes > 0 ? "forward" : "back") on \(named(day)), so that it is "
          + "\(abs(minutes)) minutes \(minutes > 0 ? "shorter" : "longer") than its days",
        remedy: "print the closing time with its day, and never a number of hours")
    }
  }

  private var christmas: [Finding] {
    let found = everyDay.filter {
      ($0.month == 12 && $0.day >= 23) || ($0.month == 1 && $0.day <= 2)
    }
    guard let first = found.first, let last = found.last else { return [] }
    return [
      finding(
        "window-christmas", .warning,
        first == last
          ? "it holds \(named(first)), a day around Christmas"
          : "it holds days around Christmas, from \(first) to \(last)",
        remedy: "schools and help desks are closed then; move the window if you can")
    ]
  }

  /// The days from the first to the last, as far as one could sensibly look.
  private var everyDay: [CivilDate] {
    (0..<min(max(days, 0), 1_000)).map { opens.adding(days: $0) }
  }

  private func named(_ day: CivilDate) -> String { "\(day.weekday.name) \(day)" }
}

extension SubmissionWindow {
  /// What is seldom meant: another length, other weekdays, a clock of twelve hours.
  private var unusual: [Finding] {
    var found: [Finding] = []
    if days != Standard.days {
      found.append(
        finding(
          "window-not-eight-days", .note,
          "it has \(days) calendar days, the first and the last included; case studies have eight",
          remedy: "nothing has to be done if this length is meant"))
    }
    if opens.weekday != closes.weekday {
      found.append(
        finding(
          "window-weekdays-differ", .note,
          "it opens on a \(opens.weekday.name) and closes on a \(closes.weekday.name)",
          remedy: "nothing has to be done if these days are meant"))
    }
    if openMinute / 60 == 12 {
      found.append(
        finding(
          "window-twelve-hour-time", .note, "it opens at \(clock(openMinute)), after noon",
          remedy: "write \(clock(openMinute - 720)) if just after midnight is meant"))
    }
    if (11...12).contains(closeMinute / 60) {
      let other = (closeMinute + 720) % 1440
      found.append(
        finding(
          "window-twelve-hour-time", .note,
          "it closes at \(clock(closeMinute)), " + noon(closeMinute),
          remedy: "write \(other < 720 ? "23:59" : clock(other)) if the end of the day is meant"))
    }
    return found
  }

  private func noon(_ minute: Int) -> String {
    minute < 720 ? "before noon" : minute == 720 ? "at noon" : "after noon"
  }

  private func clock(_ minute: Int) -> String { "\(two(minute / 60)):\(two(minute % 60))" }
}

extension Weekday {
  /// The English name with a capital letter.
  package var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
