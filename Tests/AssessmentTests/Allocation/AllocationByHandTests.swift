import Assessment
import Findings
import Sheets
import Testing

@Suite struct `What a person decides by hand` {
  private static let request = AllocationRequest(
    scripts: (10...29).map { AllocationScript(id: "S\($0)", qualification: "NPQH") },
    assessors: ["Ann", "Bob", "Cai", "Dee"].map {
      AllocationAssessor(id: $0, qualifications: ["NPQH"], capacity: 20)
    }, draw: 5)

  private func read(_ text: String) -> Judged<AllocationByHand> {
    readAllocationByHand(Array(text.utf8), name: "hand.csv")
  }

  @Test func `a draft that comes back unchanged gives the same plan, as a workbook and as CSV`()
    throws
  {
    let plan = try #require(allocate(Self.request).plan)
    let draft = AllocationDraft(plan, Self.request)
    for bytes in [try draft.workbook(), draft.table()] {
      let hand = try #require(readAllocationByHand(bytes, name: "draft").value)
      #expect(!hand.asks)
      var again = Self.request
      again.draw = 99
      #expect(again.take(hand).isEmpty)
      let same = try #require(allocate(again).plan)
      #expect(same.markings == plan.markings)
      #expect(same.moved == 0)
    }
  }

  @Test func `a name that was changed is a pin, a blank one is anybody's`() throws {
    let hand = try #require(
      read("script,marking,assessor,given\nS10,1,Ann,Ann\nS10,2,Bob,Cai\nS11,1,,Dee\n").value)
    #expect(hand.before == [AllocationMarking(script: "S10", assessor: "Ann", marking: 1)])
    #expect(hand.pins == [AllocationMarking(script: "S10", assessor: "Bob", marking: 2)])
    var request = Self.request
    _ = request.take(hand)
    let plan = try #require(allocate(request).plan)
    #expect(hand.pins.allSatisfy(plan.markings.contains))
  }

  @Test func `a limit holds, and the others share the rest`() throws {
    let hand = try #require(read("assessor;at least;at most\nAnn;;4\nBob;14;\nCai;;\n").value)
    #expect(hand.limits.map(\.assessor) == ["Ann", "Bob"])
    var request = Self.request
    _ = request.take(hand)
    let loads = try #require(allocate(request).plan).loads
    #expect(loads.map(\.markings) == [4, 14, 11, 11])
    #expect(loads.map(\.reason.rawValue) == ["capacity", "minimum", "even", "even"])
    #expect(loads[0].says == "takes no more than 4")
  }

  @Test func `a plan that is recorded comes before one in a file`() {
    var request = Self.request
    request.before = [AllocationMarking(script: "S10", assessor: "Ann", marking: 1)]
    var hand = AllocationByHand()
    hand.before = [
      AllocationMarking(script: "S10", assessor: "Bob", marking: 1),
      AllocationMarking(script: "S11", assessor: "Bob", marking: 1),
    ]
    hand.limits = [AllocationLimit(assessor: "Zed", capacity: 3)]
    #expect(request.take(hand).map(\.code) == ["limit-for-nobody"])
    #expect(request.before.map(\.assessor) == ["Ann", "Bob"])
  }

  @Test(arguments: [
    ("script,assessor\nS10,\u{202E}\n", "roster-bad-id"),
    ("assessor,at most\nAnn,-3\n", "roster-bad-number"),
    ("assessor,load\nAnn,3\n", "sheet-missing-column"),
    ("script,given\nS10,Ann\n", "sheet-missing-column"),
    ("", "sheet-empty"),
  ])
  func `a row that cannot be read is refused, and nothing is taken`(_ text: String, code: String) {
    let judged = read(text)
    #expect(judged.value == nil)
    #expect(judged.findings.map(\.code).contains(code), "\(judged.findings)")
  }
}

@Suite struct `Days on which assessors mark` {
  private static let day = CivilDate("2027-03-22")

  private func request(from: String?, until: String?, markBy: String?) -> AllocationRequest {
    var request = AllocationRequest(
      scripts: (1...9).map { AllocationScript(id: "S\($0)", qualification: "NPQH") },
      assessors: ["Ann", "Bob", "Cai"].map {
        AllocationAssessor(id: $0, qualifications: ["NPQH"], capacity: 20, minimum: 2)
      }, draw: 5)
    request.assessors[0].from = from.flatMap { CivilDate($0) }
    request.assessors[0].until = until.flatMap { CivilDate($0) }
    request.today = Self.day
    request.markBy = markBy.flatMap { CivilDate($0) }
    return request
  }

  @Test(
    arguments: [
      (nil, "2027-03-21", nil, 0), (nil, "2027-03-22", nil, 6), ("2027-04-01", nil, nil, 6),
      ("2027-04-01", nil, "2027-03-31", 0), ("2027-04-01", nil, "2027-04-01", 6),
    ] as [(String?, String?, String?, Int)])
  func `who is away gets nothing`(_ from: String?, until: String?, markBy: String?, load: Int)
    throws
  {
    let outcome = allocate(request(from: from, until: until, markBy: markBy))
    let plan = try #require(outcome.plan)
    #expect(plan.loads[0].markings == load)
    #expect(outcome.findings.isEmpty == (load > 0))
  }

  @Test func `who has ended keeps what they have, and it is said`() throws {
    var request = request(from: nil, until: nil, markBy: nil)
    request.before = try #require(allocate(request).plan).markings
    let own = request.before.filter { $0.assessor == "Ann" }
    request.pins = Array(own.prefix(1))
    request.assessors[0].until = CivilDate("2027-03-21")
    let outcome = allocate(request)
    #expect(outcome.plan?.markings == request.before)
    let finding = try #require(outcome.findings.first)
    #expect(finding.code == "assessor-has-ended")
    #expect(finding.message.hasSuffix("\(own.count - 1) of theirs are not begun"))
  }
}
