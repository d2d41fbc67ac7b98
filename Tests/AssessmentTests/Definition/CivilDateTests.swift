import Assessment
import Foundation
import Testing

@Suite struct CivilDates {
  @Test func `every day from 1900 to 2100 follows the one before`() throws {
    let first = try #require(CivilDate("1900-01-01"))
    let last = try #require(CivilDate("2100-12-31"))
    #expect(last.daysSince1970 - first.daysSince1970 == 73_413)
    var before = first
    for number in first.daysSince1970 + 1...last.daysSince1970 {
      let day = CivilDate(daysSince1970: number)
      #expect(day.daysSince1970 == number)
      #expect(CivilDate(day.description) == day)
      #expect(CivilDate(year: day.year, month: day.month, day: day.day) == day)
      let isNext = day.day == before.day + 1 && day.month == before.month
      #expect(isNext || day.day == 1 && before < day)
      #expect(day.weekday != before.weekday)
      #expect(day == before.adding(days: 1) && before == day.adding(days: -1))
      before = day
    }
    #expect(before == last)
  }

  @Test(arguments: [
    ("1970-01-01", 0, Weekday.thursday), ("2000-02-29", 11_016, .tuesday),
    ("2024-02-29", 19_782, .thursday), ("1969-12-31", -1, .wednesday),
    ("2027-03-08", 20_885, .monday), ("1900-02-28", -25_509, .wednesday),
  ])
  func `a day has its number and weekday`(_ text: String, number: Int, weekday: Weekday) throws {
    let day = try #require(CivilDate(text))
    #expect(day.daysSince1970 == number)
    #expect(day.weekday == weekday)
  }

  @Test(arguments: [
    "2023-02-29", "1900-02-29", "2100-02-29", "2027-04-31", "2027-13-01", "2027-00-10",
    "2027-01-00", "0000-01-01", "2027-1-1", "27-01-01", "2027/01/01", "2027-01-01 ",
    " 2027-01-01", "2027-01-0١", "", "08/03/2027", "-027-01-01", "2027-01-01T00:00:00Z",
  ])
  func `what is no day of the calendar is none`(_ text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test func `a year outside four digits can still be shown`() {
    #expect(CivilDate(daysSince1970: 4_000_000).description == "12921-08-18")
  }
}

@Suite struct Instants {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-03-30T22:59:59Z", 1_774_911_599),
    ("2026-03-30T23:59:59+01:00", 1_774_911_599), ("2026-03-30t22:59:59z", 1_774_911_599),
    ("2026-03-30 22:59:59Z", 1_774_911_599), ("2026-03-30T22:59:59.999Z", 1_774_911_599),
    ("2026-03-30T17:59:59-05:00", 1_774_911_599), ("1969-12-31T23:59:59Z", -1),
  ])
  func `an RFC 3339 time is its second`(_ text: String, seconds: Int64) {
    #expect(Instant(rfc3339: text) == Instant(seconds: seconds))
  }

  @Test(arguments: [
    "2026-03-30T22:59:59", "2026-03-30", "2026-03-30T24:00:00Z", "2026-03-30T22:60:00Z",
    "2026-03-30T22:59:60Z", "2026-02-29T00:00:00Z", "2026-03-30T22:59:59+1:00",
    "2026-03-30T22:59:59.Z", "2026-03-30T22:59Z", "2026-03-30T22:59:59 Z", "now", "",
  ])
  func `a time without its zone, or that no clock shows, is none`(_ text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test(arguments: [-86_401, -86_400, -1, 0, 1, 86_399, 86_400, 1_774_911_599, 4_102_444_800])
  func `an instant reads back what it shows`(_ seconds: Int64) {
    let instant = Instant(seconds: seconds)
    #expect(Instant(rfc3339: instant.description) == instant)
  }

  @Test func `the furthest instants can be shown`() {
    #expect(Instant(seconds: .max).description.hasSuffix("Z"))
    #expect(Instant(seconds: .min).description.hasSuffix("Z"))
    for zone in ["Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago"] {
      #expect(Instant(seconds: .max).civil(in: zone).day.year > 9_999)
      #expect(Instant(seconds: .min).civil(in: zone).day.year < 0)
    }
  }
}
