import Assessment
import Findings
import Testing

@Suite struct `Scripts that many mark, and assessors who left` {
  /// Two scripts, of which no two share an assessor.
  private static let apart = AllocationRequest(
    scripts: (1...2).map { AllocationScript(id: "S\($0)", qualification: "NPQH") },
    assessors: (1...4).map {
      AllocationAssessor(id: "A\($0)", qualifications: ["NPQH"], capacity: 3)
    }, draw: 1)

  @Test func `a script that all mark links them`() throws {
    var request = Self.apart
    let all = ["A1", "A2", "A3", "A4"]
    request.common = [AllocationCommon(qualification: "NPQH", assessors: all)]
    let outcome = allocate(request)
    let plan = try #require(outcome.plan)
    #expect(plan.connectedParts == 1)
    #expect(plan.linking.map(\.parts) == [1])
    #expect(outcome.findings.isEmpty)
    #expect(plan.loads.map(\.markings) == [1, 1, 1, 1])
    // C = two edges / 2 + (I − J/4), with the eigenvalues 1, 2 and 2 besides 0.
    let variance = try #require(plan.contrast).variance
    #expect(abs(variance - 2 * (1 + 0.5 + 0.5) / 3) < 1e-9)
  }

  @Test(arguments: [
    ("NPQLT", ["A1", "A2", "A3", "A4"]), ("NPQH", ["A1"]), ("NPQH", []), ("NPQH", ["A9", "A8"]),
  ])
  func `one of another qualification, or that few mark, does not`(
    _ qualification: String, _ assessors: [String]
  ) {
    var request = Self.apart
    request.common = [AllocationCommon(qualification: qualification, assessors: assessors)]
    let outcome = allocate(request)
    #expect(outcome.plan?.connectedParts == 2)
    #expect(outcome.findings.map(\.code) == ["not-connected"])
  }

  @Test func `who left before gets nothing, and loads stay even`() throws {
    var request = MadeRequests.series(scripts: 300, assessors: 20)
    let plan = try #require(allocate(request).plan)
    let begun = plan.markings.filter { $0.assessor == "A7" }.prefix(3)
    request.before = plan.markings
    request.pins = Array(begun)
    request.gone = ["A7"]
    let next = try #require(allocate(request).plan)
    let own = try #require(next.loads.first { $0.assessor == "A7" })
    #expect(own.markings == 3 && own.reason == .left)
    let others = next.loads.filter { $0.assessor != "A7" }.map(\.markings)
    #expect(others.reduce(0, +) == 597)
    #expect((others.max() ?? 0) - (others.min() ?? 0) <= 1)
  }
}

@Suite struct `Drawing and linking` {
  /// The first numbers of SplitMix64 from 1234567, as published with its reference code.
  @Test func `the stream is SplitMix64`() {
    var stream = DrawStream(state: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(expected.map { _ in stream.next() } == expected)
  }

  @Test func `a shuffle keeps every element`() {
    var stream = DrawStream(draw: 5, purpose: "test")
    var list = Array(0..<100)
    stream.shuffle(&list)
    #expect(list != Array(0..<100))
    #expect(list.sorted() == Array(0..<100))
  }

  /// On a ring of m the effective resistance at distance d is d (m − d) / m, and the variance of a
  /// contrast twice that.
  @Test func `the variance on a ring of five`() throws {
    let ring = (0..<5).map { [$0, ($0 + 1) % 5] }
    let found = try #require(contrast(ring, assessors: 5))
    let expected = 2 * (0.8 + 1.2) / 2
    #expect(abs(found.variance - expected) < 1e-12)
  }

  @Test func `scripts that everybody marks count as blocks`() throws {
    let found = try #require(contrast([[0, 1, 2], [0, 1, 2]], assessors: 3))
    #expect(abs(found.variance - 1) < 1e-12)
    #expect(abs(found.efficiency - 1) < 1e-12)
  }

  @Test func `no variance where parts are apart`() {
    #expect(contrast([[0, 1], [2, 3]], assessors: 4) == nil)
    #expect(contrast([[0]], assessors: 1) == nil)
  }
}
