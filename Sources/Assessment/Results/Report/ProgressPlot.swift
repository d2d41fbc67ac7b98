// How marking went, day by day.
extension SeriesReport {
  /// Markings asked for, and markings complete, at the end of each day on which either moved.
  var progress: ReportFigure {
    let came = groups.flatMap { $0.group.scripts.flatMap { $0.markings.compactMap(\.came) } }
    let asked = perDay(source.asked)
    let complete = perDay(came)
    let days = Set(asked.keys).union(complete.keys).sorted()
    var rows: [(day: CivilDate, asked: Int, complete: Int)] = []
    for day in days {
      rows.append(
        (
          day, (rows.last?.asked ?? 0) + asked[day, default: 0],
          (rows.last?.complete ?? 0) + complete[day, default: 0]
        ))
    }
    let left = (rows.last?.asked ?? 0) - (rows.last?.complete ?? 0)
    return ReportFigure(
      id: "progress", title: "Progress of marking",
      told: "The dashed line is what was asked for, the full one what is complete, by the day on "
        + "which it was collected"
        + (left > 0 ? "; \(spoken(left, "marking")) to come." : "; everything is in."),
      plot: rows.count >= 2 ? plot(rows) : nil,
      table: ReportTable(
        ["day", "markings asked for", "complete"],
        rows.map { ["\($0.day)", "\($0.asked)", "\($0.complete)"] }))
  }

  private func perDay(_ instants: [Instant]) -> [CivilDate: Int] {
    var counts: [Instant: Int] = [:]
    for instant in instants { counts[instant, default: 0] += 1 }
    return Dictionary(
      counts.map { ($0.key.civil(in: source.zone).day, $0.value) }, uniquingKeysWith: +)
  }

  private func plot(_ rows: [(day: CivilDate, asked: Int, complete: Int)]) -> Plot {
    var plot = Plot(height: 240)
    let start = rows.first?.day.daysSince1970 ?? 0
    let end = rows.last?.day.daysSince1970 ?? 0
    let x = plot.across(0...Double(max(end - start, 1)))
    let y = plot.upwards(0...Double(max(rows.map { max($0.asked, $0.complete) }.max() ?? 1, 4)))
    plot.leftAxis(y, "markings")
    for tick in x.ticks where tick == tick.rounded() {
      let day = CivilDate(daysSince1970: start + Int(tick))
      plot.text((x(tick), plot.height - plot.margins.bottom + 16), "\(day)".suffixOfDay, "middle")
    }
    let bottom = plot.height - plot.margins.bottom
    plot.line((plot.margins.left, bottom), (Plot.width - plot.margins.right, bottom), "axis")
    plot.text(
      ((plot.margins.left + Plot.width) / 2, plot.height - 6),
      "from \(spoken(CivilDate(daysSince1970: start)))", "middle", "title")
    plot.path(steps(rows.map { ($0.day.daysSince1970 - start, $0.asked) }, x, y), "asked")
    plot.path(steps(rows.map { ($0.day.daysSince1970 - start, $0.complete) }, x, y), "complete")
    return plot
  }

  /// Up at each day, level until the next.
  private func steps(
    _ points: [(day: Int, count: Int)], _ x: PlotAxis, _ y: PlotAxis
  ) -> [(Double, Double)] {
    var line: [(Double, Double)] = []
    var last = 0
    for point in points {
      line.append((x(Double(point.day)), y(Double(last))))
      line.append((x(Double(point.day)), y(Double(point.count))))
      last = point.count
    }
    return line
  }
}

extension String {
  /// Month and day of a date.
  fileprivate var suffixOfDay: String { String(utf8.suffix(5)) ?? self }
}
