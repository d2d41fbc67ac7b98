package import Assessment
import GRDB

extension Ledger {
  /// What an allocation of the scripts that are there depends on.
  ///
  /// Markings that have begun stay; other markings of the plan before stay where they can.
  package func allocationRequest(at now: Instant, draw: UInt64) throws -> AllocationRequest {
    try queue.read { database in
      let entries = try database.entries(at: now).filter(\.isToBeMarked)
      var request = AllocationRequest(
        scripts: entries.map(\.allocationScript),
        assessors: try database.assessors().map(\.allocationAssessor), draw: draw)
      var codes: [Int: String] = [:]
      var scripts: [String: [String]] = [:]
      for entry in entries {
        codes[entry.id] = entry.script
        scripts[entry.person, default: []].append(entry.script)
      }
      for row in try Row.fetchAll(
        database, sql: "SELECT * FROM interest ORDER BY person, assessor")
      {
        request.interests += scripts[row["person"], default: []].map {
          AllocationInterest(script: $0, assessor: row["assessor"], reason: row["reason"])
        }
      }
      request.interests += try database.earlierInterests(in: codes)
      let sql = """
        SELECT entry, marking, assessor, EXISTS (
          SELECT 1 FROM fact WHERE fact.entry = allocation.entry
          AND fact.assessor = allocation.assessor) AS begun
        FROM allocation ORDER BY entry, marking
        """
      for row in try Row.fetchAll(database, sql: sql) {
        guard let code = codes[row["entry"]] else { continue }
        let marking = AllocationMarking(
          script: code, assessor: row["assessor"], marking: row["marking"])
        request.before.append(marking)
        if row["begun"] == true { request.pins.append(marking) }
      }
      return request
    }
  }

  /// What an allocation of third markings depends on: the scripts whose two markings fall on
  /// different sides of the pass, with both kept, and what room each assessor has left.
  package func thirdMarkingRequest(at now: Instant, draw: UInt64) throws -> AllocationRequest {
    var request = try allocationRequest(at: now, draw: draw)
    let due = Set(
      try results(at: now).filter { $0.decision.rule == .thirdMarking }
        .compactMap(\.entry.script?.text))
    let others = Dictionary(
      grouping: request.before.filter { !due.contains($0.script) }, by: \.assessor)
    request.scripts.removeAll { !due.contains($0.id) }
    request.interests.removeAll { !due.contains($0.script) }
    request.before.removeAll { !due.contains($0.script) }
    request.pins = request.before
    request.markings = 3
    for index in request.assessors.indices {
      let load = others[request.assessors[index].id]?.count ?? 0
      request.assessors[index].capacity = max(0, request.assessors[index].capacity - load)
      request.assessors[index].minimum = 0
    }
    return request
  }

  /// Records a plan; markings that it leaves as they are stay untouched.
  ///
  /// - Returns: How many markings were placed anew.
  package func allocate(_ plan: [AllocationMarking], draw: UInt64, act: Act) throws -> Int {
    try step(act) { database in
      var entries: [String: Int] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT id, script FROM entry") {
        entries[row["script"]] = row["id"]
      }
      var standing: [String: String] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT entry, marking, assessor FROM allocation")
      {
        standing["\(row["entry"] as Int)/\(row["marking"] as Int)"] = row["assessor"]
      }
      let moved = plan.filter { marking in
        guard let entry = entries[marking.script] else { return false }
        return standing["\(entry)/\(marking.marking)"] != marking.assessor
      }
      guard !moved.isEmpty else { return 0 }
      let facts = ["draw": "\(draw)", "placed": "\(moved.count)"]
      let event = try database.append(NewEvent(facts: facts), act)
      for marking in moved {
        guard let entry = entries[marking.script] else { continue }
        try database.execute(
          sql: "DELETE FROM allocation WHERE entry = ? AND marking = ?",
          arguments: [entry, marking.marking])
      }
      for marking in moved {
        guard let entry = entries[marking.script] else { continue }
        try database.execute(
          sql: "INSERT INTO allocation (entry, marking, assessor, event) VALUES (?, ?, ?, ?)",
          arguments: [entry, marking.marking, marking.assessor, event])
      }
      return moved.count
    }
  }
}

extension EntryRecord {
  /// Whether the entry has a script that assessors are to read.
  package var isToBeMarked: Bool {
    facts.received && !facts.withdrawn && !facts.deferred && !facts.released
  }

  fileprivate var allocationScript: AllocationScript {
    AllocationScript(
      id: script, qualification: qualification.code, school: details["school"],
      urn: details["urn"], trust: details["trust"], partner: details["partner"],
      phase: details["phase"].flatMap(SchoolPhase.init), tutor: details["facilitator"])
  }
}

extension AssessorRecord {
  fileprivate var allocationAssessor: AllocationAssessor {
    AllocationAssessor(
      id: id, qualifications: qualifications, capacity: capacity, minimum: minimum,
      school: details["school"], urn: details["urn"], trust: details["trust"],
      partner: details["partner"], phase: details["phase"].flatMap(SchoolPhase.init))
  }
}
