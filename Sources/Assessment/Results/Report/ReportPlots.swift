/// A plot with the words and the numbers behind it.
struct ReportFigure {
  let id: String
  let title: String
  /// What it says, in a sentence.
  let told: String
  /// Nil where there are too few numbers for a picture.
  let plot: Plot?
  let table: ReportTable
}

/// Numbers as a table: the first column names the row.
struct ReportTable {
  let columns: [String]
  let rows: [[String]]

  init(_ columns: [String], _ rows: [[String]]) {
    self.columns = columns
    self.rows = rows
  }
}

// How totals are spread, and what each assessor gave.
extension GroupFigures {
  /// The totals of scripts, with the pass line and the borderline band.
  var distribution: ReportFigure {
    let scale = group.scale
    var counts = [Int](repeating: 0, count: scale.maximum + 1)
    for script in group.scripts { counts[min(scale.maximum, Int(script.reportTotal))] += 1 }
    var plot = Plot(height: 260)
    let x = plot.across(-0.5...Double(scale.maximum) + 0.5)
    let y = plot.upwards(0...Double(max(counts.max() ?? 1, 4)) * 1.08)
    if let band = scale.band {
      plot.box(
        (x(Double(band.lowerBound) - 0.5), y(y.range.upperBound)),
        (x(Double(band.upperBound) + 0.5), y(0)), "band")
    }
    plot.leftAxis(y, "scripts")
    plot.bottomAxis(x, "total, of \(scale.maximum)", lines: false)
    for (total, count) in counts.enumerated() where count > 0 {
      plot.box(
        (x(Double(total) - 0.42), y(Double(count))), (x(Double(total) + 0.42), y(0)),
        total >= scale.passingTotal ? "passing" : "failing")
    }
    let line = x(Double(scale.passingTotal) - 0.5)
    plot.line((line, plot.margins.top), (line, y(0)), "limit")
    plot.text((line + 5, plot.margins.top + 12), "\(scale.passingTotal) to pass")
    let band = scale.band.map { "; the band \($0.lowerBound) to \($0.upperBound) is borderline" }
    return ReportFigure(
      id: "totals", title: "Totals",
      told: "\(spoken(group.scripts.count, "script")); where there are several markings their "
        + "average, cut to whole marks\(band ?? "").",
      plot: plot,
      table: ReportTable(
        ["total", "scripts", "pass line"],
        counts.enumerated().map { total, count in
          ["\(total)", "\(count)", total >= scale.passingTotal ? "reached" : "not reached"]
        }))
  }

  /// What each assessor gave: every total as a dot, and the middle half as a box.
  func marksGiven(_ assessors: [ReportSource.Assessor]) -> ReportFigure {
    let shown = outermost(spreads, 60)
    var plot = Plot(height: Double(shown.count) * 22 + 66, margins: .init(left: 190))
    let x = plot.across(0...Double(group.scale.maximum))
    plot.bottomAxis(x, "total given to a script")
    for (row, spread) in shown.enumerated() {
      let y = plot.margins.top + 11 + Double(row) * 22
      plot.text((plot.margins.left - 8, y + 4), assessors[spread.assessor].label.clipped, "end")
      if spread.count >= 5 {
        plot.line((x(spread.five[0]), y), (x(spread.five[4]), y), "whisker")
        plot.box((x(spread.five[1]), y - 7), (x(spread.five[3]), y + 7), "quarters")
        plot.line((x(spread.five[2]), y - 7), (x(spread.five[2]), y + 7), "median")
      }
      for (total, count) in spread.totals.enumerated() where count > 0 {
        plot.dot((x(Double(total)), y), 1.8 + min(3.5, Double(count).squareRoot() * 0.5), "given")
      }
    }
    let line = x(Double(group.scale.passingTotal) - 0.5)
    plot.line((line, plot.margins.top), (line, plot.height - plot.margins.bottom), "limit")
    return ReportFigure(
      id: "given", title: "Marks given by each assessor",
      told: "Each dot is a total that was given, larger where it was given often; the box holds "
        + "the middle half, its line is the median. Scripts differ, so a low row need not be a "
        + "severe assessor." + left(spreads.count, shown.count),
      plot: plot,
      table: ReportTable(
        ["assessor", "markings", "mean", "least", "quarter", "median", "three quarters", "most"],
        spreads.map { spread in
          [assessors[spread.assessor].label, "\(spread.count)", fixed(spread.mean, 2)]
            + spread.five.map { fixed($0, 1) }
        }))
  }

  /// Severities with their intervals, the most severe on top.
  func caterpillar(_ assessors: [ReportSource.Assessor]) -> ReportFigure {
    let all = severities
    let shown = outermost(all, 60)
    let logits = Dictionary(
      uniqueKeysWithValues: (rasch?.measures ?? []).map { ($0.assessor, $0) })
    let rows = all.map { estimate in
      [
        assessors[estimate.assessor].label, "\(estimate.shared)", signed(estimate.severity, 2),
        signed(estimate.low ?? 0, 2), signed(estimate.high ?? 0, 2),
        estimate.standsOut ? "yes" : "no",
      ] + (parts > 1 ? ["\(estimate.part + 1)"] : [])
        + (logits[estimate.assessor].map {
          [signed($0.severity, 2), fixed($0.error, 2), fixed($0.infit, 2)]
        } ?? ["", "", ""])
    }
    return ReportFigure(
      id: "severity", title: "Severity of each assessor",
      told: severityWords + left(all.count, shown.count),
      plot: shown.isEmpty ? nil : caterpillarPlot(shown, assessors),
      table: ReportTable(
        ["assessor", "scripts shared", "severity", "low", "high", "stands out"]
          + (parts > 1 ? ["part"] : []) + ["severity in logits", "its error", "infit"], rows))
  }

  private func caterpillarPlot(
    _ shown: [SeverityEstimate], _ assessors: [ReportSource.Assessor]
  ) -> Plot {
    let ends = shown.flatMap { [abs($0.low ?? 0), abs($0.high ?? 0)] }
    let reach = max(1, ends.max() ?? 1)
    var plot = Plot(height: Double(shown.count) * 20 + 66, margins: .init(left: 190))
    let x = plot.across(-reach...reach)
    plot.bottomAxis(x, "\u{2190} gives more     marks     gives fewer \u{2192}")
    plot.line((x(0), plot.margins.top), (x(0), plot.height - plot.margins.bottom), "zero")
    for (row, estimate) in shown.enumerated() {
      let y = plot.margins.top + 10 + Double(row) * 20
      plot.text((plot.margins.left - 8, y + 4), assessors[estimate.assessor].label.clipped, "end")
      let name = estimate.standsOut ? "out" : "in"
      plot.line((x(estimate.low ?? 0), y), (x(estimate.high ?? 0), y), "interval \(name)")
      if estimate.standsOut {
        plot.box((x(estimate.severity) - 5, y - 5), (x(estimate.severity) + 5, y + 5), "point out")
      } else {
        plot.dot((x(estimate.severity), y), 4, "point in")
      }
    }
    return plot
  }

  private var severityWords: String {
    guard !severities.isEmpty else {
      return
        "There are too few scripts that two assessors marked, so nobody's severity can be told "
        + "from the scripts that they had."
    }
    let apart =
      parts > 1
      ? " Assessors fall into \(parts) parts that share no script: severities of different parts "
        + "cannot be compared." : ""
    let spread = severity.spread.map { " As a rule assessors differ by \(fixed($0, 2)) marks." }
    return "How many marks fewer (right) or more (left) an assessor gives to the same script than "
      + "the others, by a linear model of script and assessor, with 95\u{a0}% intervals; a square "
      + "is more than chance explains, all assessors counted.\(spread ?? "")\(apart)"
  }

  /// So many from both ends of a list that is too long for a picture.
  private func outermost<Item>(_ items: [Item], _ most: Int) -> [Item] {
    items.count <= most ? items : items.prefix(most / 2) + items.suffix(most / 2)
  }

  private func left(_ all: Int, _ shown: Int) -> String {
    all > shown ? " Shown are the outermost \(shown) of \(all); the table has all." : ""
  }
}

extension ReportSource.Script {
  /// The total to show: the decided average, else the average of the markings there are.
  var reportTotal: Double {
    average ?? Double(markings.reduce(0) { $0 + $1.total }) / Double(max(markings.count, 1))
  }
}

extension String {
  /// The beginning of a name that is too long for a plot.
  fileprivate var clipped: String {
    unicodeScalars.count <= 28 ? self : String(unicodeScalars.prefix(27)) + "\u{2026}"
  }
}

/// A whole number with its sign, as people write it.
func signed(_ value: Int) -> String {
  value < 0 ? "\u{2212}\(value.magnitude)" : value > 0 ? "+\(value)" : "0"
}

/// A number with its sign, as people write it; at least one decimal.
func signed(_ value: Double, _ decimals: Int) -> String {
  let text = fixed(value, decimals)
  return text.utf8.first == UInt8(ascii: "-")
    ? "\u{2212}" + text.dropFirst() : value > 0 ? "+" + text : text
}
