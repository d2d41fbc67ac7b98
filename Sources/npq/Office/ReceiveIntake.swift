import Archive
import Assessment
import Findings
import Foundation
import Ledger

/// What the paths for `receive` hold, on its way into the record.
struct ReceiveIntake {
  let ledger: Ledger
  private var lists: ReceiveLists
  private(set) var plan: ExportPlan
  private(set) var incoming: [Incoming] = []
  /// What stands against receiving any of it, and what was noticed on the way.
  private(set) var findings: [Finding] = []
  private var search: ExportSearch

  init(
    ledger: Ledger, lists: ReceiveLists, from: ExportSearch.Source?, besides: [String]
  ) throws {
    let zone = try ledger.assessments().first?.assessment.window.zone ?? "Europe/London"
    self.ledger = ledger
    self.lists = lists
    // Whom platforms know is asked for where an export is found: of a whole country it is a lot.
    plan = ExportPlan(roster: PlatformRoster([]), lists: lists, zone: zone)
    search = ExportSearch(
      from: from, zone: zone, numbers: try ledger.platformNumbers(), lists: besides)
  }

  mutating func look(through paths: [String]) throws {
    search.look(through: paths)
    findings = search.findings
    guard findings.verdict == .accepted else { return }
    if !search.exports.isEmpty || !search.answers.isEmpty || !search.platformLists.isEmpty {
      plan = ExportPlan(roster: try ledger.platformRoster(), lists: lists, zone: plan.zone)
    }
    try plan.read(
      search.exports, lists: search.platformLists.map(\.list), answers: search.answers)
    let accounted = Set(plan.exports.flatMap(\.handIns).compactMap(\.listed))
    let sought = ReceiveSearch(lists: lists, accounted: accounted).incoming(search.rest)
    incoming = sought.value ?? []
    findings += sought.findings
    // They are joined with the files now; of a whole country they are long.
    lists.rows = [:]
    plan.letGoOfLists()
    if search.exports.isEmpty, search.answers.isEmpty, !search.platformLists.isEmpty {
      findings += search.platformLists.map { item in
        Finding(
          "list-without-export", .warning, item.list.name,
          "is a list of \(item.list.platform.title), and no export of it came with it",
          remedy: "give it together with the exports that it is about")
      }
    }
  }

  /// Lets what comes in take the place of an earlier response, by the office's decision.
  mutating func apply(_ replacement: InPlaceOfOptions) throws {
    let placed = try replacement.apply(to: incoming, in: ledger)
    findings += placed.findings
    incoming = placed.value ?? []
  }

  /// Receives everything, and says what became of it.
  func receive(
    with keys: ReceivingKeys, salvaging: Bool, limits: ArchiveLimits, act: Act
  ) throws -> (payload: ReceiveAnswer, text: String, findings: [Finding]) {
    var (alone, own): ([ReceiveAnswer.Item], [Finding]) = ([], [])
    var outcomes: [ReceiveOutcome] = []
    try ledger.receive(incoming, with: keys, salvaging: salvaging, limits: limits, act: act) {
      alone.append(ReceiveAnswer.Item($0, nil))
      own += $0.findings
      // The list of everybody, which goes with exports, says more of each.
      if !plan.exports.isEmpty { outcomes.append($0) }
    }
    let exported = try ledger.receive(
      plan, lists: search.platformLists.map(\.url) + search.answerFiles, with: keys,
      salvaging: salvaging, limits: limits, act: act)
    var payload = ReceiveAnswer(alone, exported)
    let found = findings + plan.findings + exported.flatMap(\.findings)
    let each =
      own
      + exported.flatMap(\.outcomes).flatMap { outcome in
        outcome.findings.map {
          $0.about(outcome.arrival.person?.text ?? outcome.arrival.origin?.path)
        }
      }
    var counts: [String: Int] = [:]
    if !exported.isEmpty {
      let standings = try ledger.standings(at: act.time)
      counts = Dictionary(grouping: standings, by: \.state.rawValue).mapValues(\.count)
      try writeLists(standings, outcomes, exported, act, &payload)
    }
    return (
      payload, payload.text(counts: counts),
      exported.isEmpty ? found + each : (found + each).byKind
    )
  }

  private func writeLists(
    _ standings: [Standing], _ outcomes: [ReceiveOutcome], _ exported: [ExportOutcome], _ act: Act,
    _ payload: inout ReceiveAnswer
  ) throws {
    let stamp = act.time.description.filter { $0 != ":" && $0 != "-" }
    let out = ledger.folder.appending(path: "out")
    let list = out.appending(path: "received-\(stamp).csv")
    let items =
      outcomes.map { ($0, "") }
      + exported.flatMap { export in export.outcomes.map { ($0, export.name) } }
    try ReceivedList(standings: standings, items: items, findings: plan.findings).write(to: list)
    payload.list = list.path
    let match = MatchFile(plan)
    guard match.count > 0 else { return }
    let place = out.appending(path: "match-\(stamp).csv")
    try match.write(to: place)
    payload.match = place.path
  }
}

extension [Finding] {
  /// Sorted so that what is alike stands together, the gravest first; within a kind as found.
  fileprivate var byKind: [Finding] {
    Dictionary(grouping: self, by: \.code).sorted { $0.key < $1.key }.flatMap(\.value).gravestFirst
  }
}

extension Finding {
  /// The finding with whom it is about before its subject: among thousands of files many have the
  /// same name.
  fileprivate func about(_ person: String?) -> Finding {
    guard let person, subject != person else { return self }
    // A path that ends in the file's name says it all.
    let whole = person.hasSuffix(subject) ? person : "\(person): \(subject)"
    return Finding(code, severity, whole, message, remedy: remedy)
  }
}
