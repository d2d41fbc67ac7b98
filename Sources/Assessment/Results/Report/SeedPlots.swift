// Seeds over time, on control charts: small multiples on one scale, so that they can be compared.
extension SeriesReport {
  /// So many charts stand open where nobody drifts; more are folded.
  private static let mostOpen = 6

  /// The part of the page; nil where no seed has come back.
  var seedPart: String? {
    let all = seedSeries
    guard !all.isEmpty else { return nil }
    let reach = SeedReach(all)
    let figures = all.enumerated().map { number, series in
      figure(series, id: "chart-\(number + 1)", reach).chart(prefix: "seeds")
    }
    let out = all.count { $0.drift.named != nil }
    var parts = ["<p>\(seedWords(all, out).inHTML)</p>"]
    if out > 0 { parts.append(charts(figures.prefix(out), of: "Who drifts")) }
    let rest = figures.dropFirst(out)
    if out == 0, rest.count <= Self.mostOpen {
      parts.append(charts(rest, of: "Who stays within the limits"))
    } else if !rest.isEmpty {
      parts.append(
        fold(
          "Within their limits: \(rest.count)", id: "seeds-within", level: 3,
          "<div class=\"charts\">\n\(rest.joined(separator: "\n"))\n</div>"))
    }
    return fold("Seeds over time", id: "seeds", level: 2, parts.joined(separator: "\n"))
  }

  private func charts(_ figures: ArraySlice<String>, of title: String) -> String {
    "<h3>\(title.inHTML)</h3>\n<div class=\"charts\">\n\(figures.joined(separator: "\n"))\n</div>"
  }

  private func seedWords(_ all: [SeedSeries], _ out: Int) -> String {
    let seeds = all.reduce(0) { $0 + $1.drift.seeds.count }
    let who = Set(all.map(\.assessor)).count
    return
      "\(spoken(seeds, "seed")) came back from \(spoken(who, "assessor")), in the order of the "
      + "files; "
      + (out == 0
        ? "nobody leaves the limits. "
        : "\(spoken(out, "chart")) of \(all.count) "
          + (out == 1 ? "leaves" : "leave") + " the limits. ")
      + "Above: how far each total lies from the definitive one, in standard deviations of one "
      + "marking, a square where it is outside a tolerance; the full line is their moving average "
      + "(EWMA), dashed its limits. Below: what lies too high added up, and what lies too low "
      + "(CUSUM), with the limit of both. The shaded seed is the one that names somebody. With few seeds a chart says little, and whoever marks as "
      + "the leads do is named once in some 250 seeds: it is a reason to look, not a finding."
  }

  private func figure(_ series: SeedSeries, id: String, _ reach: SeedReach) -> ReportFigure {
    ReportFigure(
      id: id, title: "\(name(series)), \(series.qualification.code)", told: told(series),
      plot: series.plot(reach, days: days(series)), table: table(series))
  }

  private func told(_ series: SeedSeries) -> String {
    let drift = series.drift
    let count =
      "\(spoken(drift.seeds.count, "seed")), \(drift.outside.count) outside a tolerance, "
      + "\(signed(series.mean, 1)) marks on average"
    guard let named = drift.named else { return "Within the limits: \(count)." }
    let were = named.remark.count == 1 ? "was" : "were"
    let since = named.lastGood.map { "since the last good one, \($0)" } ?? "from the first seed on"
    return
      "Drifts: \(named.words) at \(named.seed), with \(drift.isAbove ? "more" : "fewer") marks "
      + "than the leads give. \(spoken(named.remark.count, "script")) \(were) marked \(since). "
      + "\(count)."
  }

  private func days(_ series: SeedSeries) -> String {
    let days = series.drift.seeds.map { $0.time.received.civil(in: source.zone).day }
    guard let first = days.first, let last = days.last else { return "" }
    return first == last ? spoken(first) : "\(spoken(first)) to \(spoken(last))"
  }

  private func table(_ series: SeedSeries) -> ReportTable {
    let drift = series.drift
    return ReportTable(
      [
        "seed", "came", "marks off", "in deviations", "average", "its limit", "sum above",
        "sum below", "limit of sums", "note",
      ],
      zip(drift.seeds, drift.chart.points).map { seed, point in
        let script = seed.difference.script
        let notes = [
          drift.outside.contains(script) ? "outside a tolerance" : nil,
          drift.named?.seed == script ? "named here" : nil,
          drift.named?.lastGood == script ? "last good seed" : nil,
        ].compactMap(\.self)
        return [
          script.text, "\(seed.time.received.civil(in: source.zone).day)",
          signed(seed.difference.total), signed(point.value, 2), signed(point.average, 2),
          fixed(point.averageLimit, 2), fixed(point.upper, 2), fixed(point.lower, 2),
          fixed(drift.chart.sumLimit, 2), notes.joined(separator: ", "),
        ]
      })
  }
}

/// How far the axes of all charts go.
private struct SeedReach {
  let values: Double
  let sums: Double

  init(_ all: [SeedSeries]) {
    let points = all.flatMap(\.drift.chart.points)
    values = max(2, points.map { max(abs($0.value), $0.averageLimit) }.max() ?? 2) * 1.1
    let limits = all.map(\.drift.chart.sumLimit)
    sums = max(limits.max() ?? 1, points.map { max($0.upper, $0.lower) }.max() ?? 1) * 1.1
  }
}

extension SeedSeries {
  /// Both charts of one assessor, one above the other.
  fileprivate func plot(_ reach: SeedReach, days: String) -> Plot {
    var plot = Plot(
      height: 276, margins: .init(left: 34, right: 8, top: 20, bottom: 40), width: 320)
    let points = drift.chart.points
    let x = plot.across(0.5...Double(max(points.count, 4)) + 0.5)
    let upper = PlotAxis(range: -reach.values...reach.values, from: 134, to: plot.margins.top)
    let lower = PlotAxis(range: -reach.sums...reach.sums, from: 236, to: 158)
    let end = plot.width - plot.margins.right
    if let named = drift.named,
      let place = drift.seeds.firstIndex(where: { $0.difference.script == named.seed })
    {
      for axis in [upper, lower] {
        plot.box(
          (x(Double(place) + 0.6), axis.from), (x(Double(place) + 1.4), axis.to), "band")
      }
    }
    plot.text((plot.margins.left, 13), "each seed and their average", "start", "title")
    plot.text((plot.margins.left, 151), "sums above and below", "start", "title")
    let most = max((upper.range.upperBound * 0.8).rounded(.down), 1)
    for (axis, tick) in [(upper, most), (lower, drift.chart.sumLimit)] {
      for value in [-tick, 0, tick] {
        plot.line(
          (plot.margins.left, axis(value)), (end, axis(value)), value == 0 ? "zero" : "grid")
        plot.text((plot.margins.left - 5, axis(value) + 4), label(value), "end")
      }
    }
    draw(upper, x, on: &plot)
    drawSums(lower, x, end, on: &plot)
    for tick in x.ticks where tick >= 1 && tick <= Double(points.count) && tick == tick.rounded() {
      plot.text((x(tick), lower.from + 16), plainNumber(tick), "middle")
    }
    plot.line((plot.margins.left, lower.from), (end, lower.from), "axis")
    plot.text(
      ((plot.margins.left + end) / 2, plot.height - 5), "seed, \(days)", "middle", "title")
    return plot
  }

  private func draw(_ y: PlotAxis, _ x: PlotAxis, on plot: inout Plot) {
    let points = drift.chart.points.enumerated().map { (x(Double($0 + 1)), $1) }
    for side in [1.0, -1.0] {
      plot.path(points.map { ($0.0, y(side * $0.1.averageLimit)) }, "limit")
    }
    plot.path(points.map { ($0.0, y($0.1.average)) }, "complete")
    for (point, seed) in zip(points, drift.seeds) {
      let at = (point.0, y(point.1.value))
      if drift.outside.contains(seed.difference.script) {
        plot.box((at.0 - 3.5, at.1 - 3.5), (at.0 + 3.5, at.1 + 3.5), "point out")
      } else {
        plot.dot(at, 2.8, "point in")
      }
    }
  }

  private func drawSums(_ y: PlotAxis, _ x: PlotAxis, _ end: Double, on plot: inout Plot) {
    for side in [1.0, -1.0] {
      let limit = y(side * drift.chart.sumLimit)
      plot.line((plot.margins.left, limit), (end, limit), "limit")
    }
    let points = drift.chart.points.enumerated().map { (x(Double($0 + 1)), $1) }
    plot.path(points.map { ($0.0, y($0.1.upper)) }, "complete")
    plot.path(points.map { ($0.0, y(-$0.1.lower)) }, "complete")
  }
}

/// A value beside an axis, with its sign.
private func label(_ value: Double) -> String {
  let sign = value < 0 ? "\u{2212}" : value > 0 ? "+" : ""
  return sign + plainNumber(abs(value))
}

extension ReportFigure {
  /// A small chart with its numbers folded behind it.
  fileprivate func chart(prefix: String) -> String {
    let name = "\(prefix)-\(id)"
    guard let plot else { return "" }
    return """
      <figure id="\(name)">
      <h4>\(title.inHTML)</h4>
      \(plot.svg(name, title: title, told: told))
      <figcaption>\(told.inHTML)</figcaption>
      <details><summary>The numbers<span class="hidden">: \(title.inHTML)</span></summary>
      \(table.html(caption: title, hidden: true))
      </details>
      </figure>
      """
  }
}
