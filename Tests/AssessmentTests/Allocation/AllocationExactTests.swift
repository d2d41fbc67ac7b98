import Assessment
import Findings
import Testing

@Suite struct `An allocation is exact` {
  @Test(arguments: 0..<600)
  func `as good as the best of all plans, and none where there is none`(_ seed: Int) throws {
    let request = MadeRequests.small(seed)
    let tried = BruteForce(request)
    let outcome = allocate(request)
    guard let plan = outcome.plan else {
      #expect(tried.best == nil, "a plan exists, but none was found: \(outcome.findings)")
      return
    }
    let rows = Dictionary(grouping: plan.markings, by: \.script)
    let found = request.scripts.map { (rows[$0.id] ?? []).map(\.assessor) }
    let key = BruteForce.key(found, tried.request)
    #expect(key == tried.best)
    #expect(plan.cost == key?.cost)
    for (script, assessors) in zip(request.scripts, found) {
      #expect(Set(assessors).count == request.markings(of: script))
      for id in assessors {
        let assessor = try #require(request.assessors.first { $0.id == id })
        #expect(BruteForce.allows(assessor, script, request))
      }
    }
  }

  @Test(arguments: 0..<600)
  func `connected wherever some plan that is as good is`(_ seed: Int) throws {
    var request = MadeRequests.small(seed)
    request.markings = 2
    let outcome = allocate(request)
    guard let plan = outcome.plan else { return }
    let rows = Dictionary(grouping: plan.markings, by: \.script)
    let found = request.scripts.map { (rows[$0.id] ?? []).map(\.assessor) }
    let connected = BruteForce.isConnected(found, request)
    #expect(connected == BruteForce(request).canConnect)
    #expect(connected != outcome.findings.contains { $0.code == "not-connected" })
  }
}
