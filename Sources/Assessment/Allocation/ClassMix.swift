/// Draws, among the class plans that cost the same, one that links the classes well.
///
/// Where scripts of a class are dealt out at random, the information on the assessors is
/// C = (D − X M⁻¹ Xᵀ)(k − 1)/k: D holds the loads, X by assessor and class the markings, M the
/// markings of the classes, k the markings of a script. What the classes add to tr(C⁺) grows with
/// tr(M K⁺), where K = M − Xᵀ D⁻¹ X is the Laplacian of the classes, linked by those who mark
/// several of them. The trace is convex in X, so that the least is found downhill, ring by ring of
/// steps along which markings pass between classes at no cost; its slope for an assessor with the
/// markings x and the load d is 2 R x / d, where R = K⁺ M K⁺.
struct ClassMix {
  /// Beyond so many classes the matrices of all pairs of them take too long.
  static let most = 80

  var flow: ClassFlow
  let classes: Int
  /// The classes, and after them a node that stands for the loads.
  var nodes: Int { classes + 1 }
  /// By assessor and class, the arc between them; -1 where there is none.
  let arcs: [Int32]
  /// By assessor, how many scripts they mark that others mark too.
  var shared: [Double]
  /// By assessor and class, how many scripts of the class they mark, pins among them.
  var marked: [Double]
  /// By class, all its markings.
  let whole: [Double]
  /// By two classes, K; and the trace of M K⁺.
  var links: [Double] = []
  var trace = 0.0
  /// By two classes, R and K⁺; and by assessor and class, these times what the assessor marks.
  var strain: [Double] = []
  var inverse: [Double] = []
  var pull: [Double] = []
  var near: [Double] = []
  /// By assessor, xᵀ R x and xᵀ K⁺ x.
  var strains: [Double] = []
  var nears: [Double] = []
  /// By assessor and node, how many markings they may drop and take there at no cost.
  var drops: [Int32] = []
  var takes: [Int32] = []
  /// By two nodes, the best step from one to the other: what it changes, and whose it is.
  var change: [Double] = []
  var mover: [Int32] = []

  /// Takes a class plan of least cost; classes whose scripts have one marking link nobody.
  init(_ flow: ClassFlow, _ index: AllocationIndex) {
    self.flow = flow
    classes = flow.groups
    let assessors = flow.loads.count
    var arcs = Array(repeating: Int32(-1), count: assessors * classes)
    var marked = Array(repeating: 0.0, count: arcs.count)
    let links = (0..<classes).map { index.markings(ofClass: $0) > 1 }
    for pin in index.pins.pairs where links[index.classOf[pin.place]] {
      marked[pin.value * classes + index.classOf[pin.place]] += 1
    }
    for (number, arc) in flow.arcs.enumerated() where links[arc.group] {
      arcs[arc.assessor * classes + arc.group] = Int32(number)
      marked[arc.assessor * classes + arc.group] += Double(arc.flow)
    }
    var whole = Array(repeating: 0.0, count: classes)
    for slot in marked.indices { whole[slot % classes] += marked[slot] }
    var shared = Array(repeating: 0.0, count: assessors)
    for slot in marked.indices { shared[slot / classes] += marked[slot] }
    self.arcs = arcs
    self.shared = shared
    self.marked = marked
    self.whole = whole
  }

  /// Mixes the classes until little is left to gain.
  mutating func mix() {
    let assessors = flow.loads.count
    guard classes > 1, assessors > 1 else { return }
    drops = Array(repeating: 0, count: assessors * nodes)
    takes = drops
    links = Array(repeating: 0, count: classes * classes)
    for group in 0..<classes { links[group * classes + group] = whole[group] }
    for assessor in 0..<assessors {
      noteRoom(assessor)
      addLinks(of: assessor, -1)
    }
    var rings = 0
    var start = weigh()
    while rings < 12 * assessors {
      var since = 0
      while since < assessors / 4 + 4 {
        let passed = passRings()
        if passed == 0 { break }
        since += passed
      }
      rings += since
      let now = weigh()
      guard since > 0, now < start * 0.9995 else { return }
      start = now
    }
  }

  /// Works out R anew, and all that hangs on it; returns the trace of M K⁺.
  private mutating func weigh() -> Double {
    let current = LinkStrain(links, weights: whole)
    trace = current.trace
    strain = current.squared
    inverse = current.inverse
    pull = Array(repeating: 0, count: marked.count)
    near = pull
    strains = Array(repeating: 0, count: flow.loads.count)
    nears = strains
    change = Array(repeating: .infinity, count: nodes * nodes)
    mover = Array(repeating: -1, count: nodes * nodes)
    for assessor in flow.loads.indices {
      for group in 0..<classes where marked[assessor * classes + group] > 0 {
        addPull(of: group, times: marked[assessor * classes + group], to: assessor)
      }
      square(assessor)
      offer(assessor)
    }
    return trace
  }

  /// Works out xᵀ R x and xᵀ K⁺ x of an assessor.
  mutating func square(_ assessor: Int) {
    strains[assessor] = 0
    nears[assessor] = 0
    let row = assessor * classes
    for group in 0..<classes where marked[row + group] > 0 {
      strains[assessor] += marked[row + group] * pull[row + group]
      nears[assessor] += marked[row + group] * near[row + group]
    }
  }

  private mutating func addPull(of group: Int, times factor: Double, to assessor: Int) {
    for other in 0..<classes {
      pull[assessor * classes + other] += factor * strain[group * classes + other]
      near[assessor * classes + other] += factor * inverse[group * classes + other]
    }
  }

  /// Adds to K, or takes from it, what an assessor links.
  private mutating func addLinks(of assessor: Int, _ sign: Double) {
    let row = assessor * classes
    let share = sign * share(assessor)
    for group in 0..<classes where marked[row + group] > 0 {
      let factor = share * marked[row + group]
      for other in 0..<classes { links[group * classes + other] += factor * marked[row + other] }
    }
  }

  /// One over the load of an assessor.
  func share(_ assessor: Int) -> Double { 1 / max(1, shared[assessor]) }

  /// The trace of M K⁺ as the links now stand.
  var traceNow: Double { LinkStrain(links, weights: whole).trace }

  /// Lets markings of an assessor pass from one node to another.
  mutating func move(_ step: Step, _ times: Int) {
    let row = step.assessor * classes
    addLinks(of: step.assessor, 1)
    if step.from < classes {
      flow.arcs[Int(arcs[row + step.from])].flow -= times
      marked[row + step.from] -= Double(times)
      addPull(of: step.from, times: -Double(times), to: step.assessor)
    } else {
      flow.loads[step.assessor] += times
      shared[step.assessor] += Double(times)
    }
    if step.to < classes {
      flow.arcs[Int(arcs[row + step.to])].flow += times
      marked[row + step.to] += Double(times)
      addPull(of: step.to, times: Double(times), to: step.assessor)
    } else {
      flow.loads[step.assessor] -= times
      shared[step.assessor] -= Double(times)
    }
    addLinks(of: step.assessor, -1)
  }

  /// Notes how many markings an assessor may drop and take at no cost.
  mutating func noteRoom(_ assessor: Int) {
    let row = assessor * nodes
    for group in 0..<classes {
      let number = Int(arcs[assessor * classes + group])
      guard number >= 0 else { continue }
      let arc = flow.arcs[number]
      let mayDrop = flow.step(from: classes + assessor, number)?.cost == 0
      drops[row + group] = mayDrop ? Int32(arc.flow > arc.kept ? arc.flow - arc.kept : arc.flow) : 0
      let mayTake = flow.step(from: group, number)?.cost == 0
      takes[row + group] =
        mayTake ? Int32(arc.flow < arc.kept ? arc.kept - arc.flow : arc.limit - arc.flow) : 0
    }
    drops[row + classes] = flow.last(classes + assessor) == 0 ? 1 : 0
    takes[row + classes] = flow.mayFall(assessor) ? 1 : 0
  }
}
