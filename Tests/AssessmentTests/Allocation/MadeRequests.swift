import Assessment

/// Requests made from a number.
enum MadeRequests {
  /// A request so small that every plan of it can be tried.
  static func small(_ seed: Int) -> AllocationRequest {
    var draw = DrawStream(state: UInt64(seed))
    func pick<Element>(_ list: [Element]) -> Element { list[draw.number(below: list.count)] }
    let codes = ["NPQH", "NPQSL", "NPQLT"].prefix(1 + draw.number(below: 3))
    let phases: [SchoolPhase?] = [nil, .primary, .secondary, .both]
    let names: [String?] = [nil, nil, nil, "Oak", "Elm"]
    let ids = (1...(1 + draw.number(below: 5))).map { "A\($0)" }
    let scripts = (0..<draw.number(below: ids.count > 4 ? 5 : 6)).map { number in
      AllocationScript(
        id: "S\(number)", qualification: pick(Array(codes)), school: pick(names),
        trust: pick(names), phase: pick(phases),
        tutor: draw.number(below: 5) == 0 ? pick(ids) : nil)
    }
    let assessors = ids.map { id in
      var listed = Array(codes)
      draw.shuffle(&listed)
      let capacity = 1 + draw.number(below: 7)
      return AllocationAssessor(
        id: id, qualifications: Array(listed.prefix(1 + draw.number(below: listed.count))),
        capacity: capacity, minimum: draw.number(below: 4) == 0 ? min(capacity, 2) : 0,
        school: draw.number(below: 3) == 0 ? pick(names) : nil,
        trust: draw.number(below: 3) == 0 ? pick(names) : nil, phase: pick(phases))
    }
    var request = AllocationRequest(scripts: scripts, assessors: assessors, draw: UInt64(seed))
    request.markings = min(ids.count, 1 + draw.number(below: 3))
    request.inProportion = draw.number(below: 3) == 0
    for script in scripts where draw.number(below: 5) == 0 {
      request.interests.append(AllocationInterest(script: script.id, assessor: pick(ids)))
    }
    if seed % 3 != 0 { addBefore(&request, &draw) }
    for place in request.scripts.indices where seed % 5 == 4 {
      request.scripts[place].markings = 1 + draw.number(below: min(ids.count, 3))
    }
    if seed % 7 == 3 { request.gone = [ids[ids.count - 1]] }
    addDays(&request, seed)
    for _ in 0..<(seed % 4 == 1 ? 1 + seed % 2 : 0) {
      let marked = ids.filter { _ in draw.number(below: 3) > 0 }
      request.common.append(AllocationCommon(qualification: pick(Array(codes)), assessors: marked))
    }
    return request
  }

  /// Somebody whose last day is over, or who begins after the last day of marking.
  private static func addDays(_ request: inout AllocationRequest, _ seed: Int) {
    request.today = CivilDate("2027-03-22")
    request.markBy = CivilDate("2027-04-12")
    let place = seed % request.assessors.count
    switch seed % 9 {
    case 2: request.assessors[place].until = CivilDate("2027-03-21")
    case 5: request.assessors[place].from = CivilDate("2027-04-13")
    case 8: request.assessors[place].until = CivilDate("2027-03-22")
    default: break
    }
  }

  private static func addBefore(_ request: inout AllocationRequest, _ draw: inout DrawStream) {
    for script in request.scripts where draw.number(below: 4) > 0 {
      var ids = request.assessors.map(\.id)
      draw.shuffle(&ids)
      for (offset, id) in ids.prefix(request.markings).enumerated() {
        let marking = AllocationMarking(script: script.id, assessor: id, marking: offset + 1)
        let assessor = request.assessors.first { $0.id == id }
        request.before.append(marking)
        if draw.number(below: 8) == 0, let assessor,
          BruteForce.allows(assessor, script, request)
        {
          request.pins.append(marking)
        }
      }
    }
    if draw.number(below: 3) == 0 { request.without = [request.assessors[0].id] }
  }

  /// A series of a provider: as many scripts and assessors as asked, in the shape that
  /// `facts/marking-science.md` section 1.5 describes.
  static func series(
    scripts: Int, assessors: Int, markings: Int = 2, draw seed: UInt64 = 1
  ) -> AllocationRequest {
    var draw = DrawStream(draw: seed, purpose: "made series")
    func pick<Element>(_ list: [Element]) -> Element { list[draw.number(below: list.count)] }
    let codes = [
      "NPQLT", "NPQLTD", "NPQLBC", "NPQLL", "NPQLPM", "NPQSL", "NPQH", "NPQEL", "NPQEYL",
      "NPQSENCO",
    ]
    let share = (scripts * markings + assessors - 1) / assessors
    let people = (0..<assessors).map { number in
      var listed = codes
      draw.shuffle(&listed)
      return AllocationAssessor(
        id: "A\(number)", qualifications: Array(listed.prefix(2 + draw.number(below: 4))),
        capacity: share + 10, trust: "T\(draw.number(below: 250))",
        phase: pick([.primary, .secondary, .both]))
    }
    let papers = (0..<scripts).map { number in
      AllocationScript(
        id: "S\(number)", qualification: pick(codes), trust: "T\(draw.number(below: 250))",
        phase: pick([.primary, .secondary]),
        tutor: draw.number(below: 2) == 0 ? "A\(draw.number(below: assessors))" : nil)
    }
    var request = AllocationRequest(scripts: papers, assessors: people, draw: seed)
    request.markings = markings
    return request
  }
}
