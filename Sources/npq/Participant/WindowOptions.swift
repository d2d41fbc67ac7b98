import ArgumentParser
import Assessment
import Findings
import Foundation

/// A window by an assessment file, or by its days and rules.
struct WindowOptions: ParsableArguments {
  @Option(help: "Take the window of this assessment file.")
  var assessment: String?

  @Option(help: "The first day, for example 2026-03-23.")
  var opens: String?

  @Option(help: "Calendar days, the first and the last included (default: 8).")
  var days: Int?

  @Option(help: "The last day, in place of --days.")
  var closes: String?

  @Option(help: "The zone in which days and times are meant (default: Europe/London).")
  var zone: String?

  @Option(help: "The minute at which it opens (default: 00:01).")
  var openTime: String?

  @Option(help: "The last minute (default: 23:59).")
  var closeTime: String?

  @Option(help: "through-closing-minute (default) or start-of-closing-minute.")
  var lastAccepted: String?

  @Option(help: "Minutes after the close in which a response is late, not closed out.")
  var grace: Int?

  func validate() throws {
    guard (assessment == nil) != (opens == nil) else {
      throw ValidationError("give either --assessment FILE or --opens DAY")
    }
    let own = [days.map(String.init), closes, zone, openTime, closeTime, lastAccepted]
    if assessment != nil, own.contains(where: { $0 != nil }) {
      throw ValidationError(
        "with --assessment the file says when the window opens and closes; leave these options out")
    }
    guard days == nil || closes == nil else {
      throw ValidationError("give either --days or --closes")
    }
    guard (0...20_160).contains(grace ?? 0) else {
      throw ValidationError("--grace takes minutes from 0 to 20160")
    }
    guard (1...1_000).contains(days ?? 1) else {
      throw ValidationError("--days takes a number from 1 to 1000")
    }
  }

  /// The window with what was found in it; nil where it is none.
  func window() throws -> Judged<SubmissionWindow> {
    if let assessment {
      let read = readFile(assessment) { readAssessment($0, name: $1) }
      return Judged(read.value?.window, read.findings)
    }
    let standard = SubmissionWindow.Standard.self
    let first = try day(opens ?? "", "--opens")
    let last =
      try closes.map { try day($0, "--closes") } ?? first.adding(days: (days ?? standard.days) - 1)
    let accepted = try lastAccepted.map { word in
      guard let rule = LastAccepted(rawValue: word) else {
        let known = LastAccepted.allCases.map(\.rawValue).joined(separator: " or ")
        throw ValidationError("--last-accepted takes \(known)")
      }
      return rule
    }
    let window = SubmissionWindow(
      opens: first, closes: last,
      openMinute: try minute(openTime, "--open-time") ?? standard.openMinute,
      closeMinute: try minute(closeTime, "--close-time") ?? standard.closeMinute,
      throughClosingMinute: accepted != .startOfClosingMinute, zone: zone ?? standard.zone,
      graceMinutes: grace ?? standard.graceMinutes)
    let findings = window.warnings()
    return Judged(findings.verdict == .accepted ? window : nil, findings)
  }

  private func day(_ text: String, _ option: String) throws -> CivilDate {
    guard let day = CivilDate(text) else {
      throw ValidationError("\(option) takes a day of the calendar, for example 2026-03-23")
    }
    return day
  }

  private func minute(_ text: String?, _ option: String) throws -> Int? {
    guard let text else { return nil }
    guard let minute = minuteOfDay(text) else {
      throw ValidationError("\(option) takes a time from 00:00 to 23:59")
    }
    return minute
  }
}
