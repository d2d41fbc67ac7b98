/// What a rule of agreement made of two or three markings.
struct Agreed {
  /// The rule that fired.
  enum Rule {
    case average, highest, first, senior, nearest, middle, closestTwo, majority, thirdDecides
    // What has to come first.
    case discussion, thirdMarking, adjudication
  }

  let rule: Rule
  /// The markings on which it rests; those that were looked at where nothing is decided.
  let on: [MarkingResult]
  /// The total, rounded as the policy says; nil where nothing is decided.
  let total: MarkTotal?
  /// The reason in words.
  let reason: String

  /// Whether they pass; nil where nothing is decided.
  var passes: Bool? { total == nil ? nil : on.first?.passes }
}

/// Applies the rules of an assessment to the markings of one script, in the order in which they
/// were asked for; every one is complete.
struct AgreementRules {
  let policy: AgreementPolicy
  let rubric: Rubric

  /// Decides two markings, or says what has to come first.
  func agree(_ first: MarkingResult, _ second: MarkingResult) -> Agreed {
    let both = [first, second]
    let totals = "two markings of \(first.total) and \(second.total)"
    guard first.isOnSide(of: second) else {
      let across = "\(totals) lie on different sides of a pass (\(rubric.passingTotal) needed)"
      return decide(both, by: policy.across, across)
    }
    let side = first.passes ? "both pass" : "neither passes"
    guard isWithin(first, second) else {
      return decide(both, by: policy.beyond, "\(totals), \(side), \(toleranceWords(first, second))")
    }
    return decide(both, by: policy.within, "\(totals), \(side)")
  }

  /// Decides three markings, the third being the one that was asked for last.
  func agree(
    _ first: MarkingResult, _ second: MarkingResult, _ third: MarkingResult
  ) -> Agreed {
    let all = [first, second, third]
    switch policy.ofThree {
    case .nearest: return nearest(to: third, of: [first, second])
    case .middle: return middle(all)
    case .closestTwo: return closestTwo(all)
    case .majority: return majority(all)
    case .third:
      return single(.thirdDecides, third, of: all, "\(words(all)): the third decides")
    case .adjudicate: return open(.adjudication, all, words(all))
    }
  }

  private func decide(
    _ both: [MarkingResult], by action: AgreementPolicy.Pair, _ words: String
  ) -> Agreed {
    switch action {
    case .average: return average(.average, both, words)
    case .highest:
      let highest = both[0].total >= both[1].total ? both[0] : both[1]
      return single(.highest, highest, of: both, "\(words): the higher stands")
    case .first: return single(.first, both[0], of: both, "\(words): the first stands")
    case .senior:
      let seniors = both.filter(\.isSenior)
      guard let senior = seniors.first, seniors.count == 1 else {
        let who = seniors.isEmpty ? "neither assessor" : "not one of two assessors"
        return open(.adjudication, both, "\(words); \(who) is the senior")
      }
      return single(.senior, senior, of: both, "\(words): the senior's stands")
    case .discuss: return open(.discussion, both, words)
    case .third: return open(.thirdMarking, both, words)
    case .adjudicate: return open(.adjudication, both, words)
    }
  }

  /// Whether two markings lie within every limit that is stated.
  private func isWithin(_ first: MarkingResult, _ second: MarkingResult) -> Bool {
    let apart = first.distance(to: second)
    let limits = policy.tolerance
    if let total = limits.total, apart.total > total { return false }
    if let percent = limits.underPercent, apart.total * 100 >= rubric.maximum * percent {
      return false
    }
    if let criterion = limits.criterion, apart.criterion > criterion { return false }
    return true
  }

  private func toleranceWords(_ first: MarkingResult, _ second: MarkingResult) -> String {
    let apart = first.distance(to: second)
    var limits: [String] = []
    if let total = policy.tolerance.total { limits.append("\(total) in total") }
    if let percent = policy.tolerance.underPercent {
      limits.append("less than \(percent)% of \(rubric.maximum)")
    }
    if let criterion = policy.tolerance.criterion { limits.append("\(criterion) on a criterion") }
    return "\(apart.total) apart, at most \(apart.criterion) on a criterion "
      + "(tolerance \(limits.joined(separator: ", ")))"
  }
}

// The pieces of every answer.
extension AgreementRules {
  func open(_ rule: Agreed.Rule, _ all: [MarkingResult], _ words: String) -> Agreed {
    let next =
      switch rule {
      case .discussion: "the assessors talk and agree"
      case .thirdMarking: "a third marking decides"
      default: "a person decides"
      }
    return Agreed(rule: rule, on: all, total: nil, reason: "\(words); \(next)")
  }

  func single(
    _ rule: Agreed.Rule, _ result: MarkingResult, of all: [MarkingResult], _ words: String
  ) -> Agreed {
    Agreed(
      rule: rule, on: [result], total: MarkTotal(sum: result.total, markings: 1),
      reason: "\(words); \(result.total) of \(rubric.maximum), \(rubric.passingTotal) needed"
        + missedWords([result]))
  }

  func average(
    _ rule: Agreed.Rule, _ results: [MarkingResult], _ words: String
  ) -> Agreed {
    let exact = MarkTotal(sum: results.map(\.total).reduce(0, +), markings: results.count)
    let total = exact.rounded(policy.rounding)
    let isWhole = exact.sum.isMultiple(of: exact.markings)
    let rounded = isWhole || policy.rounding == .exact ? "" : ", rounded to \(total)"
    return Agreed(
      rule: rule, on: results, total: total,
      reason: "\(words), average \(exact)\(rounded) of \(rubric.maximum), "
        + "\(rubric.passingTotal) needed" + missedWords(results))
  }
}

/// The must-pass criteria that some markings do not reach, in words.
func missedWords(_ results: [MarkingResult]) -> String {
  let missed = Set(results.filter { !$0.passes }.flatMap(\.missedHurdles)).sorted()
  return missed.isEmpty
    ? "" : "; must-pass criterion not reached: \(missed.joined(separator: ", "))"
}
