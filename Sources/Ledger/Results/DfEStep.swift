package import Assessment
package import Findings
import GRDB

/// An answer of the DfE with the entry that it is about.
package struct NewDfEAnswer: Sendable {
  package let entry: EntryRecord
  package let answer: DfEAnswer

  package init(entry: EntryRecord, answer: DfEAnswer) {
    self.entry = entry
    self.answer = answer
  }
}

extension Ledger {
  /// The entries of which the DfE was sent something, here or in the series before.
  package func entriesSentToDfE() throws -> Set<Int> {
    try queue.read { database in
      Set(
        try database.dfeStandings().filter {
          !$0.value.requests.isEmpty || $0.value.declared != .no
        }
        .keys)
    }
  }

  /// Records what the DfE answered; a file that was taken before changes nothing.
  ///
  /// The same words may well be a second answer, to a request that was made again.
  package func record(_ answers: [NewDfEAnswer], file: Digest, act: Act) throws -> ImportOutcome {
    try step(act) { database in
      let standings = try database.dfeStandings()
      let isKnown = try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM dfe_answer WHERE file = ?)",
        arguments: [file.description])
      var outcome = ImportOutcome()
      let fresh = answers.filter { item in
        let standing = standings[item.entry.id]
        return isKnown != true
          && (standing?.requests.last?.answer != item.answer.state
            || standing?.message != item.answer.message)
      }
      outcome.unchanged = answers.count - fresh.count
      outcome.added = fresh.count
      guard !fresh.isEmpty else { return outcome }
      var facts = Dictionary(grouping: fresh, by: \.answer.state.rawValue).mapValues {
        "\($0.count)"
      }
      facts["rows"] = "\(fresh.count)"
      let event = try database.append(NewEvent(facts: facts), act)
      for item in fresh {
        try database.executeRepeated(
          sql: """
            INSERT INTO dfe_answer (entry, payload, state, message, participant, file, event)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            item.entry.id, standings[item.entry.id]?.requests.last?.id, item.answer.state.rawValue,
            item.answer.message, item.answer.replacedBy, file.description, event,
          ])
      }
      return outcome
    }
  }

  /// Makes the requests of a release that could not be made before, or were refused.
  package func completePayloads(ofRelease number: Int, act: Act) throws -> [Finding] {
    try step(act) { database in
      let entries = try database.entryIndex(at: act.time)
      return try database.writePayloads(
        ofRelease: number, at: act.time, entry: { entries[$0] }
      ) {
        try database.append(NewEvent(facts: ["release": "\(number)"]), act)
      }
    }
  }
}

extension Database {
  /// Makes a request for each result of a release that stands and that the DfE does not have yet.
  ///
  /// `entry` gives the entry of a number; its release is read here, since it may have been made
  /// after the entry was read. `event` gives the event that they belong to; it is asked for once, if
  /// there is any request.
  func writePayloads(
    ofRelease number: Int, at now: Instant, entry find: (Int) -> EntryRecord?,
    _ event: () throws -> Int
  ) throws -> [Finding] {
    let standings = try dfeStandings()
    let releases = try releaseRecords()
    var findings: [Finding] = []
    var known: Int?
    let rows = try Row.fetchCursor(
      self, sql: "SELECT id, entry FROM released WHERE release = ? ORDER BY entry",
      arguments: [number])
    while let row = try rows.next() {
      guard let entry = find(row["entry"]), let release = releases[entry.id],
        release.id == row["id"], release.standing == .stands
      else { continue }
      let standing = standings[entry.id] ?? DfEStanding()
      let own = standing.requests.last { $0.released == release.id }
      guard own == nil || own?.answer == .refused else { continue }
      let judged = try DfECase(entry, release, standing).payload(at: now)
      findings += judged.findings
      guard let payload = judged.value else { continue }
      let event = try known ?? event()
      known = event
      try executeRepeated(
        sql: """
          INSERT INTO dfe_payload (released, entry, kind, participant, body, event)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          release.id, entry.id, payload.kind.rawValue, payload.participant,
          String(decoding: payload.body, as: UTF8.self), event,
        ])
    }
    return findings
  }

  /// The requests of a release that are still to be posted.
  func waitingRequests(ofRelease number: Int, _ entries: EntryIndex) throws -> [DfELine] {
    let released = Set(
      try Int.fetchAll(
        self, sql: "SELECT id FROM released WHERE release = ?", arguments: [number]))
    return try dfeStandings().sorted { $0.key < $1.key }.compactMap { id, standing in
      guard let request = standing.waiting, released.contains(request.released),
        let entry = entries[id]
      else { return nil }
      return DfELine(
        participant: entry.person, qualification: entry.qualification, attempt: entry.attempt,
        payload: request.payload)
    }
  }
}

extension DfECase {
  fileprivate init(_ entry: EntryRecord, _ release: ReleaseRecord, _ standing: DfEStanding) {
    self.init(
      subject: "\(entry.person) \(entry.qualification.code)", qualification: entry.qualification,
      met: release.outcome == .passed, released: release.released)
    participant = standing.replacedBy ?? entry.details["dfe_id"]
    cohort = entry.cohort
    schedule = entry.column("schedule")
    partner = entry.column("delivery_partner_id")
    secondaryPartner = entry.column("secondary_delivery_partner_id")
    isOverseas = ["yes", "y", "true", "x"].contains(entry.column("overseas")?.lowercased())
    declared = standing.waiting == nil ? standing.declared : .unknown
  }
}

extension EntryRecord {
  /// A column of the roster that npq does not know, by its title in small letters.
  fileprivate func column(_ name: String) -> String? {
    details.first { title, _ in
      title.lowercased().split { " -.".contains($0) }.joined(separator: "_") == name
    }?.value
  }
}
