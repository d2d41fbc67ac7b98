import Assessment
import GRDB

/// What people or rules decided of a matter, each time in a row of its own, of which the last holds.
extension JoinClashes {
  private struct Matter {
    /// The columns that tell what it is about.
    let about: [String]
    /// The columns that say what was decided.
    let told: [String]
    /// Whether a person has to look where two differ: a rule decides anew by itself.
    var isAPersons = true
    /// Whether what holds is stated again; what went out stays as it is.
    var isStated = true
  }

  private static let matters = [
    "agreement": Matter(
      about: ["entry"], told: ["rule", "outcome", "sum", "markings", "basis"], isAPersons: false),
    "resolution": Matter(about: ["entry"], told: ["kind", "marks", "basis"]),
    "feedback": Matter(about: ["entry"], told: ["drafted", "approved"]),
    "approval": Matter(about: ["assessor", "assessment", "qualification"], told: ["decision"]),
    "sample_outcome": Matter(about: ["sample"], told: ["outcome", "assessor"]),
    "departure": Matter(about: ["assessor"], told: ["act"]),
    "reopening": Matter(about: ["released"], told: ["act"]),
    "released": Matter(about: ["entry"], told: ["outcome", "total"], isStated: false),
  ]

  mutating func resolveDecisions() throws {
    for (record, matter) in Self.matters.sorted(by: { $0.key < $1.key }) {
      let pairs = try pairs(of: [record]) { change, _, _ in
        change.kind == .added ? matter.about : nil
      }
      for pair in pairs { try resolve(pair, matter) }
    }
  }

  private func resolve(_ pair: ClashPair, _ matter: Matter) throws {
    let differs = matter.told.contains { pair.mine.row[$0] != pair.other.row[$0] }
    if differs && matter.isStated {
      var row = pair.held.row
      // The reason stands with the event that gave it.
      row["id"] = nil
      try own.insert(row, into: pair.record)
    }
    try note(pair, differs: differs && matter.isAPersons)
  }

  /// What holds whenever it was said: who was stopped or left stays away, what was opened again is open,
  /// and of two letters the later is the one that stands.
  static func rank(_ record: String, _ row: [String: PlannedCell], at time: Instant) -> Int {
    switch record {
    case "approval": row["decision"] == .text("stop") ? 0 : 1
    case "departure": row["act"] == .text("left") ? 0 : 1
    case "reopening": row["act"] == .text("reopened") ? 0 : 1
    case "released": -Int(time.seconds)
    default: 0
    }
  }
}
