/// Connects the assessors of each qualification without changing what stands higher.
///
/// First two assessors of one qualification change places, one from each of two parts: that joins
/// the parts wherever one of the two scripts lies on a ring. Where it does not, markings wander at
/// random between qualifications and between assessors whose loads may be exchanged, as long as
/// the parts do not grow in number.
struct Connection {
  var state: AllocationState
  private let scriptsOf: [[Int]]
  /// By qualification, the scripts that many mark.
  private let commonOf: [[AllocationIndex.Common]]
  private var excess: [Int]
  private var draw: DrawStream

  init(_ state: AllocationState, draw: DrawStream) {
    self.state = state
    self.draw = draw
    let index = state.index
    var scriptsOf: [[Int]] = Array(repeating: [], count: index.qualifications.count)
    // One marking of a script links nobody.
    for script in 0..<index.scripts where index.places(of: script).count > 1 {
      scriptsOf[index.qualificationOfClass[index.classOf[script]]].append(script)
    }
    self.scriptsOf = scriptsOf
    let commonOf = scriptsOf.indices.map { number in
      index.common.filter { $0.qualification == number }
    }
    self.commonOf = commonOf
    excess = zip(scriptsOf, commonOf).map { max(0, state.parts($0, common: $1).count - 1) }
  }

  /// Joins what can be joined.
  mutating func connect() {
    for qualification in scriptsOf.indices where excess[qualification] > 0 {
      join(qualification)
    }
    guard excess.contains(where: { $0 > 0 }) else { return }
    let effort = 4_000_000 / (state.index.scripts + state.index.assessors + 1)
    for _ in 0..<min(20_000, max(500, effort)) {
      guard let apart = excess.indices.filter({ excess[$0] > 0 }).first else { return }
      wander(apart)
    }
  }

  /// The parts of each qualification that is still apart.
  var apart: [(qualification: Int, parts: [[Int]])] {
    excess.indices.filter { excess[$0] > 0 }.map { ($0, parts($0)) }
  }

  /// Joins the parts of one qualification by exchanges within it.
  private mutating func join(_ qualification: Int) {
    let scripts = scriptsOf[qualification]
    var trials = min(4_000, 40_000_000 / (scripts.count * scripts.count + 1) + 200)
    var parts = partNumbers(qualification)
    while excess[qualification] > 0, trials > 0 {
      trials -= 1
      guard let here = freePlace(scripts), let there = freePlace(scripts) else { continue }
      let (one, other) = (state.places[here], state.places[there])
      guard parts[one] != parts[other], state.mayExchange(here, there) else { continue }
      state.exchange(here, there)
      if keeps([qualification]) {
        parts = partNumbers(qualification)
      } else {
        state.exchange(here, there)
      }
    }
  }

  /// One random step that leaves all higher aims as they are, for a qualification that is apart.
  private mutating func wander(_ qualification: Int) {
    guard let here = freePlace(scriptsOf[qualification]) else { return }
    let assessor = draw.number(below: state.index.assessors)
    if draw.number(below: 2) == 0 {
      shift(here, to: assessor)
    } else {
      let any = draw.number(below: state.places.count)
      let script = state.index.scriptOf[any]
      guard state.free(script).contains(any), state.mayExchange(here, any) else { return }
      state.exchange(here, any)
      let other = state.index.qualificationOfClass[state.index.classOf[script]]
      if !keeps([qualification, other]) { state.exchange(here, any) }
    }
  }

  /// Gives a marking to another assessor where the loads come out as even as before.
  private mutating func shift(_ place: Int, to taker: Int) {
    guard state.mayShift(place, to: taker) else { return }
    let giver = state.places[place]
    state.set(taker, at: place)
    let script = state.index.scriptOf[place]
    if !keeps([state.index.qualificationOfClass[state.index.classOf[script]]]) {
      state.set(giver, at: place)
    }
  }

  /// Whether qualifications have no more parts than before; if so, notes how many.
  private mutating func keeps(_ qualifications: Set<Int>) -> Bool {
    let order = qualifications.sorted()
    let now = order.map { max(0, parts($0).count - 1) }
    let before = order.map { excess[$0] }
    guard now.reduce(0, +) <= before.reduce(0, +) else { return false }
    for (qualification, count) in zip(order, now) { excess[qualification] = count }
    return true
  }

  private mutating func freePlace(_ scripts: [Int]) -> Int? {
    let free = state.free(scripts[draw.number(below: scripts.count)])
    return free.isEmpty ? nil : free.lowerBound + draw.number(below: free.count)
  }

  private func parts(_ qualification: Int) -> [[Int]] {
    state.parts(scriptsOf[qualification], common: commonOf[qualification])
  }

  private func partNumbers(_ qualification: Int) -> [Int] {
    var numbers = Array(repeating: -1, count: state.index.assessors)
    for (number, part) in parts(qualification).enumerated() {
      for assessor in part { numbers[assessor] = number }
    }
    return numbers
  }
}
