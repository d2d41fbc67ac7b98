import Findings
import Yams

extension StrictYAML {
  /// The block `moderation` of an assessment.
  mutating func moderationPolicy(_ node: Node) -> ModerationPolicy? {
    guard let block = block(node, "'moderation'", optional: ["agreement", "second", "sample"])
    else { return nil }
    let standard = ModerationPolicy()
    let agreement = block["agreement"].flatMap { agreementPolicy($0) }
    let second = block["second"].map { secondClasses($0, in: block) }
    var sample = standard.sample
    if let node = block["sample"] { sample = samplePolicy(node) }
    return ModerationPolicy(
      agreement: agreement ?? standard.agreement, second: second ?? standard.second,
      sample: sample)
  }

  /// A list of classes; an empty list says that nothing is marked again.
  private mutating func secondClasses(
    _ node: Node, in block: YAMLBlock
  ) -> [ModerationPolicy.SecondClass] {
    if case .sequence(let list) = node, list.isEmpty { return [] }
    let known = ModerationPolicy.SecondClass.allCases.map(\.rawValue)
    return (words("second", in: block, known: known) ?? [])
      .compactMap(ModerationPolicy.SecondClass.init)
  }

  /// A preset's name, or a block that starts from one.
  private mutating func agreementPolicy(_ node: Node) -> AgreementPolicy? {
    let presets = AgreementPolicy.Preset.allCases.map(\.rawValue)
    if let word = node.scalar?.string {
      guard let preset = AgreementPolicy.Preset(rawValue: word) else {
        unknown(node, "'agreement'", known: presets)
        return nil
      }
      return stands(preset.policy, at: node) ? preset.policy : nil
    }
    guard
      let block = block(
        node, "'agreement'",
        optional: [
          "preset", "tolerance", "within", "beyond", "across", "of-three", "rounding", "source",
          "date",
        ])
    else { return nil }
    let preset = choice("preset", in: block, as: AgreementPolicy.Preset.self)
    let base = (preset ?? .standard).policy
    let tolerance = block["tolerance"].flatMap { markTolerance($0) }
    let isChanged = block.values.keys.contains { !["preset", "tolerance"].contains($0) }
    let policy = AgreementPolicy(
      preset: preset, tolerance: tolerance ?? base.tolerance,
      within: choice("within", in: block, as: AgreementPolicy.Pair.self) ?? base.within,
      beyond: choice("beyond", in: block, as: AgreementPolicy.Pair.self) ?? base.beyond,
      across: across(in: block) ?? base.across,
      ofThree: choice("of-three", in: block, as: AgreementPolicy.Triple.self) ?? base.ofThree,
      rounding: choice("rounding", in: block, as: AgreementPolicy.Rounding.self) ?? base.rounding,
      source: text("source", in: block) ?? (isChanged ? nil : base.source),
      date: date("date", in: block))
    return stands(policy, at: node) ? policy : nil
  }

  private mutating func across(in block: YAMLBlock) -> AgreementPolicy.Pair? {
    guard let chosen = choice("across", in: block, as: AgreementPolicy.Pair.self) else {
      return nil
    }
    guard !AgreementPolicy.acrossChoices.contains(chosen) else { return chosen }
    let known = AgreementPolicy.acrossChoices.map(\.rawValue).joined(separator: ", ")
    outOfRange(
      block["across"],
      "'across' cannot be '\(chosen.rawValue)': marks on different sides of a pass never become one",
      remedy: "choose from: \(known)")
    return nil
  }

  private mutating func markTolerance(_ node: Node) -> MarkTolerance? {
    guard
      let block = block(node, "'tolerance'", optional: ["total", "under-percent", "criterion"])
    else { return nil }
    return MarkTolerance(
      total: number("total", in: block, 0...1_000),
      underPercent: number("under-percent", in: block, 1...100),
      criterion: number("criterion", in: block, 0...1_000))
  }

  /// Whether a rule says what it needs to.
  private mutating func stands(_ policy: AgreementPolicy, at node: Node) -> Bool {
    guard policy.preset?.needsTolerance == true, !policy.tolerance.isStated else { return true }
    let name = policy.preset?.rawValue ?? ""
    report(
      "yaml-missing-key", node.place, "'\(name)' says nothing without a tolerance",
      remedy: "write agreement: {preset: \(name), tolerance: {total: 2}}, with your own number")
    return false
  }

  /// The word `none`, or a block.
  private mutating func samplePolicy(_ node: Node) -> SamplePolicy? {
    if node.scalar?.string == "none" { return nil }
    guard
      let block = block(
        node, "'sample'", required: ["rule"],
        optional: ["percent", "at-least", "include", "source", "date"])
    else { return nil }
    let rule = choice("rule", in: block, as: SamplePolicy.Rule.self)
    if rule == .percent, block["percent"] == nil {
      report(
        "yaml-missing-key", block["rule"]?.place, "'percent' is missing in 'sample'",
        remedy: "add a line 'percent: 10', with your own number")
    }
    let percent = number("percent", in: block, 1...100)
    let atLeast = number("at-least", in: block, 1...10_000)
    let clauses = SamplePolicy.Clause.allCases.map(\.rawValue)
    let include = words("include", in: block, known: clauses)?
      .compactMap(SamplePolicy.Clause.init)
    let source = text("source", in: block)
    let date = date("date", in: block)
    guard let rule else { return nil }
    let standard = SamplePolicy(rule: rule)
    return SamplePolicy(
      rule: rule, percent: percent ?? standard.percent, atLeast: atLeast ?? standard.atLeast,
      include: include ?? standard.include, source: source, date: date)
  }
}
