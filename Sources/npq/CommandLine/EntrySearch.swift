import Assessment
import Findings
import Ledger

/// Finds an entry by whatever identifier somebody gives.
struct EntrySearch {
  private let entries: [EntryRecord]
  /// Where they stand in the list, by person and by script.
  private let places: [String: [Int]]
  private let scripts: [String: Int]
  private let people: PersonIndex
  /// The names that are near to one that nobody has.
  private let names: PlatformRoster?

  /// For many: reads every entry once.
  init(ledger: Ledger, at now: Instant) throws {
    self.init(
      try ledger.entries(at: now), people: try ledger.personIndex(),
      names: try ledger.platformRoster())
  }

  /// For one: reads the entries of the one person who is meant.
  init(for text: String, ledger: Ledger, at now: Instant) throws {
    let people = try ledger.personIndex()
    var person = try ScriptCode(text).flatMap { try ledger.person(ofScript: $0) }
    var isNobody = false
    if person == nil {
      switch people.find(text) {
      case .one(let id): person = id.text
      case .none: isNobody = true
      case .several: break
      }
    }
    self.init(
      try person.map { try ledger.entries(at: now, of: $0) } ?? [], people: people,
      names: isNobody ? try ledger.platformRoster() : nil)
  }

  private init(_ entries: [EntryRecord], people: PersonIndex, names: PlatformRoster?) {
    self.entries = entries
    self.people = people
    self.names = names
    places = Dictionary(grouping: entries.indices) { entries[$0].person }
    scripts = Dictionary(
      entries.indices.map { (entries[$0].script, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Every entry of the person or script that is meant.
  func all(_ text: String) -> Judged<[EntryRecord]> {
    if let code = ScriptCode(text), let place = scripts[code.text] {
      return Judged([entries[place]])
    }
    switch people.find(text) {
    case .one(let id):
      return Judged((places[id.text] ?? []).map { entries[$0] })
    case .none:
      let near = names?.near(text).map(\.id.text).joined(separator: ", ") ?? ""
      let remedy =
        near.isEmpty
        ? "try the own id, DfE id, TRN, e-mail, platform id or login, or the full name"
        : "who has a name like that: \(near); give the id of the one meant"
      return Judged(
        nil,
        [Finding("unknown-person", .refused, text, "is nobody in the roster", remedy: remedy)])
    case .several(let ids):
      let list = ids.map(\.text).joined(separator: ", ")
      let finding = Finding(
        "ambiguous-person", .refused, text, "may be any of \(list)",
        remedy: "give the id of the one meant")
      return Judged(nil, [finding])
    }
  }

  /// The one entry that is meant; `assessment` tells several of one person apart.
  func entry(_ text: String, assessment: String?) -> Judged<EntryRecord> {
    let found = all(text)
    guard let all = found.value else { return Judged(nil, found.findings) }
    let wanted = all.filter { entry in
      guard let assessment else { return true }
      return entry.assessment == assessment
        || Qualification(named: assessment) == entry.qualification
    }
    if wanted.count == 1 { return Judged(wanted[0]) }
    let list = all.map { "\($0.qualification.code) in \($0.assessment)" }.joined(separator: ", ")
    let finding = Finding(
      "several-entries", .refused, text, "has \(all.count) entries: \(list)",
      remedy: "say which with --assessment")
    return Judged(nil, [finding])
  }
}
