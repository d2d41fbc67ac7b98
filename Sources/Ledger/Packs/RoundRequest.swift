package import Assessment
import Findings
import GRDB

extension Ledger {
  /// What an allocation of one more marking depends on, for some scripts: everybody who has the
  /// script already is kept from it, and each assessor has the room that their other work leaves.
  ///
  /// `by` names the only assessors who may take them, also one who had left; with nobody named all
  /// may who have not.
  package func roundRequest(
    for scripts: Set<String>, by names: [String] = [], at now: Instant, draw: UInt64
  ) throws -> AllocationRequest {
    var request = try allocationRequest(at: now, draw: draw, withSetAside: true)
    let loads = Dictionary(grouping: request.before, by: \.assessor).mapValues(\.count)
    request.interests += request.before.map { marking in
      AllocationInterest(
        script: marking.script, assessor: marking.assessor, reason: AllocationRequest.hasItAlready)
    }
    request.scripts.removeAll { !scripts.contains($0.id) }
    request.interests.removeAll { !scripts.contains($0.script) }
    request.before = []
    request.pins = []
    request.markings = 1
    request.gone.subtract(names)
    if !names.isEmpty { request.assessors.removeAll { !names.contains($0.id) } }
    for index in request.assessors.indices {
      let load = loads[request.assessors[index].id, default: 0]
      request.assessors[index].capacity = max(0, request.assessors[index].capacity - load)
      request.assessors[index].minimum = 0
    }
    return request
  }

  /// Records a plan of one more marking of each script, for a round.
  ///
  /// With `replacing` the markings of that assessor are set aside: kept, and no longer counted. With
  /// `leaving` they are taken out, since they have not begun.
  package func allocate(
    _ plan: [AllocationMarking], round: MarkingRound, replacing assessor: String? = nil,
    leaving: String? = nil, draw: UInt64, reason: String? = nil, act: Act
  ) throws {
    try step(act) { database in
      var told = ["draw": "\(draw)", "placed": "\(plan.count)", "round": round.rawValue]
      told["set aside"] = assessor
      told["leaving"] = leaving
      let event = try database.append(
        NewEvent(facts: told, texts: reason.map { ["reason": $0] } ?? [:]), act)
      for marking in plan {
        if let leaving {
          try database.executeRepeated(
            sql: """
              DELETE FROM allocation
              WHERE assessor = ? AND entry = (SELECT id FROM entry WHERE script = ?)
              """, arguments: [leaving, marking.script])
        }
        if let assessor {
          try database.executeRepeated(
            sql: """
              UPDATE allocation SET round = 'set-aside'
              WHERE assessor = ? AND entry = (SELECT id FROM entry WHERE script = ?)
              """, arguments: [assessor, marking.script])
        }
        try database.executeRepeated(
          sql: """
            INSERT INTO allocation (entry, marking, assessor, event, round)
            SELECT id, (SELECT 1 + coalesce(max(marking), 0) FROM allocation
              WHERE allocation.entry = entry.id), ?, ?, ?
            FROM entry WHERE script = ?
            """, arguments: [marking.assessor, event, round.rawValue, marking.script])
      }
    }
  }
}

extension AllocationRequest {
  /// Why somebody is kept from a script that they have for another round.
  package static let hasItAlready = "has the script already"
}
