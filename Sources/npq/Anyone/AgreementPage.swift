import Assessment
import Findings

/// A report on agreement as `agreement` answers it.
struct AgreementAnswerPage: Encodable {
  struct Statistic: Encodable {
    let name: String
    let estimate: Double
    /// Null where there is no interval.
    let low: Double?
    let high: Double?
    let interval: String
    let units: Int
    let sentence: String

    enum CodingKeys: String, CodingKey {
      case name, estimate, low, high, interval, units, sentence
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(estimate, forKey: .estimate)
      try container.encode(low, forKey: .low)
      try container.encode(high, forKey: .high)
      try container.encode(interval, forKey: .interval)
      try container.encode(units, forKey: .units)
      try container.encode(sentence, forKey: .sentence)
    }
  }

  /// How much lower a rater rates the same units than the others, above 0 severe.
  struct Severity: Encodable {
    let rater: String
    /// Units that another rater rated too, and the part within which raters are compared.
    let shared, part: Int
    let severity: Double
    let low, high: Double?
    let standsOut: Bool
  }

  let units: Int
  let pairableUnits: Int
  let raters: Int
  let ratings: Int
  let blanks: Int
  let level: String
  let categories: [String]
  let bootstrap: Int
  let draw: UInt64
  let summary: [String]
  let statistics: [Statistic]
  let severities: [Severity]
  let report: AgreementReport

  enum CodingKeys: String, CodingKey {
    case units, pairableUnits, raters, ratings, blanks, level, categories, bootstrap, draw
    case summary, statistics, severities
  }

  init(_ report: AgreementReport, severity: SeverityFit?) {
    self.report = report
    units = report.units
    pairableUnits = report.pairableUnits
    raters = report.raters.count
    ratings = report.ratings
    blanks = report.blanks
    level = report.level.rawValue
    categories = report.categories.labels
    bootstrap = report.resamples
    draw = report.draw
    summary = report.summary
    severities = (severity?.estimates ?? []).map { estimate in
      Severity(
        rater: report.raters[estimate.assessor], shared: estimate.shared, part: estimate.part + 1,
        severity: steady(estimate.severity), low: estimate.low.map(steady),
        high: estimate.high.map(steady), standsOut: estimate.standsOut)
    }
    statistics = report.statistics.map {
      Statistic(
        name: $0.name.rawValue, estimate: steady($0.estimate), low: $0.low.map(steady),
        high: $0.high.map(steady), interval: $0.method.rawValue, units: $0.units,
        sentence: $0.sentence)
    }
  }

  /// A note on each statistic that is left out.
  var omissions: [Finding] {
    report.omissions.map { note($0.name.rawValue, $0.reason) }
  }

  /// A note on each reason for which statistics are left out.
  var omissionsByReason: [Finding] {
    var reasons: [String] = []
    for omission in report.omissions where !reasons.contains(omission.reason) {
      reasons.append(omission.reason)
    }
    return reasons.map { reason in
      let names = report.omissions.filter { $0.reason == reason }.map(\.name.rawValue)
      return note(names.joined(separator: ", "), reason)
    }
  }

  private func note(_ subject: String, _ reason: String) -> Finding {
    Finding("agreement-left-out", .note, subject, "left out: \(reason)", remedy: "")
  }

  /// The answer for people.
  var text: String {
    var lines = summary.map(\.escaped)
    guard !statistics.isEmpty else { return lines.joined(separator: "\n") }
    var table = TextTable(
      ["statistic", "estimate", "low", "high", "interval"], numbers: [1, 2, 3])
    for statistic in statistics {
      table.add([
        statistic.name, fixed(statistic.estimate),
        statistic.low.map { fixed($0) } ?? "", statistic.high.map { fixed($0) } ?? "",
        statistic.interval,
      ])
    }
    lines += ["", table.text]
    lines += statistics.map { "\($0.name): \($0.sentence.escaped)" }
    lines += severityLines
    lines += ["", "level \(level), bootstrap \(bootstrap), draw \(draw)"]
    return lines.joined(separator: "\n")
  }
}

extension AgreementAnswerPage {
  /// The severities of raters, the most severe first, and what they say.
  private var severityLines: [String] {
    guard !severities.isEmpty else { return [] }
    let parts = Set(severities.map(\.part)).count
    var table = TextTable(
      ["rater", "units shared", "severity", "low", "high", ""] + (parts > 1 ? ["part"] : []),
      numbers: [1, 2, 3, 4])
    for one in severities.sorted(by: { $0.severity > $1.severity }) {
      table.add(
        [
          one.rater, "\(one.shared)", fixed(one.severity), one.low.map { fixed($0) } ?? "",
          one.high.map { fixed($0) } ?? "", one.standsOut ? "stands out" : "",
        ] + (parts > 1 ? ["\(one.part)"] : []))
    }
    return [
      "", table.text,
      "severity: how much lower a rater rates the same units than the others, units adjusted for; "
        + "one stands out by more than chance explains, all raters counted"
        + (parts > 1 ? "; raters of different parts share no unit and cannot be compared" : ""),
    ]
  }
}

/// A number to twelve decimal places: the rest differs between machines.
private func steady(_ value: Double) -> Double {
  abs(value) < 1_000 ? (value * 1e12).rounded() / 1e12 : value
}
