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
  let report: AgreementReport

  enum CodingKeys: String, CodingKey {
    case units, pairableUnits, raters, ratings, blanks, level, categories, bootstrap, draw
    case summary, statistics
  }

  init(_ report: AgreementReport) {
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
    lines += ["", "level \(level), bootstrap \(bootstrap), draw \(draw)"]
    return lines.joined(separator: "\n")
  }
}

/// A number to twelve decimal places: the rest differs between machines.
private func steady(_ value: Double) -> Double {
  abs(value) < 1_000 ? (value * 1e12).rounded() / 1e12 : value
}
