import Findings

/// Shares scripts out among assessors.
///
/// The aims, each before all that follow: every marking is placed; the sum of squared loads is
/// least; the fewest markings leave the plan before (when an assessor leaves, this comes before
/// even loads, so that exactly theirs move); the cost is least; the assessors of each
/// qualification are connected, and linked well; pairs are well spread. The first four are exact.
package func allocate(_ request: AllocationRequest) -> AllocationOutcome {
  let (request, onDays) = request.heedingDays()
  let findings = allocationFindings(request) + onDays
  guard findings.gravest != .refused else {
    return AllocationOutcome(plan: nil, rules: [], findings: findings)
  }
  let index = AllocationIndex(request)
  var draw = DrawStream(draw: request.draw, purpose: "allocate")
  guard let solved = AllocationSolver(request, index).solve(&draw) else {
    return refusal(request, findings)
  }
  var state = solved.state
  if Spread.helps(index) {
    var spread = Spread(state, draw: draw)
    if !solved.isGrouped { spread.anywhere(trials: min(40 * state.places.count, 1_000_000)) }
    spread.withinClasses(rounds: 6)
    state = spread.state
  }
  var connection = Connection(state, draw: draw)
  connection.connect()
  let plan = AllocationPlan(connection.state, request, draw: &draw)
  return AllocationOutcome(
    plan: plan, rules: [],
    findings: findings + connection.apart.map { connection.state.warning($0) })
}

/// Explains why there is no plan.
private func refusal(_ request: AllocationRequest, _ findings: [Finding]) -> AllocationOutcome {
  guard let conflict = ruleConflict(request) else {
    let unexplained = Finding(
      "not-every-marking-placed", .refused, "",
      "not every marking can be placed within the rules", remedy: "raise limits and try again")
    return AllocationOutcome(plan: nil, rules: [], findings: findings + [unexplained])
  }
  return AllocationOutcome(
    plan: nil, rules: conflict.rules, findings: findings + explanation(of: conflict, request))
}

/// Finds a plan that is best in the exact aims.
struct AllocationSolver {
  let request: AllocationRequest
  let index: AllocationIndex

  init(_ request: AllocationRequest, _ index: AllocationIndex) {
    self.request = request
    self.index = index
  }

  /// The best plan; nil where not every marking can be placed or a minimum cannot be met.
  func solve(_ draw: inout DrawStream) -> (state: AllocationState, isGrouped: Bool)? {
    let ranks =
      request.inProportion
      ? LoadRanks(
        minimum: index.minimum, capacity: index.capacity,
        sharesUpTo: index.scriptOf.count)
      : LoadRanks(minimum: index.minimum, capacity: index.capacity)
    let nodes = index.classes + index.assessors
    let aims =
      request.without.isEmpty
      ? AimWeights(loadsFirst: nodes)
      : AimWeights(movesFirst: nodes, highestRank: ranks.highest)
    var flow = ClassFlow(index, ranks, aims, draw: &draw)
    guard flow.solve() else { return nil }
    if index.links { mix(&flow, &draw) }
    var state = AllocationState(index, ranks, aims)
    if state.deal(flow.targets(), draw: &draw), state.weight == flow.cost {
      return state.meetsMinimums ? (state, true) : nil
    }
    var search = ExactSearch(state)
    guard search.solve(), search.state.meetsMinimums else { return nil }
    return (search.state, false)
  }

  /// Draws a class plan that links the classes well.
  private func mix(_ flow: inout ClassFlow, _ draw: inout DrawStream) {
    guard index.classes <= ClassMix.most else { return flow.link(draw: &draw) }
    if flow.isApart { flow.join(draw: &draw) }
    var mix = ClassMix(flow, index)
    mix.mix()
    flow = mix.flow
  }
}
