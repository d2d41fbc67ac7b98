import Assessment
import Foundation

/// What `npq window` answers, for machines and as text.
struct WindowPage: Encodable {
  /// One moment as the clocks of the zone and as UTC show it.
  struct Moment: Encodable {
    let civil: String
    let utc: Instant

    init(_ instant: Instant, in zone: String) {
      let (day, second) = instant.civil(in: zone)
      let time = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      civil = "\(day)T\(time.joined(separator: ":"))"
      utc = instant
    }
  }

  /// Where the time in question lies.
  struct Judgement: Encodable {
    let state: WindowJudgement.State
    let by: Int
    let at: Moment
    let opens: Moment
    let lastAccepted: Moment
  }

  let opens: Moment
  let closes: Moment
  let lastAccepted: Moment
  let lengthSeconds: Int
  let days: Int
  let zone: String
  let extended: Moment?
  let judgement: Judgement?

  enum CodingKeys: String, CodingKey {
    case opens, closes, lastAccepted, lengthSeconds, days, zone, judgement
    case extended = "extension"
  }

  init(
    _ window: SubmissionWindow, extended: Instant?, at: Instant?, _ judgement: WindowJudgement?
  ) {
    let zone = window.zone
    self.zone = zone
    opens = Moment(window.opensAt, in: zone)
    closes = Moment(window.closingMinuteAt, in: zone)
    lastAccepted = Moment(window.closesAt, in: zone)
    lengthSeconds = window.lengthSeconds
    days = window.days
    self.extended = extended.map { Moment($0, in: zone) }
    self.judgement = judgement.flatMap { judged in
      at.map {
        Judgement(
          state: judged.state, by: judged.by, at: Moment($0, in: zone),
          opens: Moment(judged.opensAt, in: zone), lastAccepted: Moment(judged.closesAt, in: zone))
      }
    }
  }
}

extension WindowPage {
  /// The page for people.
  var text: String {
    var lines = [
      "opens          \(shown(opens))",
      "closes         \(shown(closes))",
      "last accepted  \(shown(lastAccepted))",
      "length         \(days) calendar days, \(Self.duration(lengthSeconds))",
      "zone           \(zone)",
    ]
    if let extended { lines.append("extension      \(shown(extended))") }
    if let judgement { lines += ["", sentence(judgement)] }
    return lines.joined(separator: "\n")
  }

  private func sentence(_ judgement: Judgement) -> String {
    let by = Self.duration(judgement.by)
    let answer =
      switch judgement.state {
      case .early: "early: the window opens in \(by)"
      case .open: "open: \(by) are left"
      case .late: "late by \(by), within grace"
      case .closed: "closed: the window closed \(by) before"
      }
    return "\(shown(judgement.at)) is \(answer)"
  }

  private func shown(_ moment: Moment) -> String {
    let weekday = CivilDate(String(moment.civil.prefix(10)))?.weekday.name ?? ""
    return "\(weekday) \(moment.civil.replacing("T", with: " ")) (\(moment.utc))"
  }

  /// A number of seconds in days, hours, minutes and seconds, without the parts that are nought.
  static func duration(_ seconds: Int) -> String {
    let parts = [
      (seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"),
      (seconds % 60, "s"),
    ]
    let shown = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return shown.isEmpty ? "0 s" : shown.joined(separator: " ")
  }
}
