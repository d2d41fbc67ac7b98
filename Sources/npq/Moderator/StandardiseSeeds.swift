import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// `npq moderate standardise seeds`: seeds on control charts.
struct StandardiseSeeds: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seeds", abstract: "How the seeds came back, on control charts.",
    discussion: """
      For each seed, in the order in which it came back: how far the total lies from the \
      definitive one, the moving average of these differences (EWMA) with its limit, and what lies \
      too high and too low added up (CUSUM), all in standard deviations of one marking. Of scripts \
      in one file the order is that of the pack. With an assessor it also lists what they marked \
      since the last good seed; --csv writes that list.

      With few seeds a chart says little: one standard deviation too high is found after ten seeds \
      on average. An assessor who marks as the leads do is named once in some 250 seeds.

        npq moderate standardise seeds as-3 --series ~/npq/spring-2027
      """)

  @Argument(help: "One assessor.") var assessor: String?
  @OptionGroup var only: QualificationOption
  @Flag(help: "As CSV: what an assessor who drifts marked since the last good seed.")
  var csv = false
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let judged = try standards()
    guard let standards = judged.value else {
      return try output.refuse("moderate standardise", judged.findings)
    }
    let text = csv ? Self.remarkList(standards) : Self.charts(standards, listing: assessor != nil)
    try output.finish(
      "moderate standardise", .done, csv ? [] : standards.compactMap(\.driftFinding),
      payload: Payload(charts: standards.map(SeedChart.init)), text: text)
  }

  private func standards() throws -> Judged<[AssessorStandard]> {
    let ledger = try series.openToRead()
    if let assessor {
      return try ledger.standards(
        of: assessor, only: only, at: series.clock.now)
    }
    return Judged(
      try ledger.standards(at: series.clock.now).filter {
        !$0.drift.seeds.isEmpty
          && only.holds($0.qualification)
      })
  }

  private static func charts(_ standards: [AssessorStandard], listing: Bool) -> String {
    guard standards.contains(where: { !$0.drift.seeds.isEmpty }) else {
      return "no seed has come back"
    }
    return standards.filter { !$0.drift.seeds.isEmpty }.map { standard in
      let drift = standard.drift
      var table = TextTable(
        ["seed", "came", "differs", "average", "limit", "above", "below", "limit", ""],
        numbers: [2, 3, 4, 5, 6, 7])
      for (seed, point) in zip(drift.seeds, drift.chart.points) {
        let script = seed.difference.script
        let notes = [
          drift.outside.contains(script) ? "outside a tolerance" : nil,
          drift.named?.seed == script ? "<- named here" : nil,
        ].compactMap(\.self)
        table.add([
          script.text, String(seed.time.received.description.prefix(10)),
          signed(seed.difference.total), two(point.average), two(point.averageLimit),
          two(point.upper), two(point.lower), two(drift.chart.sumLimit),
          notes.joined(separator: ", "),
        ])
      }
      var lines =
        "\(standard.assessor.id)  \(standard.assessor.name.escaped)  "
        + "\(standard.qualification.code)\n\(table.text)"
      if listing, let named = drift.named {
        lines += "to be marked again: \(named.remark.map(\.text).joined(separator: " "))\n"
      }
      return lines
    }.joined(separator: "\n")
  }

  private static func remarkList(_ standards: [AssessorStandard]) -> String {
    let rows = standards.flatMap { standard -> [[CSVCell]] in
      guard let named = standard.drift.named else { return [] }
      return named.remark.map { script in
        [
          .text(script.text), .text(standard.assessor.id), .text(standard.qualification.code),
          .text(named.rule.rawValue), .text(named.lastGood?.text ?? ""),
        ]
      }
    }
    let header = ["script", "assessor", "qualification", "rule", "last_good_seed"]
    return String(decoding: writeCSV(header: header, rows: rows), as: UTF8.self)
  }

  /// A number with two places.
  private static func two(_ number: Double) -> String {
    String(format: "%.2f", number)
  }

  struct Payload: Encodable {
    let charts: [SeedChart]
  }
}

/// The points of an assessor's charts, for scripts.
struct SeedChart: Encodable {
  struct Point: Encodable {
    let seed, received: String
    let difference: Int
    let deviations, average, averageLimit, upper, lower: Double
    let outside: Bool
  }

  let assessor, assessment, qualification: String
  let sumLimit: Double
  let points: [Point]
  let drift: StandardAnswer.Drift?

  init(_ standard: AssessorStandard) {
    assessor = standard.assessor.id
    assessment = standard.assessment
    qualification = standard.qualification.code
    sumLimit = standard.drift.chart.sumLimit
    points = zip(standard.drift.seeds, standard.drift.chart.points).map { seed, point in
      Point(
        seed: seed.difference.script.text, received: seed.time.received.description,
        difference: seed.difference.total, deviations: point.value, average: point.average,
        averageLimit: point.averageLimit, upper: point.upper, lower: point.lower,
        outside: standard.drift.outside.contains(seed.difference.script))
    }
    drift = standard.drift.named.map(StandardAnswer.Drift.init)
  }
}
