import Findings
import Yams

extension StrictYAML {
  /// The block `standardisation`; what it leaves out has its default.
  mutating func standardisation(_ node: Node) -> StandardisationPolicy? {
    guard
      let block = block(
        node, "'standardisation'",
        optional: [
          "approval-needed", "tolerance", "outside-percent", "cumulative", "wrong-decisions",
          "seeds", "charts", "source", "date",
        ])
    else { return nil }
    let standard = StandardisationPolicy.Standard.self
    let tolerance = block["tolerance"].flatMap { self.tolerance($0) }
    return StandardisationPolicy(
      approvalNeeded: flag("approval-needed", in: block) ?? standard.approvalNeeded,
      criterionTolerance: tolerance?.criterion ?? standard.criterionTolerance,
      totalTolerance: tolerance?.total ?? standard.totalTolerance,
      outsidePercent: number("outside-percent", in: block, 0...100) ?? standard.outsidePercent,
      cumulative: number("cumulative", in: block, 0...1000),
      wrongDecisions: number("wrong-decisions", in: block, 0...100) ?? standard.wrongDecisions,
      seeds: seedPolicy(in: block), source: text("source", in: block),
      date: date("date", in: block))
  }

  private mutating func tolerance(_ node: Node) -> (criterion: Int?, total: Int?)? {
    guard let block = block(node, "'tolerance'", optional: ["criterion", "total"]) else {
      return nil
    }
    return (number("criterion", in: block, 0...1000), number("total", in: block, 0...1000))
  }

  private mutating func seedPolicy(in top: YAMLBlock) -> SeedPolicy {
    let seeds = top["seeds"].flatMap {
      block($0, "'seeds'", optional: ["one-in", "running", "own-result"])
    }
    let charts = top["charts"].flatMap {
      block(
        $0, "'charts'",
        optional: [
          "spread-percent", "weight-percent", "average-percent", "slack-percent", "sum-percent",
        ])
    }
    let standard = SeedPolicy.Standard.self
    let given = { (yaml: inout StrictYAML, key: String, range: ClosedRange<Int>) in
      charts.flatMap { yaml.number(key, in: $0, range) }
    }
    return SeedPolicy(
      oneIn: seeds.flatMap { number("one-in", in: $0, 2...1000) } ?? standard.oneIn,
      running: seeds.flatMap { number("running", in: $0, 1...100) } ?? standard.running,
      ownResult: seeds.flatMap {
        choice("own-result", in: $0, as: StandardisationPolicy.OwnResult.self)
      } ?? standard.ownResult,
      spreadPercent: given(&self, "spread-percent", 1...100) ?? standard.spreadPercent,
      weightPercent: given(&self, "weight-percent", 1...100) ?? standard.weightPercent,
      averagePercent: given(&self, "average-percent", 50...1000) ?? standard.averagePercent,
      slackPercent: given(&self, "slack-percent", 0...500) ?? standard.slackPercent,
      sumPercent: given(&self, "sum-percent", 50...5000) ?? standard.sumPercent)
  }
}
