import Archive
import Assessment
import Findings
import Sheets

/// What a person asked by hand, and what it changes.
struct AllocateByHand: Encodable {
  struct Plain: Encodable {
    let cost: Int
    let loads: AllocateAnswer.Loads
    let moved: Int
  }

  let pins: Int
  let limits: Int
  /// What the plan would be without; nil where there would be none.
  let without: Plain?

  /// Allocates once more without what was asked by hand; nil where nothing was.
  init?(_ hand: AllocationByHand, plain: AllocationRequest) {
    guard hand.asks else { return nil }
    pins = hand.pins.count
    limits = hand.limits.count
    without = allocate(plain).plan.map {
      Plain(cost: $0.cost, loads: AllocateAnswer.Loads($0), moved: $0.moved)
    }
  }

  /// The answer for people.
  var text: String {
    let asked = [(pins, "marking"), (limits, "limit")].filter { $0.0 > 0 }
      .map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: " and ")
    guard let without else { return "by hand: \(asked)" }
    return "by hand: \(asked); without, loads would be \(without.loads.minimum) to "
      + "\(without.loads.maximum), cost \(without.cost), moved \(without.moved)"
  }
}

extension AllocateChoices {
  /// Reads every file of what was decided by hand.
  func readByHand() -> Judged<AllocationByHand> {
    var hand = AllocationByHand()
    var findings: [Finding] = []
    for path in keep {
      let read = readBytes(path, readAllocationByHand)
      findings += read.findings
      guard let value = read.value else { return Judged(nil, findings) }
      hand.join(value)
    }
    if let pin {
      let read = readBytes(pin, readAllocationPlan)
      findings += read.findings
      guard let value = read.value else { return Judged(nil, findings) }
      hand.pins += value
    }
    return Judged(hand, findings)
  }

  /// Writes the draft where one was asked for.
  func write(_ plan: AllocationPlan, _ request: AllocationRequest) throws {
    guard let draft else { return }
    let made = AllocationDraft(plan, request)
    let bytes = draft.lowercased().hasSuffix(".csv") ? made.table() : try made.workbook()
    try writeWhole(bytes, to: draft, replacing: force)
  }
}
