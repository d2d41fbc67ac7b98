import Assessment
import Findings
import Testing

/// The bank holidays of England and Wales by their rules, to hold against the list.
///
/// Banking and Financial Dealings Act 1971, schedule 1, and the proclamations for New Year's Day
/// and the first Monday in May; a day at the weekend moves to the next free weekday.
private struct RegularYear {
  let year: Int

  func date(_ month: Int, _ day: Int) throws -> CivilDate {
    try #require(CivilDate(year: year, month: month, day: day))
  }

  func monday(onOrAfter day: CivilDate) -> CivilDate {
    (0..<7).map { day.adding(days: $0) }.first { $0.weekday == .monday } ?? day
  }

  /// Easter Sunday by the anonymous Gregorian rule (Nature, 20 April 1876).
  func easter() throws -> CivilDate {
    let (a, b, c) = (year % 19, year / 100, year % 100)
    let g = (b - (b + 8) / 25 + 1) / 3
    let h = (19 * a + b - b / 4 - g + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let m = (a + 11 * h + 22 * l) / 451
    let sum = h + l - 7 * m + 114
    return try date(sum / 31, sum % 31 + 1)
  }

  func days() throws -> Set<CivilDate> {
    var days: Set = [
      try easter().adding(days: -2), try easter().adding(days: 1),
      monday(onOrAfter: try date(5, 1)), monday(onOrAfter: try date(5, 25)),
      monday(onOrAfter: try date(8, 25)),
    ]
    for fixed in [try date(1, 1), try date(12, 25), try date(12, 26)] {
      var observed = fixed
      while [.saturday, .sunday].contains(observed.weekday) || days.contains(observed) {
        observed = observed.adding(days: 1)
      }
      days.insert(observed)
    }
    return days
  }
}

@Suite struct BankHolidayList {
  /// What proclamations took away and gave once.
  static let removed = ["2022-05-30"]
  static let added = ["2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"]

  @Test(arguments: 2021...2028)
  func `the listed days are those of the rules and the proclamations`(_ year: Int) throws {
    let rule = RegularYear(year: year)
    let expected = try rule.days()
      .subtracting(Self.removed.compactMap { CivilDate($0) })
      .union(Self.added.compactMap { CivilDate($0) }.filter { $0.year == year })
    let window = SubmissionWindow(opens: try rule.date(1, 1), closes: try rule.date(12, 31))
    let named = window.warnings().filter { $0.code == "window-bank-holiday" }
      .compactMap { CivilDate(String($0.message.suffix(10))) }
    #expect(Set(named) == expected)
    #expect(named.count == expected.count)
  }
}
