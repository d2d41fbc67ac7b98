package import Assessment
import GRDB

extension Ledger {
  /// What an allocation of the scripts that are there depends on.
  ///
  /// Markings that have begun stay; other markings of the plan before stay where they can. Those
  /// of later rounds are no part of it, but whoever has one is kept from the script, and has less
  /// room; and scripts of which a marking was set aside are given out by rounds alone, those whose
  /// definitive marks stand to nobody. Who has left gets nothing.
  package func allocationRequest(
    at now: Instant, draw: UInt64, withSetAside: Bool = false
  ) throws -> AllocationRequest {
    try queue.read { database in
      let definitive = try database.definitiveResults()
      let entries = try database.entries(at: now).filter { entry in
        entry.isToBeMarked && (withSetAside || !entry.isMarked(in: .setAside))
          && definitive[entry.id] == nil
      }
      var request = try database.allocationRequest(of: entries, draw: draw)
      request.gone = try database.gone()
      request.common = try database.common(request, at: now)
      request.today = try database.assessments().first.map {
        now.civil(in: $0.assessment.window.zone).day
      }
      let codes = Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0.script) })
      let sql = """
        SELECT entry, marking, assessor, EXISTS (
          SELECT 1 FROM fact WHERE fact.entry = allocation.entry
          AND fact.assessor = allocation.assessor) AS begun, round
        FROM allocation ORDER BY entry, marking
        """
      let rows = try Row.fetchCursor(database, sql: sql)
      while let row = try rows.next() {
        guard let code = codes[row["entry"]] else { continue }
        if row["round"] != MarkingRound.marking.rawValue {
          request.keep(row["assessor"], from: code)
          continue
        }
        let marking = AllocationMarking(
          script: code, assessor: row["assessor"], marking: row["marking"])
        request.before.append(marking)
        if row["begun"] == true { request.pins.append(marking) }
      }
      return request
    }
  }

  /// Sets how often each script is marked, as the policy of its assessment says.
  package func setMarkings(in request: inout AllocationRequest) throws {
    try queue.read { database in
      var markings: [String: Int] = [:]
      for each in try database.assessments() {
        markings[each.assessment.id.text] = each.assessment.rules.markings
      }
      var counts: [String: Int] = [:]
      let rows = try Row.fetchCursor(database, sql: "SELECT script, assessment FROM entry")
      while let row = try rows.next() {
        counts[row["script"]] = markings[row["assessment"]]
      }
      for place in request.scripts.indices {
        request.scripts[place].markings = counts[request.scripts[place].id]
      }
    }
  }

  /// Records a plan, and who leaves or is back with it; markings that it leaves as they are stay
  /// untouched.
  ///
  /// - Returns: How many markings were placed anew.
  package func allocate(
    _ plan: [AllocationMarking], turnover: Turnover = Turnover(), draw: UInt64, act: Act
  ) throws -> Int {
    try step(act) { database in
      let gone = try database.gone()
      var turnover = turnover
      turnover.leaving = Set(turnover.leaving).subtracting(gone).sorted()
      turnover.returning = gone.intersection(turnover.returning).sorted()
      var entries: [String: Int] = [:]
      let codes = try Row.fetchCursor(database, sql: "SELECT id, script FROM entry")
      while let row = try codes.next() {
        entries[row["script"]] = row["id"]
      }
      var standing: [String: String] = [:]
      let main = "SELECT entry, marking, assessor FROM allocation WHERE round = 'marking'"
      let rows = try Row.fetchCursor(database, sql: main)
      while let row = try rows.next() {
        standing["\(row["entry"] as Int)/\(row["marking"] as Int)"] = row["assessor"]
      }
      let moved = plan.filter { marking in
        guard let entry = entries[marking.script] else { return false }
        return standing["\(entry)/\(marking.marking)"] != marking.assessor
      }
      guard !moved.isEmpty || !turnover.isEmpty else { return 0 }
      let facts = ["draw": "\(draw)", "placed": "\(moved.count)"]
      let event = try database.append(
        NewEvent(
          facts: facts.merging(turnover.facts) { $1 },
          texts: turnover.reason.map { ["reason": $0] } ?? [:]), act)
      try database.note(turnover, event: event)
      for marking in moved {
        guard let entry = entries[marking.script] else { continue }
        try database.executeRepeated(
          sql: """
            DELETE FROM allocation WHERE entry = ? AND (marking = ? OR assessor = ?)
            AND round = 'marking'
            """, arguments: [entry, marking.marking, marking.assessor])
        // A marking of a later round makes room.
        try database.executeRepeated(
          sql: """
            UPDATE allocation SET marking = (
              SELECT max(marking) + 1 FROM allocation other WHERE other.entry = allocation.entry)
            WHERE entry = ? AND marking = ?
            """, arguments: [entry, marking.marking])
      }
      for marking in moved {
        guard let entry = entries[marking.script] else { continue }
        try database.executeRepeated(
          sql: "INSERT INTO allocation (entry, marking, assessor, event) VALUES (?, ?, ?, ?)",
          arguments: [entry, marking.marking, marking.assessor, event])
      }
      return moved.count
    }
  }
}

extension AllocationRequest {
  /// Takes account of a marking of a later round.
  fileprivate mutating func keep(_ assessor: String, from script: String) {
    interests.append(
      AllocationInterest(script: script, assessor: assessor, reason: Self.hasItAlready))
    guard let index = assessors.firstIndex(where: { $0.id == assessor }) else { return }
    assessors[index].capacity = max(0, assessors[index].capacity - 1)
    assessors[index].minimum = min(assessors[index].minimum, assessors[index].capacity)
  }
}

extension Database {
  /// Scripts and assessors with the interests between them, before anything is allocated.
  func allocationRequest(of entries: [EntryRecord], draw: UInt64) throws -> AllocationRequest {
    var request = AllocationRequest(
      scripts: entries.map(\.allocationScript),
      assessors: try assessors().map(\.allocationAssessor), draw: draw)
    let scripts = Dictionary(grouping: entries, by: \.person).mapValues { $0.map(\.script) }
    for row in try Row.fetchAll(self, sql: "SELECT * FROM interest ORDER BY person, assessor") {
      request.interests += scripts[row["person"], default: []].map {
        AllocationInterest(script: $0, assessor: row["assessor"], reason: row["reason"])
      }
    }
    let codes = Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0.script) })
    request.interests += try earlierInterests(in: codes)
    return request
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
      partner: details["partner"], phase: details["phase"].flatMap(SchoolPhase.init),
      name: details["name"], email: details["email"], from: details["from"].flatMap(CivilDate.init),
      until: details["until"].flatMap(CivilDate.init))
  }
}
