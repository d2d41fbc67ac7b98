import Assessment
import Findings

/// A plan as `allocate` answers it.
struct AllocateAnswer: Encodable {
  struct Loads: Encodable {
    let minimum: Int
    let maximum: Int

    init(_ plan: AllocationPlan) {
      // Who takes none now, or has left, tells nothing of how even the others are.
      let loads = plan.loads.filter { $0.capacity > 0 && $0.reason != .left }.map(\.markings)
      minimum = loads.min() ?? 0
      maximum = loads.max() ?? 0
    }
  }

  struct Linking: Encodable {
    let qualification: String
    let scripts: Int
    let assessors: Int
    let connectedParts: Int
  }

  struct Load: Encodable {
    let assessor: String
    let markings: Int
    let capacity: Int
    let because: String
    let says: String
    let mayMark: Int
    let pinned: Int
  }

  let plan: String?
  let draw: UInt64
  let scripts: Int
  let markings: Int
  let cost: Int
  let loads: Loads
  let moved: Int
  let connectedParts: Int
  let commonScripts: Int
  private(set) var contrastVariance = NumberOrNull(nil)
  private(set) var contrastEfficiency = NumberOrNull(nil)
  /// The seconds that the variance took: no plan needs it.
  private(set) var contrastSeconds = 0.0
  let squaredLoads: Int
  let squaredPairs: Int
  let qualifications: [Linking]
  let assessors: [Load]
  /// Who has left, now or before.
  let left: [String]
  let seconds: Double
  private(set) var draft: String?
  private(set) var byHand: AllocateByHand?
  private var explains = false

  private enum CodingKeys: String, CodingKey {
    case plan, draw, scripts, markings, cost, loads, moved, connectedParts, commonScripts,
      contrastVariance
    case contrastEfficiency, contrastSeconds, squaredLoads, squaredPairs, qualifications, assessors
    case left, seconds, draft, byHand
  }

  init(
    _ plan: AllocationPlan, _ request: AllocationRequest, seconds: Duration, file: String?
  ) {
    self.plan = file
    draw = request.draw
    scripts = request.scripts.count
    markings = plan.markings.count
    cost = plan.cost
    loads = Loads(plan)
    moved = plan.moved
    connectedParts = plan.connectedParts
    commonScripts = plan.common.count
    squaredLoads = plan.squaredLoads
    squaredPairs = plan.squaredPairs
    qualifications = plan.linking.map {
      Linking(
        qualification: $0.qualification, scripts: $0.scripts, assessors: $0.assessors,
        connectedParts: $0.parts)
    }
    assessors = plan.loads.map {
      Load(
        assessor: $0.assessor, markings: $0.markings, capacity: $0.capacity,
        because: $0.reason.rawValue, says: $0.says, mayMark: $0.open, pinned: $0.pinned)
    }
    left = request.gone.union(request.without).sorted()
    self.seconds = seconds.inSeconds
  }

  /// Adds what no plan needs: the variance, what was asked by hand, the draft.
  mutating func complete(
    _ plan: AllocationPlan, _ choices: AllocateChoices, _ byHand: AllocateByHand?,
    _ clock: ContinuousClock
  ) {
    let start = clock.now
    let contrast = plan.contrast
    contrastVariance = NumberOrNull(contrast?.variance)
    contrastEfficiency = NumberOrNull(contrast?.efficiency)
    contrastSeconds = start.duration(to: clock.now).inSeconds
    self.byHand = byHand
    draft = choices.draft
    explains = choices.explain
  }

  /// The answer for people.
  var text: String {
    var lines = [
      "\(markings) markings of \(scripts) scripts by \(assessors.count) assessors",
      "loads \(loads.minimum) to \(loads.maximum), cost \(cost), moved \(moved)",
    ]
    if let variance = contrastVariance.value, let efficiency = contrastEfficiency.value {
      lines.append(
        "all assessors are linked; mean variance of a contrast \(variance), "
          + "efficiency \(efficiency)")
    } else if markings > scripts {
      lines.append("the assessors fall into \(connectedParts) connected parts")
    }
    if commonScripts > 0 {
      let count = commonScripts == 1 ? "1 script" : "\(commonScripts) scripts"
      lines.append("\(count) that many mark counted among what links them")
    }
    if let byHand { lines.append(byHand.text) }
    lines.append("draw \(draw)")
    if let plan { lines.append("plan in \(plan.escaped)") }
    if let draft { lines.append("draft in \(draft.escaped)") }
    if explains { lines += ["", explanation] }
    return lines.joined(separator: "\n")
  }
}

extension AllocateAnswer {
  /// Why each load is what it is.
  private var explanation: String {
    var table = TextTable(
      ["assessor", "markings", "takes", "may mark", "why"], numbers: [1, 2, 3])
    for load in assessors {
      table.add(
        [load.assessor, "\(load.markings)", "\(load.capacity)", "\(load.mayMark)", load.says])
    }
    guard !left.isEmpty else { return table.text }
    return table.text + "\(left.joined(separator: ", ")) \(left.count == 1 ? "has" : "have") left"
  }
}

/// What `allocate` answers where there is no plan.
struct AllocateRefusal: Encodable {
  struct Rule: Encodable {
    let rule: String
    let subject: String
    let says: String
  }

  let draw: UInt64
  let rules: [Rule]
  let seconds: Double

  init(_ outcome: AllocationOutcome, draw: UInt64, _ seconds: Duration) {
    self.draw = draw
    rules = outcome.rules.map {
      Rule(rule: $0.kind.rawValue, subject: $0.subject, says: $0.description)
    }
    self.seconds = seconds.inSeconds
  }
}

extension Duration {
  /// The seconds, to the millisecond.
  fileprivate var inSeconds: Double {
    let parts = components
    return Double(parts.seconds * 1_000 + parts.attoseconds / 1_000_000_000_000_000) / 1_000
  }
}

/// A number to six decimal places, or null: the key is always there.
struct NumberOrNull: Encodable {
  let value: Double?

  init(_ value: Double?) {
    self.value = value.map { ($0 * 1e6).rounded() / 1e6 }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}
