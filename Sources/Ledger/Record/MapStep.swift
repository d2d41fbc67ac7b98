import GRDB

extension Ledger {
  /// Opens the whole map of script codes and people, for a stated reason, which is an event.
  package func openMap(reason: String, act: Act) throws -> [Standing] {
    let standings = try standings(at: act.time)
    try step(act) { database in
      _ = try database.append(
        NewEvent(facts: ["entries": "\(standings.count)"], texts: ["reason": reason]), act)
    }
    return standings
  }
}
