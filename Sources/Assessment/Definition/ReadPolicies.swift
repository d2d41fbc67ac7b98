import Findings
import Yams

extension StrictYAML {
  mutating func wordPolicy(_ node: Node) -> WordPolicy? {
    guard
      let block = block(
        node, "'words'", optional: ["limit", "counts", "tolerance-percent", "over", "fewest"])
    else { return nil }
    let standard = WordPolicy.Standard.self
    let limit = wordLimit(in: block)
    let counted = words("counts", in: block, known: WordPolicy.parts) ?? standard.counted
    let tolerance = number("tolerance-percent", in: block, 0...100) ?? standard.tolerancePercent
    let over = choice("over", in: block, as: WordPolicy.Over.self) ?? standard.over
    let fewest = number("fewest", in: block, 0...(limit ?? 100_000))
    return WordPolicy(
      limit: limit, tolerancePercent: tolerance, counted: counted, over: over,
      fewest: fewest ?? min(standard.fewest, limit ?? standard.fewest))
  }

  /// The most words; nil for the word `none`.
  private mutating func wordLimit(in block: YAMLBlock) -> Int? {
    guard let node = block["limit"] else { return WordPolicy.Standard.limit }
    if node.scalar?.string == "none" { return nil }
    return number("limit", in: block, 1...100_000)
  }

  mutating func filePolicy(_ node: Node) -> FilePolicy? {
    guard let block = block(node, "'files'", optional: ["formats", "most", "megabytes"]) else {
      return nil
    }
    let standard = FilePolicy()
    let formats = words("formats", in: block, known: FilePolicy.readable)
    let most = number("most", in: block, 1...100)
    let megabytes = number("megabytes", in: block, 1...100)
    return FilePolicy(
      formats: formats ?? standard.formats, most: most ?? standard.most,
      bytes: megabytes.map { $0 * FilePolicy.bytesPerMegabyte } ?? standard.bytes)
  }

  mutating func rulePolicy(in top: YAMLBlock, window: SubmissionWindow?) -> RulePolicy {
    let standard = RulePolicy()
    let engagement = top["engagement"].flatMap { self.engagement($0) }
    let attempts = number("attempts", in: top, 1...10)
    let markings = number("markings", in: top, 1...3)
    let resultsBy = date("results-by", in: top)
    let integrity = top["integrity"].flatMap { self.integrity($0) }
    let instructions = texts("marking-instructions", in: top)
    let answerDays = number("answer-days", in: top, 1...100)
    let moderation = top["moderation"].map { moderationPolicy($0) } ?? ModerationPolicy()
    let standardisation = top["standardisation"].flatMap { self.standardisation($0) }
    if let resultsBy, let window, resultsBy <= window.closes {
      outOfRange(
        top["results-by"],
        "results are promised by \(resultsBy), but the window closes on "
          + "\(window.closes)",
        remedy: "choose a later day")
    }
    return RulePolicy(
      engagementPercent: engagement?.percent ?? standard.engagementPercent,
      engagementParts: engagement?.parts ?? [:],
      engagementMustBeRecorded: engagement?.mustBeRecorded ?? standard.engagementMustBeRecorded,
      attempts: attempts ?? standard.attempts, markings: markings ?? standard.markings,
      resultsBy: resultsBy, integrity: integrity, instructions: instructions,
      answerDays: answerDays, moderation: moderation, standardisation: standardisation)
  }

  private mutating func integrity(_ node: Node) -> IntegrityPolicy? {
    guard
      let block = block(
        node, "'integrity'", required: ["must-be-recorded"], optional: ["source", "date"])
    else { return nil }
    var checks: [String] = []
    let entries = list("must-be-recorded", in: block)
    for entry in entries ?? [] {
      guard let name = text(entry, "an entry of 'must-be-recorded'") else { continue }
      guard isKebabCase(name) else {
        wrong(
          entry, "'\(name)' cannot name a check",
          remedy: "use small letters and digits, with single hyphens between words")
        continue
      }
      if checks.contains(name) {
        duplicate(entry, "'\(name)' stands twice in 'must-be-recorded'")
      } else {
        checks.append(name)
      }
    }
    if entries?.isEmpty == true {
      report(
        "yaml-missing-value", block["must-be-recorded"]?.place, "'must-be-recorded' names nothing",
        remedy: "name the checks, for example [similarity], or leave 'integrity' out")
    }
    let source = text("source", in: block)
    let date = date("date", in: block)
    return checks.isEmpty ? nil : IntegrityPolicy(checks: checks, source: source, date: date)
  }

  private mutating func engagement(
    _ node: Node
  ) -> (percent: Int?, parts: [String: Int], mustBeRecorded: Bool?)? {
    guard
      let block = block(node, "'engagement'", optional: ["percent", "parts", "must-be-recorded"])
    else { return nil }
    return (
      number("percent", in: block, 0...100),
      block["parts"].map { engagementParts($0) } ?? [:],
      flag("must-be-recorded", in: block)
    )
  }

  /// What engagement is made of, with weights that come to a hundred.
  private mutating func engagementParts(_ node: Node) -> [String: Int] {
    var parts: [String: Int] = [:]
    for (key, mark, value) in freeBlock(node, "'parts' of 'engagement'") {
      guard isKebabCase(key) else {
        report(
          "yaml-unknown-key", mark, "'\(key)' cannot name a part of engagement",
          remedy: "use small letters and digits, with single hyphens between words")
        continue
      }
      parts[key] = number(value, "the weight of '\(key)'", 1...100)
    }
    let sum = parts.values.reduce(0, +)
    if case .mapping(let mapping) = node, parts.count == mapping.count, sum != 100 {
      outOfRange(
        node, "the weights of engagement come to \(sum) per cent", remedy: "let them come to 100")
    }
    return parts
  }
}
