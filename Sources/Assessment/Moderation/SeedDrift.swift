/// When a script was marked, as far as returned files tell.
///
/// Of scripts that came in one file the order is that of the pack.
package struct MarkingTime: Sendable, Hashable, Comparable {
  package let received: Instant
  package let pack: String
  package let script: ScriptCode

  package init(received: Instant, pack: String, script: ScriptCode) {
    self.received = received
    self.pack = pack
    self.script = script
  }

  package static func < (left: Self, right: Self) -> Bool {
    if left.received != right.received { return left.received < right.received }
    if left.pack != right.pack { return left.pack < right.pack }
    return left.script < right.script
  }
}

/// How one assessor has marked the seeds among their scripts, and whether they drift.
package struct SeedDrift: Sendable {
  /// One seed, as the assessor marked it.
  package struct Seed: Sendable, Hashable {
    package let difference: DefinitiveDifference
    package let time: MarkingTime

    package init(_ difference: DefinitiveDifference, at time: MarkingTime) {
      self.difference = difference
      self.time = time
    }
  }

  /// What names an assessor.
  package enum Rule: String, Sendable, Hashable, Codable, CaseIterable {
    case movingAverage = "moving-average"
    case cumulativeSum = "cumulative-sum"
    /// Seeds running outside a tolerance.
    case running = "running-outside"
  }

  /// What was found, on what.
  package struct Named: Sendable, Hashable {
    package let rule: Rule
    /// The seed at which the rule fired.
    package let seed: ScriptCode
    /// The last seed before the drift began; nil where it began with the first.
    package let lastGood: ScriptCode?
    /// What was marked after that seed, seeds apart, in the order of marking.
    package let remark: [ScriptCode]
  }

  /// In the order of marking.
  package let seeds: [Seed]
  /// The differences of the totals in standard deviations of one marking.
  package let chart: ControlChart
  /// The seeds outside a tolerance.
  package let outside: [ScriptCode]
  package let named: Named?

  /// `live` are the times of everything that the assessor marked, seeds apart.
  package init(_ seeds: [Seed], live: [MarkingTime], policy: StandardisationPolicy) {
    let seeds = seeds.sorted { $0.time < $1.time }
    self.seeds = seeds
    chart = ControlChart(
      seeds.map { $0.difference.deviations(policy.seeds) }, limits: ChartLimits(policy.seeds))
    outside = seeds.filter { $0.difference.isOutside(policy) }.map(\.difference.script)
    let first = Self.firstFired(seeds, chart, policy)
    named = first.map { fired in
      let good = fired.start > 0 ? seeds[fired.start - 1] : nil
      let remark = live.sorted().filter { time in good.map { time > $0.time } ?? true }
      return Named(
        rule: fired.rule, seed: seeds[fired.place].difference.script,
        lastGood: good?.difference.script, remark: remark.map(\.script))
    }
  }

  /// The rule that fires first; of several at one seed the charts, since they tell when it began.
  private static func firstFired(
    _ seeds: [Seed], _ chart: ControlChart, _ policy: StandardisationPolicy
  ) -> (rule: Rule, place: Int, start: Int)? {
    var running = 0
    var byRun: (rule: Rule, place: Int, start: Int)?
    for (place, seed) in seeds.enumerated() where byRun == nil {
      running = seed.difference.isOutside(policy) ? running + 1 : 0
      if running >= policy.seeds.running { byRun = (.running, place, place - running + 1) }
    }
    guard let signal = chart.signal, signal.place <= byRun?.place ?? signal.place else {
      return byRun
    }
    let rule: Rule = signal.rule == .cumulativeSum ? .cumulativeSum : .movingAverage
    return (rule, signal.place, min(signal.start, byRun?.start ?? signal.start))
  }
}

extension SeedDrift.Named {
  /// Which rule named the assessor, in words.
  package var words: String {
    switch rule {
    case .movingAverage: "the moving average of the seeds leaves its limits"
    case .cumulativeSum: "the cumulative sum of the seeds leaves its limit"
    case .running: "seeds running lie outside a tolerance"
    }
  }
}

extension SeedDrift {
  /// Whether the drift goes upwards, by the seeds after the last good one up to the one that named
  /// it.
  package var isAbove: Bool {
    guard let named else { return false }
    let scripts = seeds.map(\.difference.script)
    let start = scripts.firstIndex { $0 == named.lastGood }.map { $0 + 1 } ?? 0
    let end = scripts.firstIndex(of: named.seed) ?? seeds.count - 1
    guard start <= end else { return false }
    return seeds[start...end].reduce(0) { $0 + $1.difference.total } > 0
  }
}

extension DefinitiveDifference {
  /// The difference of the totals in standard deviations of one marking.
  fileprivate func deviations(_ policy: SeedPolicy) -> Double {
    Double(total) / (Double(maximum * policy.spreadPercent) / 100)
  }
}
