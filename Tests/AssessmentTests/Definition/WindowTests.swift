import Assessment
import Findings
import Foundation
import Testing

/// A published window: its days, how long it is, and where it was read (facts on the domain,
/// section 3).
struct PublishedWindow: Sendable, CustomTestStringConvertible {
  let source: String
  let opens: String
  let closes: String
  let days: Int
  var testDescription: String { "\(source) \(opens)" }

  func window(closeMinute: Int = 23 * 60 + 59) throws -> SubmissionWindow {
    SubmissionWindow(
      opens: try #require(CivilDate(opens)), closes: try #require(CivilDate(closes)),
      closeMinute: closeMinute)
  }

  static func rows(_ table: String) -> [PublishedWindow] {
    table.split(separator: "\n").map { line in
      let cells = line.split(separator: ",").map(String.init)
      return PublishedWindow(
        source: cells[0] + " " + cells[1], opens: cells[2], closes: cells[3],
        days: Int(cells[4]) ?? 0)
    }
  }

  static let caseStudy = rows(
    """
    cefel,2,2023-02-03,2023-02-10,8
    cefel,3,2023-10-02,2023-10-09,8
    cefel,4,2024-03-01,2024-03-08,8
    cptsh-teach-first,2b specialist,2024-02-01,2024-02-08,8
    cptsh-teach-first,2a leadership,2024-04-15,2024-04-22,8
    cptsh-teach-first,2b leadership,2024-09-12,2024-09-19,8
    cptsh-teach-first,3a specialist,2024-10-07,2024-10-14,8
    cptsh-teach-first,3b specialist,2025-02-03,2025-02-10,8
    cptsh-teach-first,3a leadership,2025-03-31,2025-04-07,8
    cptsh-teach-first,3b leadership,2025-09-15,2025-09-22,8
    """)

  static let legacy = rows(
    """
    leadinglearning,9,2021-04-01,2021-04-22,22
    leadinglearning,9,2021-05-06,2021-05-20,15
    leadinglearning,9,2021-06-03,2021-06-17,15
    leadinglearning,J,2021-07-15,2021-09-01,49
    learnersfirst,summer,2021-07-15,2021-09-02,50
    leadinglearning,J final,2021-10-28,2021-11-11,15
    leadinglearning,K final,2022-02-17,2022-03-03,15
    """)
}

@Suite struct PublishedWindows {
  @Test(arguments: PublishedWindow.caseStudy)
  func `a published case-study window is eight days without a warning`(
    _ row: PublishedWindow
  ) throws {
    let window = try row.window()
    #expect(window.days == row.days)
    #expect(window.lengthSeconds == 691_080)
    #expect(window.warnings().isEmpty)
    #expect(window.opens.weekday == window.closes.weekday)
    #expect(window.opens.adding(days: SubmissionWindow.Standard.days - 1) == window.closes)
  }

  @Test(arguments: PublishedWindow.legacy)
  func `a legacy window keeps its own length`(_ row: PublishedWindow) throws {
    let window = try row.window()
    #expect(window.days == row.days)
    #expect(window.warnings().contains { $0.code == "window-not-eight-days" })
    #expect(window.warnings().gravest ?? .note <= .warning)
    let change = row.opens == "2021-10-28" ? 3600 : 0
    #expect(window.lengthSeconds == row.days * 86_400 - 120 + change)
  }

  @Test func `a legacy window closes at noon`() throws {
    let row = try #require(PublishedWindow.legacy.first { $0.days == 50 })
    let window = try row.window(closeMinute: 12 * 60)
    #expect(window.closesAt.description == "2021-09-02T11:00:59Z")
    #expect(window.warnings().map(\.code).contains("window-twelve-hour-time"))
  }
}

@Suite struct WindowsAcrossClockChanges {
  @Test(arguments: [
    ("2025-03-31", "2025-03-30T23:01:00Z", "2025-04-07T22:59:00Z", 691_080),
    ("2026-03-23", "2026-03-23T00:01:00Z", "2026-03-30T22:59:00Z", 687_480),
    ("2026-10-19", "2026-10-18T23:01:00Z", "2026-10-26T23:59:00Z", 694_680),
    ("2025-10-24", "2025-10-23T23:01:00Z", "2025-10-31T23:59:00Z", 694_680),
  ])
  func `eight days from 00:01 to 23:59 are as long as their clocks say`(
    _ opens: String, from: String, to: String, length: Int
  ) throws {
    let first = try #require(CivilDate(opens))
    let window = SubmissionWindow(opens: first, closes: first.adding(days: 7))
    #expect(window.opensAt.description == from)
    #expect(window.closingMinuteAt.description == to)
    #expect(window.closesAt.seconds == window.closingMinuteAt.seconds + 59)
    #expect(window.lengthSeconds == length)
    let changes = window.warnings().filter { $0.code == "window-clock-change" }
    #expect(changes.count == (length == 691_080 ? 0 : 1))
  }

  @Test func `a window over 29 February has that day`() throws {
    let window = SubmissionWindow(
      opens: try #require(CivilDate("2024-02-23")), closes: try #require(CivilDate("2024-03-01")))
    #expect(window.days == 8)
    #expect(window.lengthSeconds == 691_080)
  }

  @Test(arguments: [
    // New York changes on other days, Kolkata never, Kiritimati is 14 hours ahead.
    ("America/New_York", "2026-03-23T04:01:00Z", "2026-03-31T03:59:59Z"),
    ("Asia/Kolkata", "2026-03-22T18:31:00Z", "2026-03-30T18:29:59Z"),
    ("Pacific/Kiritimati", "2026-03-22T10:01:00Z", "2026-03-30T09:59:59Z"),
    ("UTC", "2026-03-23T00:01:00Z", "2026-03-30T23:59:59Z"),
  ])
  func `days and minutes are those of the window's zone`(
    _ zone: String, opens: String, closes: String
  ) throws {
    let window = SubmissionWindow(
      opens: try #require(CivilDate("2026-03-23")), closes: try #require(CivilDate("2026-03-30")),
      zone: zone)
    #expect(window.opensAt.description == opens)
    #expect(window.closesAt.description == closes)
  }

  @Test(arguments: [
    // 01:30 is skipped on 28 March 2027 and comes twice on 31 October 2027.
    ("2027-03-28", 90, "never", "2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"),
    ("2027-10-31", 90, "twice", "2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z"),
  ])
  func `a time that clocks show twice or never is read so that nobody loses time`(
    _ date: String, minute: Int, word: String, earlier: String, later: String
  ) throws {
    let day = try #require(CivilDate(date))
    let opening = SubmissionWindow(opens: day, closes: day.adding(days: 7), openMinute: minute)
    #expect(opening.opensAt.description == earlier)
    let closing = SubmissionWindow(
      opens: day.adding(days: -7), closes: day, closeMinute: minute)
    #expect(closing.closingMinuteAt.description == later)
    for window in [opening, closing] {
      let warning = window.warnings().first { $0.code == "window-civil-time" }
      #expect(warning?.message.contains(word) == true)
    }
  }
}
