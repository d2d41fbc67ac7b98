import Assessment
import Foundation
import GRDB

/// One script of an assessor in a plan.
struct PlannedMarking: Hashable, Codable {
  var marking: Int
  let assessor: String
  let round: String
  /// The event that placed it, by its number here: another copy has another one.
  var event = 0

  private enum CodingKeys: String, CodingKey {
    case marking, assessor, round
  }

  /// Whether another placing says the same, whoever did it.
  func isSame(as other: PlannedMarking) -> Bool {
    marking == other.marking && assessor == other.assessor && round == other.round
  }
}

/// Who marks the scripts that two copies shared out apart.
///
/// Of each round of a script the plan of one copy holds, that of the earlier: the other's assessors
/// keep what they marked, as markings that do not count.
struct JoinPlans {
  /// The plan of each script that this copy changed since they parted, before the other came in.
  private let mine: [Int: [PlannedMarking]]
  /// The events that last placed a round of a script, in each copy.
  private let ours: [Place: Int]
  private var theirs: [Place: Int] = [:]

  private struct Place: Hashable {
    let entry: Int
    let round: String
  }

  init(_ own: Database, _ ours: Branch) throws {
    var placed: [Place: Int] = [:]
    try ours.eachChange(of: ["allocation"]) { change in
      for (entry, round) in try Self.places(change) {
        placed[Place(entry: entry, round: round)] = change.event
      }
    }
    self.ours = placed
    mine = try own.plans(of: Set(placed.keys.map(\.entry))) { $0 }
  }

  private static func places(_ change: BranchChange) throws -> [(Int, String)] {
    [try change.before(), try change.row()].compactMap(\.self).compactMap { row in
      guard case .number(let entry)? = row["entry"], case .text(let round)? = row["round"] else {
        return nil
      }
      return (abs(entry), round)
    }
  }

  /// States the plan of every script that both copies shared out.
  mutating func resolve(_ clashes: inout JoinClashes) throws {
    try clashes.replay.branch.eachChange(of: ["allocation"]) { change in
      for (entry, round) in try Self.places(change) {
        guard let here = try clashes.replay.map.number(of: entry, in: "entry") else { continue }
        theirs[Place(entry: here, round: round)] = change.event
      }
    }
    let contested = Set(ours.keys.map(\.entry)).intersection(theirs.keys.map(\.entry))
    guard !contested.isEmpty else { return }
    var map = clashes.replay.map
    var back: [Int: Int] = [:]
    for row in try Int.fetchAll(clashes.replay.other, sql: "SELECT id FROM entry") {
      if let here = try map.number(of: row, in: "entry") { back[here] = row }
    }
    for entry in contested.sorted() {
      let there = back[entry].map { [$0] } ?? []
      let other = try clashes.replay.other.plans(of: Set(there)) { map.events[$0] ?? $0 }
      try resolve(entry, mine[entry] ?? [], other.values.first ?? [], &clashes)
    }
  }

  private func resolve(
    _ entry: Int, _ mine: [PlannedMarking], _ other: [PlannedMarking],
    _ clashes: inout JoinClashes
  ) throws {
    var plan: [PlannedMarking] = []
    for round in Set((mine + other).map(\.round)).sorted(by: Self.isBefore) {
      let place = Place(entry: entry, round: round)
      let left = mine.filter { $0.round == round }
      let right = other.filter { $0.round == round }
      guard let own = ours[place] else {
        plan += right
        continue
      }
      guard let far = theirs[place] else {
        plan += left
        continue
      }
      let holds = try clashes.hold(
        plan: entry, round, (left, own), (right, far),
        // Who of the same two comes first is nobody's concern.
        differs: Set(left.map(\.assessor)) != Set(right.map(\.assessor)))
      plan += holds ? left : right
    }
    let stated = Self.numbered(plan)
    let now = try clashes.own.plans(of: [entry]) { $0 }[entry] ?? []
    if !(Self.isSame(mine, other) && Self.isSame(now, stated)) {
      try clashes.own.state(plan: stated, of: entry)
    }
  }

  private static func isSame(_ left: [PlannedMarking], _ right: [PlannedMarking]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
  }

  /// The first round of marking comes before every other.
  private static func isBefore(_ left: String, _ right: String) -> Bool {
    let first = MarkingRound.marking.rawValue
    return left == right ? false : left == first || (right != first && left < right)
  }

  /// Gives each assessor one marking, and each marking a number of its own: the first keeps it.
  static func numbered(_ plan: [PlannedMarking]) -> [PlannedMarking] {
    var given: [PlannedMarking] = []
    for var marking in plan where !given.contains(where: { $0.assessor == marking.assessor }) {
      if given.contains(where: { $0.marking == marking.marking }) {
        marking.marking = ((plan + given).map(\.marking).max() ?? 0) + 1
      }
      given.append(marking)
    }
    return given.sorted { $0.marking < $1.marking }
  }
}

extension JoinClashes {
  /// Whether the plan of this copy holds for a round of a script; a plan that differs is noted.
  fileprivate mutating func hold(
    plan entry: Int, _ round: String, _ left: (plan: [PlannedMarking], event: Int),
    _ right: (plan: [PlannedMarking], event: Int), differs: Bool
  ) throws -> Bool {
    let cells = try name(ofEntry: entry) + [.text(round)]
    let text = try PlannedCell.text(of: cells)
    let mine = try word("allocation", left.event, of: ours, in: own, text)
    let other = try word("allocation", right.event, of: replay.branch, in: replay.other, text)
    let holds = ClashWord.isEarlier(mine, other)
    guard mine.digest != other.digest else { return holds }
    let versions = PlanVersions(
      held: holds ? left.plan : right.plan, other: holds ? right.plan : left.plan)
    try note(
      NotedClash(
        record: "allocation", subject: cells, entry: entry, held: holds ? mine : other,
        left: holds ? other : mine, versions: differs ? versions : nil), differs: differs)
    return holds
  }
}

/// Both plans of a round of a script, as a clash keeps them.
struct PlanVersions: Codable {
  let held, other: [PlannedMarking]
}

extension Database {
  /// The plans of some scripts, each in the order of its markings.
  func plans(of entries: Set<Int>, event: (Int) -> Int) throws -> [Int: [PlannedMarking]] {
    var plans: [Int: [PlannedMarking]] = [:]
    let statement = try cachedStatement(
      sql: "SELECT marking, assessor, round, event FROM allocation WHERE entry = ? ORDER BY marking"
    )
    for entry in entries {
      plans[entry] = try Row.fetchAll(statement, arguments: [entry]).map {
        PlannedMarking(
          marking: $0["marking"], assessor: $0["assessor"], round: $0["round"],
          event: event($0["event"]))
      }
    }
    return plans
  }

  /// States the whole plan of a script.
  func state(plan: [PlannedMarking], of entry: Int) throws {
    try executeRepeated(sql: "DELETE FROM allocation WHERE entry = ?", arguments: [entry])
    for marking in plan {
      try executeRepeated(
        sql: """
          INSERT INTO allocation (entry, marking, assessor, event, round) VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [entry, marking.marking, marking.assessor, marking.event, marking.round])
    }
  }
}
