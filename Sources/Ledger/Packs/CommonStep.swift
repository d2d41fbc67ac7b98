import Assessment
import GRDB

/// A script that many mark, given to one of them.
private struct CommonScript {
  let entry: Int
  let script: ScriptCode
  let assessor: String
  let round: MarkingRound
}

extension Ledger {
  /// Gives out what is due of the scripts that many mark, before packs are made: practice and
  /// qualification scripts, and seeds for those who get live scripts.
  func giveCommon(
    for round: MarkingRound?, by standards: [AssessorStandard], act: Act
  ) throws {
    guard !standards.isEmpty else { return }
    try step(act) { database in
      let work = try CommonWork(database, at: act.time)
      var due: [CommonScript] = []
      for standard in standards {
        if round == nil || round == .standardisation { due += work.beforehand(standard) }
        if round == nil || round == .marking { due += work.seeds(standard) }
      }
      guard !due.isEmpty else { return }
      var facts: [String: String] = [:]
      for (assessor, scripts) in Dictionary(grouping: due, by: \.assessor) {
        // No identifier of an assessor holds a colon.
        facts["to:\(assessor)"] = scripts.map(\.script.text).sorted().joined(separator: " ")
      }
      let event = try database.append(NewEvent(facts: facts), act)
      for one in due {
        try database.executeRepeated(
          sql: "INSERT INTO common_script (entry, assessor, round, event) VALUES (?, ?, ?, ?)",
          arguments: [one.entry, one.assessor, one.round.rawValue, event])
      }
    }
  }
}

/// Who has what, as far as scripts that many mark need it.
private struct CommonWork {
  private let definitives: [DefinitiveEntry]
  private let bars: CommonBars
  private let given: [String: [Int: String]]
  private let gone: Set<String>
  /// By assessor, assessment and qualification: entries to mark, and whether a pack holds them.
  private var live: [String: [(entry: Int, isPacked: Bool)]] = [:]

  init(_ database: Database, at now: Instant) throws {
    definitives = try database.definitives()
    bars = try database.commonBars(definitives, at: now)
    given = try database.commonScripts()
    gone = try database.gone()
    let open = Set(try database.entries(at: now).filter(\.isToBeMarked).map(\.id))
    let sql = """
      SELECT allocation.entry, allocation.assessor, entry.assessment, entry.qualification, EXISTS (
        SELECT 1 FROM pack_script JOIN pack ON pack.id = pack_script.pack
        WHERE pack_script.entry = allocation.entry AND pack.assessor = allocation.assessor
        ) AS packed
      FROM allocation JOIN entry ON entry.id = allocation.entry WHERE allocation.round = 'marking'
      """
    for row in try Row.fetchAll(database, sql: sql) where open.contains(row["entry"]) {
      let assessor: String = row["assessor"]
      let assessment: String = row["assessment"]
      let qualification: String = row["qualification"]
      live["\(assessor)/\(assessment)/\(qualification)", default: []]
        .append((row["entry"], row["packed"]))
    }
  }

  /// Practice and first set, and the second set for whoever needs it.
  func beforehand(_ standard: AssessorStandard) -> [CommonScript] {
    let uses: Set<DefinitiveScript.Use> =
      standard.standing.state == .secondSet
      ? [.practice, .first, .second] : [.practice, .first]
    guard standard.standing.state != .stopped, !gone.contains(standard.assessor.id) else {
      return []
    }
    return open(standard) { uses.contains($0) }.map { one in
      CommonScript(
        entry: one.entry, script: one.script.script, assessor: standard.assessor.id,
        round: .standardisation)
    }
  }

  /// As many seeds as the live scripts of the assessor ask for, once some of these go out.
  func seeds(_ standard: AssessorStandard) -> [CommonScript] {
    let assessor = standard.assessor.id
    let mine = live["\(assessor)/\(standard.assessment)/\(standard.qualification.code)"] ?? []
    guard standard.held == nil, mine.contains(where: { !$0.isPacked }) else { return [] }
    let own = Set(mine.map(\.entry))
    let seeds = definitives.filter {
      $0.script.use == .seed && $0.assessment == standard.assessment
        && $0.qualification == standard.qualification
    }
    let entries = Dictionary(uniqueKeysWithValues: seeds.map { ($0.script.script, $0.entry) })
    let had = seeds.count { given[assessor]?[$0.entry] != nil || own.contains($0.entry) }
    let chosen = chooseSeeds(
      seeds.map(\.script.script), live: mine.count, had: had, policy: standard.policy.seeds
    ) { code in
      guard let entry = entries[code] else { return false }
      return given[assessor]?[entry] == nil && !own.contains(entry)
        && !bars.isBarred(entry, assessor)
    }
    return chosen.compactMap { code in
      entries[code].map {
        CommonScript(entry: $0, script: code, assessor: assessor, round: .marking)
      }
    }
  }

  private func open(
    _ standard: AssessorStandard, _ isUsed: (DefinitiveScript.Use) -> Bool
  ) -> [DefinitiveEntry] {
    definitives.filter { one in
      isUsed(one.script.use) && one.assessment == standard.assessment
        && one.qualification == standard.qualification
        && given[standard.assessor.id]?[one.entry] == nil
        && !bars.isBarred(one.entry, standard.assessor.id)
    }
  }
}
