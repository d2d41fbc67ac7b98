import Assessment
package import Findings
import GRDB

/// What came of carrying entries into a series.
package struct CarryOutcome: Sendable {
  /// Those that were added now.
  package var added: [CarryLine] = []
  /// Those that were there from an earlier time.
  package var unchanged: [CarryLine] = []
  /// Those that could not be added; each has a finding.
  package var refused: [CarryLine] = []
  package var findings: [Finding] = []
  /// How many adjustments and open cases went with them.
  package var exceptions = 0
}

extension Ledger {
  /// Takes entries over from a series that ends, one event each; whoever is there already stays.
  package func takeOver(
    _ lines: [CarryLine], from series: String, secret: [UInt8], act: Act
  ) throws -> CarryOutcome {
    let people = try personIndex()
    let into = try name()
    return try step(act) { database in
      var outcome = CarryOutcome()
      var taking = try CarryTaking(
        database, people: people, series: series, into: into, secret: secret)
      for line in lines {
        guard case .carried(let kind, let attempt) = line.way else { continue }
        switch try taking.place(line, attempt: attempt) {
        case .new(let assessment):
          outcome.exceptions += try taking.add(
            line, kind, attempt: attempt, to: assessment, in: database, act)
          outcome.added.append(line)
        case .there: outcome.unchanged.append(line)
        case .refused(let finding):
          outcome.refused.append(line)
          outcome.findings.append(finding)
        }
      }
      return outcome
    }
  }

  /// Notes in the series that ends that entries went into another one, one event each.
  package func noteCarried(_ lines: [CarryLine], into series: String, act: Act) throws {
    let fresh = lines.filter { $0.entry.carriedInto == nil }
    guard !fresh.isEmpty else { return }
    try step(act) { database in
      for line in fresh {
        guard case .carried(let kind, _) = line.way else { continue }
        let event = try database.append(
          NewEvent(
            subject: line.entry.script, facts: ["into": series, "kind": kind.rawValue]), act)
        try database.executeRepeated(
          sql: "INSERT INTO carried_away (entry, kind, series, event) VALUES (?, ?, ?, ?)",
          arguments: [line.entry.id, kind.rawValue, series, event])
      }
    }
  }
}
