import Assessment
import Findings
import GRDB

/// A series that takes entries over.
struct CarryTaking {
  enum Place {
    /// Into which assessment.
    case new(String)
    case there
    case refused(Finding)
  }

  let people: PersonIndex
  let series: String
  let into: String
  let secret: [UInt8]
  let assessments: [(id: String, qualifications: [Qualification])]
  /// Entries by person and qualification.
  private var entries: [String: [(attempt: Int, from: String?)]] = [:]
  private var taken: Set<ScriptCode>
  private var known: Set<String>

  init(
    _ database: Database, people: PersonIndex, series: String, into: String, secret: [UInt8]
  ) throws {
    self.people = people
    self.series = series
    self.into = into
    self.secret = secret
    assessments = try database.assessments().map {
      ($0.assessment.id.text, $0.assessment.qualifications)
    }
    taken = Set(
      try String.fetchAll(database, sql: "SELECT script FROM entry").compactMap { ScriptCode($0) })
    known = Set(try String.fetchAll(database, sql: "SELECT id FROM person"))
    let sql = """
      SELECT entry.person, entry.qualification, entry.attempt, carried.series FROM entry
      LEFT JOIN carried ON carried.entry = entry.id
      """
    for row in try Row.fetchAll(database, sql: sql) {
      let key = "\(row["person"] as String)\n\(row["qualification"] as String)"
      entries[key, default: []].append((row["attempt"], row["series"]))
    }
  }

  /// Where an entry comes to stand, or why it cannot.
  func place(_ line: CarryLine, attempt: Int) throws -> Place {
    let entry = line.entry
    let subject = "\(entry.person) \(entry.qualification.code)"
    func refuse(_ code: String, _ message: String, _ remedy: String) -> Place {
      .refused(Finding(code, .held, subject, message, remedy: remedy))
    }
    if let other = entry.carriedInto, other != into {
      return refuse(
        "carried-elsewhere", "was carried into the series \(other)",
        "if that was a mistake, undo it in both series first")
    }
    if let there = entries["\(entry.person)\n\(entry.qualification.code)"] {
      if there.contains(where: { $0.from == series && $0.attempt == attempt }) { return .there }
      let attempts = there.map { "\($0.attempt)" }.joined(separator: ", ")
      return refuse(
        "entered-already", "has an entry in \(into) already, as attempt \(attempts)",
        "leave it there, or undo that entry and carry again: here it would be attempt \(attempt)")
    }
    if let other = namesake(of: entry) {
      return refuse(
        "entered-under-other-id", "seems to be \(other) of the roster of \(into)",
        "give the person one id in both rosters, and carry again")
    }
    let fitting = assessments.filter { $0.qualifications.contains(entry.qualification) }
    guard fitting.count == 1 else {
      return refuse(
        "no-assessment-for",
        fitting.isEmpty
          ? "is in no assessment of \(into)" : "may be in any of \(fitting.count) assessments",
        "let just one assessment of \(into) take \(entry.qualification.code)")
    }
    return .new(fitting[0].id)
  }

  /// Somebody else in the roster who has one of the person's own numbers or addresses.
  private func namesake(of entry: EntryRecord) -> String? {
    for column in ["dfe_id", "trn", "email"] {
      guard let text = entry.details[column] else { continue }
      if case .one(let id) = people.find(text), id.text != entry.person { return id.text }
    }
    return nil
  }

  /// Adds an entry with what goes with it.
  ///
  /// - Returns: How many exceptions went with it.
  mutating func add(
    _ line: CarryLine, _ kind: CarryWay.Kind, attempt: Int, to assessment: String,
    in database: Database, _ act: Act
  ) throws -> Int {
    let entry = line.entry
    let row = RosterEntry(
      person: entry.person, details: entry.details, assessment: assessment,
      qualification: entry.qualification, attempt: attempt, cohort: entry.cohort)
    let event = try database.append(
      NewEvent(facts: ["from": series, "kind": kind.rawValue, "attempt": "\(attempt)"]), act)
    if known.insert(entry.person).inserted { try database.save(row) }
    try database.insert(row, secret: secret, taken: &taken, event: event)
    let id = Int(database.lastInsertedRowID)
    entries["\(entry.person)\n\(entry.qualification.code)", default: []].append((attempt, series))
    try database.executeRepeated(
      sql: "INSERT INTO carried (entry, kind, series, declared, event) VALUES (?, ?, ?, ?, ?)",
      arguments: [id, kind.rawValue, series, line.declared, event])
    try database.keepAttempts(
      before: attempt, of: entry, from: series, in: id, event: event)
    for marker in line.markers {
      try database.executeRepeated(
        sql: """
          INSERT OR IGNORE INTO earlier_marker (entry, assessor, email, reason, event)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [id, marker.assessor, marker.email, "marked in \(series)", event])
    }
    let wanted = line.exceptions.filter { kind == .held || $0.exception.kind == .adjustment }
    for item in wanted {
      try database.insert(
        NewException(
          entry: id, exception: item.exception, category: item.category,
          authoriser: item.authoriser, reason: "from the series \(series)"), act)
    }
    return wanted.count
  }
}
