// How first and second markings agree.
extension GroupFigures {
  /// Which totals met which: first marking across, second upwards.
  var totalsMet: ReportFigure {
    let size = group.scale.maximum + 1
    let counts = met(pairs.totals, size)
    let most = counts.joined().max() ?? 0
    var plot = Plot(height: 470)
    let x = plot.across(-0.5...Double(size) - 0.5)
    let y = plot.upwards(-0.5...Double(size) - 0.5)
    plot.leftAxis(y, "second marking")
    plot.bottomAxis(x, "first marking")
    let cell = x(1) - x(0)
    for first in 0..<size {
      for second in 0..<size where counts[first][second] > 0 {
        let count = counts[first][second]
        plot.box(
          (x(Double(first) - 0.5), y(Double(second) - 0.5)),
          (x(Double(first) + 0.5), y(Double(second) + 0.5)), "heat",
          opacity: 0.12 + 0.38 * Double(count) / Double(most))
        if cell >= 14 {
          plot.text((x(Double(first)), y(Double(second)) + 4), "\(count)", "middle", "count")
        }
      }
    }
    let line = Double(group.scale.passingTotal) - 0.5
    plot.line((x(line), y(-0.5)), (x(line), y(Double(size) - 0.5)), "limit")
    plot.line((x(-0.5), y(line)), (x(Double(size) - 0.5), y(line)), "limit")
    return ReportFigure(
      id: "met", title: "First and second marking",
      told:
        "How often each pair of totals came up; the lines are the pass. Equal totals lie on the "
        + "diagonal: \(pairs.equal) of \(pairs.count).",
      plot: pairs.count >= ReportSize.share ? plot : nil, table: metTable(counts))
  }

  private func metTable(_ counts: [[Int]]) -> ReportTable {
    let used = counts.indices.filter { total in
      counts[total].contains { $0 > 0 } || counts.contains { $0[total] > 0 }
    }
    return ReportTable(
      ["first \\ second"] + used.map { "\($0)" },
      used.map { first in ["\(first)"] + used.map { "\(counts[first][$0])" } })
  }

  private func met(_ pairs: [(Int, Int)], _ size: Int) -> [[Int]] {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: size), count: size)
    for (first, second) in pairs { counts[first][second] += 1 }
    return counts
  }

  /// Pass and fail, first against second marking.
  var sidesMet: ReportTable {
    func count(_ first: Bool, _ second: Bool) -> String {
      "\(pairs.sides.count { $0.0 == first && $0.1 == second })"
    }
    return ReportTable(
      ["first \\ second", "does not pass", "passes"],
      [
        ["does not pass", count(false, false), count(false, true)],
        ["passes", count(true, false), count(true, true)],
      ])
  }

  /// Differences against means (Bland and Altman 1986).
  var blandAltman: ReportFigure {
    var counts: [[Int]: Int] = [:]
    for (first, second) in pairs.totals {
      counts[[first + second, first - second], default: 0] += 1
    }
    let difference = pairs.difference
    let reach = Double(counts.keys.map { abs($0[1]) }.max() ?? 1)
    let half = (difference?.deviation ?? 0) * 1.96
    let end = max(reach, abs(difference?.mean ?? 0) + half, 1) * 1.08
    var plot = Plot(height: 300)
    let x = plot.across(-0.5...Double(group.scale.maximum) + 0.5)
    let y = plot.upwards(-end...end)
    plot.leftAxis(y, "first less second")
    plot.bottomAxis(x, "mean of the two totals")
    plot.line((x(x.range.lowerBound), y(0)), (x(x.range.upperBound), y(0)), "zero")
    for (place, count) in counts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let size = 2.2 + 5 * (Double(count) / Double(max(counts.values.max() ?? 1, 6))).squareRoot()
      plot.dot((x(Double(place[0]) / 2), y(Double(place[1]))), size, "given")
    }
    if let (mean, _) = difference {
      for value in [mean, mean - half, mean + half] {
        plot.line(
          (x(x.range.lowerBound), y(value)), (x(x.range.upperBound), y(value)),
          value == mean ? "mean" : "limit")
      }
    }
    return ReportFigure(
      id: "differences", title: "Differences between the two",
      told: "Each dot is a pair, larger where it came up often. " + differenceWords,
      plot: pairs.count >= ReportSize.share ? plot : nil,
      table: ReportTable(
        ["mean of the two", "first less second", "scripts"],
        counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { place, count in
          [fixed(Double(place[0]) / 2, 1), signed(place[1]), "\(count)"]
        }))
  }

  private var differenceWords: String {
    guard pairs.count >= ReportSize.coefficient, let (mean, deviation) = pairs.difference else {
      return "Limits within which most differences lie need at least \(ReportSize.coefficient) "
        + "scripts marked twice."
    }
    return "The first marking lies \(signed(mean, 2)) from the second on average; 95\u{a0}% of "
      + "differences lie between \(signed(mean - 1.96 * deviation, 1)) and "
      + "\(signed(mean + 1.96 * deviation, 1)), dashed, as far as they are normal."
  }

  /// How often the same mark was given in each criterion, and agreement beyond chance.
  func criterionAgreement(_ assessors: [ReportSource.Assessor]) -> ReportFigure {
    var plot = Plot(height: Double(criteria.count) * 30 + 66, margins: .init(left: 230))
    let x = plot.across(0...100)
    plot.bottomAxis(x, "pairs with the same mark, in per cent")
    for (row, criterion) in criteria.enumerated() where criterion.pairs > 0 {
      let y = plot.margins.top + 15 + Double(row) * 30
      let split = criterion.isReadInTwoWays(of: criteria.count)
      let (low, high) = wilson(criterion.share, criterion.pairs)
      let name = split ? "out" : "in"
      plot.text((plot.margins.left - 8, y + 4), criterion.title.clippedTitle, "end")
      plot.line((x(low * 100), y), (x(high * 100), y), "interval \(name)")
      if split {
        plot.box(
          (x(criterion.share * 100) - 5, y - 5), (x(criterion.share * 100) + 5, y + 5),
          "point out")
      } else {
        plot.dot((x(criterion.share * 100), y), 4, "point in")
      }
    }
    return ReportFigure(
      id: "criteria", title: "Agreement in each criterion",
      told: "With 95\u{a0}% intervals. A square is a criterion that assessors read in different "
        + "ways: some are steadily stricter in it than in the rest, by more than chance explains.",
      plot: pairs.count >= ReportSize.share ? plot : nil, table: criterionTable(assessors))
  }

  private func criterionTable(_ assessors: [ReportSource.Assessor]) -> ReportTable {
    ReportTable(
      [
        "criterion", "pairs", "same mark", "two levels apart or more", "quadratic kappa", "low",
        "high", "AC2", "read apart by (marks)", "by chance", "stricter in it", "laxer in it",
      ],
      criteria.map { criterion in
        let kappa = criterion.agreement?[.kappaQuadratic]
        let error = criterion.reading.errorDegrees >= ReportSize.degrees
        return [
          criterion.title, "\(criterion.pairs)", "\(criterion.equal)", "\(criterion.apart)",
          kappa.map { fixed($0.estimate, 2) } ?? "", kappa?.low.map { fixed($0, 2) } ?? "",
          kappa?.high.map { fixed($0, 2) } ?? "",
          criterion.agreement?[.ac2Quadratic].map { fixed($0.estimate, 2) } ?? "",
          error ? criterion.reading.spread.map { fixed($0, 2) } ?? "" : "",
          error ? criterion.reading.chance.map { probability($0) } ?? "" : "",
          criterion.outstanding(assessors) { $0 > 0 }, criterion.outstanding(assessors) { $0 < 0 },
        ]
      })
  }
}

extension CriterionFigures {
  /// Those whose reading is more than chance explains, on one side.
  fileprivate func outstanding(
    _ assessors: [ReportSource.Assessor], _ isMeant: (Double) -> Bool
  ) -> String {
    guard reading.errorDegrees >= ReportSize.degrees else { return "" }
    return listed(
      reading.estimates.filter {
        $0.standsOut && $0.shared >= ReportSize.severity && isMeant($0.severity)
      }.map { assessors[$0.assessor].label })
  }
}

extension String {
  var clippedTitle: String {
    unicodeScalars.count <= 34 ? self : String(unicodeScalars.prefix(33)) + "\u{2026}"
  }
}

/// A chance as tables show it.
func probability(_ chance: Double) -> String { chance < 0.001 ? "under 0.001" : fixed(chance, 3) }
