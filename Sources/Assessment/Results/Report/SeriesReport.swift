/// The moderator's report on a series.
package struct SeriesReport: Sendable {
  let source: ReportSource
  let settings: ReportSettings
  let groups: [GroupFigures]

  /// Computes everything that the record allows.
  package init(_ source: ReportSource, settings: ReportSettings) {
    self.source = source
    self.settings = settings
    groups = ReportGroup.all(source).map {
      GroupFigures($0, assessors: source.assessors.count, settings: settings)
    }
  }

  /// How often two agree; how often on pass or fail; whom to look at; which criterion is read in two
  /// ways; how many results could change.
  package var sentences: [String] {
    [withinTolerance, sameDecision, whomToLookAt, whichCriterion, howManyChange]
  }

  /// What there is to go by.
  package var size: String {
    let marked = groups.reduce(0) { $0 + $1.group.scripts.count }
    let twice = groups.reduce(0) { $0 + $1.pairs.count }
    let entries = source.entries.values.reduce(0, +)
    let pending = source.entries[.pending, default: 0]
    return "\(spoken(entries)) \(entries == 1 ? "entry" : "entries"), "
      + "\(spoken(marked, "script")) marked, "
      + "\(spoken(twice)) of them by two assessors or more; "
      + (pending == 0 ? "nothing is pending." : "\(spoken(pending, "result")) pending.")
  }
}

// The five sentences.
extension SeriesReport {
  private var pairs: Int { groups.reduce(0) { $0 + $1.pairs.count } }

  private var withinTolerance: String {
    let limits = Set(groups.filter { $0.pairs.count > 0 }.map(\.tolerance)).sorted()
    let tolerance =
      limits.count == 1 ? "within \(spoken(limits[0], "mark"))" : "within tolerance"
    guard pairs > 0 else {
      return "How often two assessors agree within tolerance cannot be said: no script has two "
        + "complete markings."
    }
    let within = groups.reduce(0) { $0 + $1.pairs.within }
    guard pairs >= ReportSize.share else {
      return "Of \(spoken(pairs, "script")) with two markings \(within) "
        + "\(within == 1 ? "has" : "have") totals \(tolerance) of each other; that is too few to "
        + "say how often two assessors agree."
    }
    return "Two assessors agree \(tolerance) on \(share(within, pairs)) of scripts"
      + "\(range(within, pairs)), by \(spoken(pairs, "script")) marked twice."
  }

  private var sameDecision: String {
    guard pairs > 0 else {
      return "How often they agree on pass or fail cannot be said either."
    }
    let same = groups.reduce(0) { $0 + $1.pairs.same }
    guard pairs >= ReportSize.share else {
      return "On \(same) of \(pairs) they come to the same decision, pass or fail."
    }
    return "They come to the same decision, pass or fail, on \(share(same, pairs))"
      + "\(range(same, pairs)); \(spoken(pairs - same, "script")) fell on both sides."
  }

  private var whomToLookAt: String {
    guard let whoDrifts else { return whoIsSevere }
    return "\(whoDrifts) \(whoIsSevere)"
  }

  private var whoIsSevere: String {
    let compared = groups.flatMap(\.severities)
    guard !compared.isEmpty else {
      let unsaid = whoDrifts == nil ? "Whom to look at" : "Whom else to look at"
      return "\(unsaid) cannot be said: severity needs at least \(ReportSize.severity) "
        + "scripts that an assessor shares with others, and \(ReportSize.degrees) markings more "
        + "than there are scripts and assessors."
    }
    let many = Set(compared.map(\.assessor)).count
    let least = groups.map(\.worthALook).max() ?? 1
    let out = groups.flatMap { group in
      group.severities.filter { $0.standsOut && abs($0.severity) >= group.worthALook }
    }.sorted { abs($0.severity) > abs($1.severity) }
    let enough = "by \(plainNumber(least)) \(least == 1 ? "mark" : "marks") or more, beyond chance"
    guard !out.isEmpty else {
      return
        "Nobody stands out\(whoDrifts == nil ? "" : " beside that"): of \(spoken(many, "assessor")) compared on the same scripts none "
        + "differs from the others \(enough)."
    }
    let shown = out.prefix(3).enumerated().map { place, estimate in
      let direction = estimate.severity > 0 ? "fewer" : "more"
      let whole = place == 0 ? "marks \(direction) than others give to the same script" : direction
      return "\(source.assessors[estimate.assessor].label): "
        + "\(fixed(abs(estimate.severity), 1)) \(whole) (\(limits(estimate)))"
    }
    let rest = out.count - shown.count
    return "Look at \(shown.joined(separator: "; "))"
      + (rest > 0 ? "; and \(rest) more below" : "")
      + ". Of \(many) compared \(out.count) \(out.count == 1 ? "differs" : "differ") \(enough)."
  }

  private func limits(_ estimate: SeverityEstimate) -> String {
    let ends = [estimate.low ?? 0, estimate.high ?? 0].map { estimate.severity > 0 ? $0 : -$0 }
    return "\(fixed(ends.min() ?? 0, 1)) to \(fixed(ends.max() ?? 0, 1))"
  }

  private var whichCriterion: String {
    let judged = groups.filter { $0.pairs.count >= ReportSize.coefficient }
    guard !judged.isEmpty else {
      return "Which criterion is read in two ways cannot be said from fewer than "
        + "\(ReportSize.coefficient) scripts marked twice under one mark scheme."
    }
    let split = judged.flatMap { group in
      group.criteria.filter { $0.isReadInTwoWays(of: group.criteria.count) }.map { (group, $0) }
    }.sorted { ($0.1.reading.spread ?? 0) > ($1.1.reading.spread ?? 0) }
    guard let (group, first) = split.first else { return weakest(judged) }
    let others = split.dropFirst().map { "\u{2018}\($0.1.title)\u{2019}" }
    return "\(first.named(in: group, of: judged)) is read in two ways: some assessors are stricter "
      + "in it than in the rest of the mark scheme, others laxer, by "
      + "\(fixed(first.reading.spread ?? 0, 2)) marks as a rule, which is more than chance "
      + "explains; two agree on it in \(share(first.equal, first.pairs))"
      + "\(range(first.equal, first.pairs))"
      + (others.isEmpty ? "." : "; so \(others.count == 1 ? "is" : "are") \(listed(others)).")
  }

  private func weakest(_ judged: [GroupFigures]) -> String {
    let all = judged.flatMap { group in group.criteria.map { (group, $0) } }
      .sorted { $0.1.share < $1.1.share }
    guard let low = all.first, let high = all.last else { return "" }
    return "No criterion is read in two ways as far as can be told; two assessors give the same "
      + "mark least often for \(low.1.named(in: low.0, of: judged)), in "
      + "\(share(low.1.equal, low.1.pairs))\(range(low.1.equal, low.1.pairs)), and most often for "
      + "\(high.1.named(in: high.0, of: judged)), in \(share(high.1.equal, high.1.pairs))."
  }

  private var howManyChange: String {
    let decided = groups.reduce(0) { $0 + $1.repetition.decided }
    let near = groups.reduce(0) { $0 + $1.repetition.near }
    let close =
      "\(spoken(near)) of \(spoken(decided)) decided \(near == 1 ? "lies" : "lie") at the pass line or in "
      + "its borderline band"
    guard decided > 0 else {
      return "How many results could change cannot be said: none is decided."
    }
    let known = groups.filter { $0.repetition.expected != nil && $0.repetition.decided > 0 }
    let covered = known.reduce(0) { $0 + $1.repetition.decided }
    guard covered > 0 else {
      return "How many results could change cannot be said from fewer than "
        + "\(ReportSize.coefficient) scripts marked twice; \(close)."
    }
    let sums = known.compactMap(\.repetition.expected).reduce((0.0, 0.0, 0.0)) {
      ($0.0 + $1.number, $0.1 + $1.low, $0.2 + $1.high)
    }
    return "If all were marked again by other assessors, about \(whole(sums.0)) of "
      + "\(spoken(covered)) results (\(whole(sums.1)) to \(whole(sums.2))) would come out the other way; \(close)."
  }
}

extension CriterionFigures {
  /// The share of pairs with the same mark.
  var share: Double { pairs == 0 ? 0 : Double(equal) / Double(pairs) }

  /// Whether assessors differ in it steadily, by the F test over all criteria (Bonferroni), and by
  /// a tenth of a level at least.
  func isReadInTwoWays(of criteria: Int) -> Bool {
    guard let chance = reading.chance, reading.errorDegrees >= ReportSize.degrees else {
      return false
    }
    return chance < 0.05 / Double(max(criteria, 1)) && (reading.spread ?? 0) >= step / 10
  }

  fileprivate func named(in group: GroupFigures, of groups: [GroupFigures]) -> String {
    let name = "\u{2018}\(title)\u{2019}"
    return groups.count == 1 ? name : "\(name) (\(group.group.name))"
  }
}

// Numbers in sentences.

/// A share in whole per cent; all and none only where it is all or none.
func share(_ count: Int, _ all: Int) -> String {
  guard all > 0 else { return "\u{2013}" }
  let percent = (Double(count) / Double(all) * 100).rounded()
  let shown = count == all ? 100 : count == 0 ? 0 : min(99, max(1, Int(percent)))
  return "\(shown)\u{a0}%"
}

/// The 95 % interval of a share, in brackets.
func range(_ count: Int, _ all: Int) -> String {
  let (low, high) = wilson(Double(count) / Double(all), all)
  let whole = [low, high].map { "\(Int(($0 * 100).rounded()))" }
  let ends = whole[0] == whole[1] ? [low, high].map { fixed($0 * 100, 1) } : whole
  return " (\(ends[0]) to \(ends[1])\u{a0}%)"
}

private func whole(_ number: Double) -> String { spoken(Int(number.rounded())) }
