import Assessment
import Findings
import Foundation
import Testing

@Suite struct WindowWarnings {
  func codes(
    _ opens: String, _ closes: String, openMinute: Int = 1, closeMinute: Int = 1439,
    zone: String = "Europe/London", more: [String] = []
  ) throws -> [String] {
    try warnings(
      opens, closes, openMinute: openMinute, closeMinute: closeMinute, zone: zone, more: more
    ).map(\.code)
  }

  func warnings(
    _ opens: String, _ closes: String, openMinute: Int = 1, closeMinute: Int = 1439,
    zone: String = "Europe/London", more: [String] = []
  ) throws -> [Finding] {
    SubmissionWindow(
      opens: try #require(CivilDate(opens)), closes: try #require(CivilDate(closes)),
      openMinute: openMinute, closeMinute: closeMinute, zone: zone,
      bankHolidays: more.compactMap { CivilDate($0) }
    ).warnings()
  }

  @Test(arguments: [
    ("2026-05-01", "2026-05-08", "it holds"), ("2026-05-04", "2026-05-11", "it opens on"),
    ("2026-04-27", "2026-05-04", "it closes on"), ("2022-09-14", "2022-09-21", "it holds"),
    ("2023-05-03", "2023-05-10", "it holds"), ("2021-08-25", "2021-09-01", "it holds"),
  ])
  func `a bank holiday inside, first or last is warned of`(
    _ opens: String, _ closes: String, place: String
  ) throws {
    let found = try warnings(opens, closes)
    #expect(found.map(\.code) == ["window-bank-holiday"])
    #expect(found[0].severity == .warning)
    #expect(found[0].message.hasPrefix(place))
  }

  @Test func `Easter has two bank holidays`() throws {
    #expect(
      try codes("2024-03-27", "2024-04-03").filter { $0 == "window-bank-holiday" }.count == 2)
  }

  @Test func `a day beside the holidays does not warn`() throws {
    #expect(try codes("2026-05-05", "2026-05-12").isEmpty)
    #expect(try codes("2026-04-26", "2026-05-03").isEmpty)
  }

  @Test(arguments: zip(2021...2028, [8, 10, 9, 8, 8, 8, 8, 8]))
  func `a year has so many bank holidays`(_ year: Int, count: Int) throws {
    let found = try codes("\(year)-01-01", "\(year)-12-31")
    #expect(found.filter { $0 == "window-bank-holiday" }.count == count)
    #expect(!found.contains("window-no-holiday-data"))
  }

  @Test func `a day of the provider's own warns like a bank holiday`() throws {
    #expect(
      try codes("2027-03-08", "2027-03-15", more: ["2027-03-10"]) == ["window-bank-holiday"])
  }

  @Test(arguments: ["2020", "2029"])
  func `a year without data is noted`(_ year: String) throws {
    #expect(try codes("\(year)-02-03", "\(year)-02-10") == ["window-no-holiday-data"])
  }

  @Test func `the clocks going forward and back are warned of with their day`() throws {
    let spring = try warnings("2027-03-22", "2027-03-29")
      .filter { $0.code == "window-clock-change" }
    #expect(spring.count == 1)
    #expect(spring[0].message.contains("forward on Sunday 2027-03-28"))
    #expect(spring[0].message.contains("60 minutes shorter"))
    let autumn = try warnings("2027-10-25", "2027-11-01")
    #expect(autumn.map(\.code) == ["window-clock-change"])
    #expect(autumn[0].message.contains("back on Sunday 2027-10-31"))
  }

  @Test(arguments: [
    ("2026-12-14", "2026-12-21", false), ("2026-12-16", "2026-12-23", true),
    ("2027-01-02", "2027-01-09", true), ("2027-01-03", "2027-01-10", false),
  ])
  func `days from 23 December to 2 January are warned of`(
    _ opens: String, _ closes: String, expected: Bool
  ) throws {
    #expect(try codes(opens, closes).contains("window-christmas") == expected)
  }

  @Test func `another length and other weekdays are notes alone`() throws {
    let found = try warnings("2027-02-01", "2027-02-12")
    #expect(found.map(\.code) == ["window-not-eight-days", "window-weekdays-differ"])
    #expect(found.allSatisfy { $0.severity == .note })
  }

  @Test(arguments: [
    (1, 719, "before noon"), (1, 720, "at noon"), (1, 779, "after noon"), (721, 1439, "after noon"),
  ])
  func `a clock of twelve hours is noted`(_ open: Int, close: Int, word: String) throws {
    let found = try warnings("2027-02-01", "2027-02-08", openMinute: open, closeMinute: close)
    #expect(found.map(\.code) == ["window-twelve-hour-time"])
    #expect(found[0].severity == .note)
    #expect(found[0].message.contains(word))
  }

  @Test func `an 11:59 close is told that 23:59 may be meant`() throws {
    let found = try warnings("2027-02-01", "2027-02-08", closeMinute: 719)
    #expect(found[0].remedy.contains("23:59"))
  }

  @Test(arguments: [
    "Europe/Londn", "BST", "GMT+1", "", "Europe/", "../../etc/localtime", "Europe/../UTC",
    "europe/london\u{0}",
  ])
  func `an unknown zone is refused`(_ zone: String) throws {
    let found = try warnings("2027-02-01", "2027-02-08", zone: zone)
    #expect(found.map(\.code) == ["unknown-zone"])
    #expect(found.verdict == .refused)
  }

  @Test func `a window that ends before it opens is refused`() throws {
    let found = try warnings("2027-02-08", "2027-02-01")
    #expect(found.map(\.code) == ["window-ends-before-it-opens"])
    #expect(found.verdict == .refused)
    #expect(
      try codes("2027-02-08", "2027-02-08", openMinute: 600, closeMinute: 599)
        == ["window-ends-before-it-opens"])
  }
}
