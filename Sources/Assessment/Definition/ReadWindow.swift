import Findings
import Yams

extension StrictYAML {
  /// The submission window of an assessment; its warnings are taken over with its place.
  mutating func window(_ node: Node, bankHolidays: [CivilDate]) -> SubmissionWindow? {
    guard
      let block = block(
        node, "the window", required: ["opens"],
        optional: [
          "days", "closes", "open-time", "close-time", "last-accepted", "zone", "grace-minutes",
          "late",
        ])
    else { return nil }
    let opens = date("opens", in: block)
    let closes = closes(in: block, opens: opens)
    let standard = SubmissionWindow.Standard.self
    let openMinute = minute("open-time", in: block) ?? standard.openMinute
    let closeMinute = minute("close-time", in: block) ?? standard.closeMinute
    let last = choice("last-accepted", in: block, as: LastAccepted.self) ?? .throughClosingMinute
    let zone = zone(in: block) ?? standard.zone
    let grace = number("grace-minutes", in: block, 0...20_160) ?? standard.graceMinutes
    let late = choice("late", in: block, as: LateRule.self) ?? standard.late
    guard let opens, let closes else { return nil }
    let window = SubmissionWindow(
      opens: opens, closes: closes, openMinute: openMinute, closeMinute: closeMinute,
      throughClosingMinute: last == .throughClosingMinute, zone: zone, graceMinutes: grace,
      late: late, bankHolidays: bankHolidays)
    for warning in window.warnings() {
      report(
        warning.code, block.mark, "\(warning.subject): \(warning.message)", remedy: warning.remedy,
        severity: warning.severity)
    }
    return window
  }

  /// The last day, as `closes` or by counting `days`, the first included.
  private mutating func closes(in block: YAMLBlock, opens: CivilDate?) -> CivilDate? {
    let days = number("days", in: block, 1...366)
    let closes = date("closes", in: block)
    if let node = block["days"], block["closes"] != nil {
      report(
        "window-two-ends", node.place, "the window has both 'days' and 'closes'",
        remedy: "keep one of them")
      return nil
    }
    if block["closes"] != nil { return closes }
    if block["days"] != nil && days == nil { return nil }
    return opens?.adding(days: (days ?? SubmissionWindow.Standard.days) - 1)
  }

  private mutating func zone(in block: YAMLBlock) -> String? {
    guard let node = block["zone"], let zone = text("zone", in: block) else { return nil }
    if ZoneClock(zone) != nil { return zone }
    report(
      "unknown-zone", node.place, "'\(zone)' is not a time zone that is known here",
      remedy: "write the region and place, for example Europe/London, or UTC")
    return nil
  }
}

/// The last second that counts, as an assessment file and the command line name it.
package enum LastAccepted: String, Sendable, CaseIterable {
  /// Every second of the closing minute counts.
  case throughClosingMinute = "through-closing-minute"
  /// The first second of the closing minute is the last that counts.
  case startOfClosingMinute = "start-of-closing-minute"
}
