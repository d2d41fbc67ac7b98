/// The examiner's report: what a cohort did well and less well, for those outside.
///
/// It names no assessor and no script, and shows no count by which a person could be picked out.
package struct ExaminerReport: Sendable {
  let source: ReportSource
  let least: Int
  let groups: [ReportGroup]
  /// The provider's own words, those for all first.
  let texts: [ExaminerText]

  /// Takes the results that are decided, and what the provider has written.
  package init(_ source: ReportSource, settings: ReportSettings, texts: [ExaminerText] = []) {
    self.source = source
    self.texts = texts
    least = max(settings.smallest, 1)
    var decided = source
    decided.scripts = source.scripts.filter { $0.outcome.isResult }
    groups = ReportGroup.all(decided)
  }

  var scripts: [ReportSource.Script] { groups.flatMap(\.scripts) }

  /// What a reader is told first.
  package var sentences: [String] {
    let all = scripts
    guard all.count >= 2 * least else {
      return [
        "Too few responses have a result to say anything of them that could not be traced to a "
          + "person."
      ]
    }
    let passed = all.count { $0.outcome == .passed }
    let cells = withoutSmallCells(
      [[passed, all.count - passed]], least: least, columnTotalsShown: false)
    let met =
      cells[0].contains(nil)
      ? "How many met the standard is not given, since so few did or did not."
      : "\(spoken(passed)) (\(share(passed, all.count))) met the standard."
    var sentences = ["\(spoken(all.count)) responses have a result. \(met)"]
    for group in groups where group.scripts.count >= 2 * least {
      sentences += [criteriaSentence(group)].compactMap(\.self)
    }
    let pending = source.entries[.pending, default: 0]
    if pending >= least { sentences.append("\(spoken(pending)) results are still to come.") }
    return sentences
  }

  private func criteriaSentence(_ group: ReportGroup) -> String? {
    let count = Double(group.scripts.count)
    let shares = group.scale.criteria.indices.compactMap { place -> CriterionMean? in
      guard let most = group.scale.criteria[place].marks.last, most > 0 else { return nil }
      let sum = group.scripts.reduce(0) { $0 + $1.markings[0].marks[place] }
      return CriterionMean(title: group.titles[place], mean: Double(sum) / count, most: most)
    }.sorted { $0.share > $1.share }
    guard let best = shares.first, let worst = shares.last, shares.count > 1 else { return nil }
    let said = groups.count > 1 ? "In \(group.name) responses" : "Responses"
    return "\(said) did best in \(best.words) marks on average, and least well in \(worst.words)."
  }

  /// The page.
  package func html() -> String {
    var parts = [
      "<section class=\"first\">",
      "<p class=\"hint\">As of \(spoken(source.at, in: source.zone).inHTML).</p>",
    ]
    parts += sentences.map { "<p>\($0.inHTML)</p>" } + ["</section>", words]
    if scripts.count >= 2 * least {
      parts.append("<h2>In numbers</h2><h3>All qualifications</h3>" + qualifications.inSection)
      for (number, group) in groups.enumerated() where group.scripts.count >= 2 * least {
        parts.append("<h3>\(group.name.inHTML)</h3>")
        parts.append(totals(group).html(prefix: "g\(number + 1)"))
        parts.append(levels(group).html(prefix: "g\(number + 1)"))
      }
      parts.append(
        "<p class=\"hint\">Numbers from 1 to \(least - 1) are not shown, nor others from which "
          + "these could be worked out.</p>")
    }
    return WebPage(
      template: "report.html", styles: ["base.css", "report.css"], scripts: ["report.js"],
      allowed: []
    ).filled([
      "title": "Examiner\u{2019}s report, \(source.series)".inHTML,
      "body": parts.joined(separator: "\n"),
    ])
  }
}

/// What a criterion came to on average.
private struct CriterionMean {
  let title: String
  let mean: Double
  let most: Int

  var share: Double { mean / Double(most) }

  var words: String { "\u{2018}\(title)\u{2019}, \(fixed(mean, 1)) of \(most)" }
}

extension ExaminerReport {
  /// Results by qualification, as far as they may be shown: how many, and who met the standard and
  /// who did not.
  struct Shown {
    let qualification: Qualification
    let responses: Int?
    let met, notMet: Int?
  }

  var shownResults: (rows: [Shown], hidden: Int) {
    let by = Dictionary(grouping: scripts, by: \.qualification).sorted { $0.key.code < $1.key.code }
    let counts = by.map { _, scripts in
      let passed = scripts.count { $0.outcome == .passed }
      return [passed, scripts.count - passed]
    }
    // A qualification with a handful of people is hidden as a whole, and with it another from which
    // it could be worked out.
    let sizes = withoutSmallCells(
      [counts.map { $0[0] + $0[1] }], least: 2 * least, columnTotalsShown: false)[0]
    let kept = by.indices.filter { sizes[$0] != nil }
    let shown = withoutSmallCells(
      kept.map { counts[$0] }, least: least, columnTotalsShown: true)
    let rows = zip(kept, shown).map { place, cells in
      Shown(
        qualification: by[place].key, responses: sizes[place], met: cells[0], notMet: cells[1])
    }
    return (rows, by.count - kept.count)
  }

  private var qualifications: ReportFigure {
    let (shown, hidden) = shownResults
    let rows = shown.map { row in
      [
        row.qualification.title, row.responses.map { "\($0)" } ?? "", cell(row.met),
        cell(row.notMet),
      ]
    }
    return ReportFigure(
      id: "qualifications", title: "Results by qualification",
      told: hidden > 0
        ? "\(spoken(hidden, "qualification")) with few participants \(hidden == 1 ? "is" : "are") "
          + "left out." : "Everybody with a result.",
      plot: nil,
      table: ReportTable(
        ["qualification", "responses", "met the standard", "did not meet the standard"], rows))
  }

  private func cell(_ count: Int?) -> String { count.map { "\($0)" } ?? "not shown" }

  private func totals(_ group: ReportGroup) -> ReportFigure {
    var counts = [Int](repeating: 0, count: group.scale.maximum + 1)
    for script in group.scripts {
      counts[min(group.scale.maximum, Int(script.reportTotal))] += 1
    }
    let joined = joinedSmall(counts, least: least)
    var plot = Plot(height: 240)
    let x = plot.across(-0.5...Double(group.scale.maximum) + 0.5)
    // The height of a wide bar is its share for each total, so that areas compare.
    let heights = joined.map { Double($0.count) / Double($0.values.count) }
    let y = plot.upwards(0...max(heights.max() ?? 1, 1))
    plot.leftAxis(y, "responses a total")
    plot.bottomAxis(x, "total, of \(group.scale.maximum)", lines: false)
    for (bar, height) in zip(joined, heights) where bar.count > 0 {
      plot.box(
        (x(Double(bar.values.lowerBound) - 0.45), y(height)),
        (x(Double(bar.values.upperBound) + 0.45), y(0)), "passing")
    }
    let line = x(Double(group.scale.passingTotal) - 0.5)
    plot.line((line, plot.margins.top), (line, y(0)), "limit")
    return ReportFigure(
      id: "totals", title: "Totals",
      told: "Totals are put together where few responses had them; the dashed line is the lowest "
        + "total that passes, \(group.scale.passingTotal).",
      plot: plot,
      table: ReportTable(
        ["totals", "responses"],
        joined.map { bar in
          let (low, high) = (bar.values.lowerBound, bar.values.upperBound)
          return [low == high ? "\(low)" : "\(low) to \(high)", "\(bar.count)"]
        }))
  }

  private func levels(_ group: ReportGroup) -> ReportFigure {
    let most = group.scale.criteria.map(\.marks.count).max() ?? 0
    let placed = group.levels(of: group.scripts.map { $0.markings[0] })
    let counts = group.scale.criteria.indices.map { criterion in
      var row = [Int](repeating: 0, count: most)
      for levels in placed { row[levels[criterion]] += 1 }
      return row
    }
    let shown = withoutSmallCells(counts, least: least, columnTotalsShown: false)
    var plot = Plot(height: Double(counts.count) * 30 + 66, margins: .init(left: 230))
    let x = plot.across(0...100)
    plot.bottomAxis(x, "responses at each level, lowest first, in per cent")
    let whole = Double(max(group.scripts.count, 1))
    for (row, cells) in shown.enumerated() {
      let y = plot.margins.top + 15 + Double(row) * 30
      plot.text((plot.margins.left - 8, y + 4), group.titles[row].clippedTitle, "end")
      var start = 0.0
      for (level, cell) in cells.enumerated() {
        guard let cell, cell > 0 else { continue }
        let end = start + Double(cell) / whole * 100
        plot.box(
          (x(start), y - 9), (x(end), y + 9), "heat",
          opacity: 0.15 + 0.7 * Double(level) / Double(max(most - 1, 1)))
        start = end
      }
    }
    return ReportFigure(
      id: "levels", title: "Levels in each criterion",
      told: "By the first marking of each response; darker is higher. What is missing from a bar "
        + "is not shown.",
      plot: plot,
      table: ReportTable(
        ["criterion"] + (0..<most).map { "level \($0)" },
        zip(group.titles, shown).map { title, cells in [title] + cells.map(cell) }))
  }
}
