extension SeriesReport {
  /// The moderator's report as one page that loads nothing.
  package func html() -> String {
    WebPage(
      template: "report.html", styles: ["base.css", "report.css"], scripts: ["report.js"],
      allowed: []
    ).filled(["title": "Report on \(source.series)".inHTML, "body": body])
  }

  private var body: String {
    let list = sentences.map { "<li>\($0.inHTML)</li>" }.joined(separator: "\n")
    var parts = [
      "<section class=\"first\">",
      "<p class=\"hint\">As of \(spoken(source.at, in: source.zone).inHTML). For the moderator: "
        + "it names assessors.</p>",
      "<ol class=\"five\">\n\(list)\n</ol>", "<p>\(size.inHTML)\(howToRead)</p>", "</section>",
    ]
    let looks = groups.flatMap { group in group.repetition.looks.map { (group, $0) } }
    if !looks.isEmpty { parts.append(lookPart(looks)) }
    if let seedPart { parts.append(seedPart) }
    parts.append(
      fold("For the statistician", id: "statistics", level: 2, statistics(groups)))
    return parts.joined(separator: "\n")
  }

  private var howToRead: String {
    let few = groups.reduce(0) { $0 + $1.pairs.count } < ReportSize.coefficient
    let chosen = groups.contains { $0.pairs.count > 0 && $0.pairs.count < $0.group.scripts.count }
    var words = ""
    if chosen {
      words +=
        " Not every script has two markings: where those that have were chosen because they "
        + "failed or lay near the line, two assessors differ on them more often than on others."
    }
    if few { words += " What is left unsaid here needs more scripts that two assessors marked." }
    return words.inHTML
  }

  private func lookPart(_ looks: [(GroupFigures, RepetitionFigures.Look)]) -> String {
    let rows = looks.sorted { $0.1.chance > $1.1.chance }.prefix(20).map { group, look in
      [
        look.code, group.group.name, fixed(look.average, 1), "\(look.markings)",
        look.passed ? "passed" : "did not meet the standard", share(look.chance),
      ]
    }
    let told =
      "The decided scripts whose result is least sure: the chance that as many markings again, by "
      + "other assessors, would come out the other way. It says nothing against a result."
    let table = ReportTable(
      ["script", "qualification", "total", "markings", "result", "other way"], rows)
    return fold(
      "Scripts to read again first", id: "look", level: 2,
      "<p>\(told.inHTML)</p>" + table.html(caption: "Scripts to read again first", hidden: true))
  }

  private func statistics(_ groups: [GroupFigures]) -> String {
    var parts = ["<h3>The whole series</h3>", outcomes.inSection]
    parts += [attempts?.inSection].compactMap(\.self) + [progress.html(prefix: "all")]
    for (number, figures) in groups.enumerated() {
      let name = "\(figures.group.name): \(figures.group.scale.words)"
      parts.append("<h3 id=\"scale-\(number + 1)\">\(name.inHTML)</h3>")
      parts.append(figures.html(prefix: "s\(number + 1)", source.assessors))
    }
    parts.append("<p class=\"hint\">\(methods.inHTML)</p>")
    return parts.joined(separator: "\n")
  }

  private var outcomes: ReportFigure {
    ReportFigure(
      id: "outcomes", title: "Entries", told: size, plot: nil,
      table: ReportTable(
        ["outcome", "entries"],
        Decision.Outcome.allCases.compactMap { outcome in
          source.entries[outcome].map { [outcome.rawValue, "\($0)"] }
        }))
  }

  private var methods: String {
    "Intervals are 95 %. Shares: Wilson. Kappas and alphas: as npq agreement says of each; units "
      + "are drawn again from draw \(settings.draw). Severity: least squares with a level for each "
      + "script, severities adding up to nothing; who stands out is judged by Bonferroni over all "
      + "assessors. Logits: many-facet Rasch model, partial credit, joint maximum likelihood, "
      + "which ranks but is stretched where scripts have few markings. Consistency: Livingston and "
      + "Lewis (1995). Results that could change: normal errors about a script's true mark, "
      + "as large as near the pass line, Kelley (1947); must-pass criteria do not come into these two."
  }
}

extension GroupFigures {
  /// All plots and tables of one group.
  fileprivate func html(prefix: String, _ assessors: [ReportSource.Assessor]) -> String {
    var parts = [distribution, marksGiven(assessors), caterpillar(assessors)]
      .map { $0.html(prefix: prefix) }
    parts.append(totalsMet.html(prefix: prefix))
    if pairs.count > 0 { parts.append(sidesMet.html(caption: "Pass or fail, first and second")) }
    parts += [blandAltman, criterionAgreement(assessors)].map { $0.html(prefix: prefix) }
    parts.append(statistics(prefix))
    return parts.joined(separator: "\n")
  }

  private func statistics(_ prefix: String) -> String {
    var parts = ["<section><h4>Statistics</h4>"]
    if let agreement {
      parts.append(agreement.table.html(caption: "Totals, first and second marking"))
    }
    if let decisions {
      parts.append(decisions.table.html(caption: "Pass or fail, first and second marking"))
    }
    if agreement == nil {
      parts.append(
        "<p>Agreement beyond chance is not given below \(ReportSize.coefficient) scripts marked "
          + "twice.</p>")
    }
    parts.append(consistencyWords)
    return parts.joined(separator: "\n") + "</section>"
  }

  private var consistencyWords: String {
    guard let reliability = repetition.reliability, let error = repetition.error else {
      return "<p>Reliability and decision consistency are not given either.</p>"
    }
    var words =
      "One marking has a reliability of \(fixed(reliability, 2)) and a standard error of "
      + "\(fixed(error, 2)) marks, severity included."
    if let found = repetition.consistency {
      words +=
        " By that two markings by different assessors come to the same side of the pass "
        + "line for \(share(found.consistency)) of scripts (kappa \(fixed(found.kappa, 2))), and one "
        + "marking to the side of the true mark for \(share(found.accuracy)); seen were "
        + "\(share(pairs.same, pairs.count)) of pairs, must-pass criteria included."
    }
    if let rasch {
      words +=
        " The Rasch model took \(rasch.scripts) scripts, \(rasch.extremeScripts) with "
        + "nothing but highest or lowest marks apart, and "
        + (rasch.converged ? "settled." : "did not settle: take its numbers for hints.")
    }
    return "<p>\(words.inHTML)</p>"
  }
}

extension ReportScale {
  /// The scale in a few words.
  fileprivate var words: String {
    "\(criteria.count) criteria, \(maximum) marks, \(passingTotal) to pass"
  }
}

extension AgreementReport {
  /// Its statistics, each with a sentence.
  fileprivate var table: ReportTable {
    ReportTable(
      ["statistic", "estimate", "low", "high", "what it says"],
      statistics.map { statistic in
        [
          statistic.name.rawValue, fixed(statistic.estimate), statistic.low.map { fixed($0) } ?? "",
          statistic.high.map { fixed($0) } ?? "", statistic.sentence,
        ]
      })
  }
}

/// A share in whole per cent.
func share(_ value: Double) -> String { "\(Int((value * 100).rounded()))\u{a0}%" }
