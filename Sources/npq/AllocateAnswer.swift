import Assessment
import Findings

/// A plan as `allocate` answers it.
struct AllocateAnswer: Encodable {
  struct Loads: Encodable {
    let minimum: Int
    let maximum: Int
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
  }

  let plan: String?
  let draw: UInt64
  let scripts: Int
  let markings: Int
  let cost: Int
  let loads: Loads
  let moved: Int
  let connectedParts: Int
  let contrastVariance: NumberOrNull
  let contrastEfficiency: NumberOrNull
  let squaredLoads: Int
  let squaredPairs: Int
  let qualifications: [Linking]
  let assessors: [Load]
  let seconds: Double

  init(
    _ plan: AllocationPlan, _ request: AllocationRequest, _ contrast: Contrast?,
    _ seconds: Duration, file: String?
  ) {
    self.plan = file
    draw = request.draw
    scripts = request.scripts.count
    markings = plan.markings.count
    cost = plan.cost
    loads = Loads(
      minimum: plan.loads.map(\.markings).min() ?? 0,
      maximum: plan.loads.map(\.markings).max() ?? 0)
    moved = plan.moved
    connectedParts = plan.connectedParts
    contrastVariance = NumberOrNull(contrast?.variance)
    contrastEfficiency = NumberOrNull(contrast?.efficiency)
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
        because: $0.reason.rawValue)
    }
    self.seconds = seconds.inSeconds
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
    lines.append("draw \(draw)")
    if let plan { lines.append("plan in \(plan.escaped)") }
    return lines.joined(separator: "\n")
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
