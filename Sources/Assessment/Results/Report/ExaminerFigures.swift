package import Findings

// The figures that a provider's own words may hold, with small ones left out.
extension ExaminerReport {
  private static let hidden = "(not shown)"

  /// Every figure by the name that stands in double braces.
  var figures: [String: String] {
    var figures: [String: String] = [:]
    let all = scripts
    let isLarge = all.count >= 2 * least
    let passed = all.count { $0.outcome == .passed }
    let cells = withoutSmallCells(
      [[passed, all.count - passed]], least: least, columnTotalsShown: false)[0]
    add(
      "", responses: isLarge ? all.count : nil, met: isLarge ? cells[0] : nil,
      notMet: isLarge ? cells[1] : nil, to: &figures)
    let shown = isLarge ? shownResults.rows : []
    for group in groups {
      for qualification in group.qualifications {
        let row = shown.first { $0.qualification == qualification }
        let prefix = "\(qualification.code.lowercased())."
        add(
          prefix, responses: row?.responses, met: row?.met, notMet: row?.notMet, to: &figures)
        let scripts = group.scripts.filter { $0.qualification == qualification }
        for (place, criterion) in group.scale.criteria.enumerated() {
          let sum = scripts.reduce(0) { $0 + $1.markings[0].marks[place] }
          let mean = fixed(Double(sum) / Double(max(scripts.count, 1)), 1)
          figures[prefix + criterion.id.lowercased()] =
            row?.responses == nil ? Self.hidden : "\(mean) of \(criterion.marks.last ?? 0)"
        }
      }
    }
    return figures
  }

  private func add(
    _ prefix: String, responses: Int?, met: Int?, notMet: Int?, to figures: inout [String: String]
  ) {
    figures[prefix + "responses"] = responses.map { "\($0)" } ?? Self.hidden
    figures[prefix + "met"] = met.map { "\($0)" } ?? Self.hidden
    figures[prefix + "not-met"] = notMet.map { "\($0)" } ?? Self.hidden
    figures[prefix + "met-share"] =
      met.flatMap { met in responses.map { share(met, $0) } } ?? Self.hidden
  }

  /// What is wrong with the provider's words; a page is written only where nothing is refused.
  package var findings: [Finding] {
    let names = source.assessors.map(\.name).filter { $0.utf8.count > 3 }
    var findings = texts.flatMap { $0.filled(figures, nobody: names).findings }
    if let missing = texts.first?.missing, !missing.isEmpty {
      findings += missing.map { section in
        Finding(
          "examiner-section", .note, texts[0].name, "has no section '\(section)'",
          remedy: "nothing has to be done, if you mean it so")
      }
    }
    return findings
  }

  /// The provider's words on the page; without any, what to write them into.
  var words: String {
    guard !texts.isEmpty else {
      return "<section><p class=\"hint\">How the questions were answered, what good answers did, "
        + "common weaknesses and advice stand here once they are written, in Markdown, into "
        + "<span class=\"file\">templates/\(ExaminerText.fileName.inHTML)</span> of the series; "
        + "npq report --begin-text writes a text to begin with.</p></section>"
    }
    return texts.map { text in
      "<section class=\"own\">\n\(wordsInHTML(text.filled(figures, nobody: []).value ?? ""))"
        + "\n</section>"
    }.joined(separator: "\n")
  }
}
