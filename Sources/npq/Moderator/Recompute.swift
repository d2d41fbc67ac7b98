import Assessment
import Findings
import Foundation
import Ledger

/// Decides again from the files that came back, and compares: the clerical check.
struct Recompute {
  let ledger: Ledger
  let now: Instant

  struct Answer: Encodable {
    let returns, missing, marks, results, agreements, differences: Int

    var text: String {
      var lines = [
        "\(marks) marks read again from \(returns - missing) of \(returns) returns, "
          + "\(results) results decided again",
        "\(agreements) recorded decisions compared",
      ]
      lines.append(
        differences == 0
          ? "no difference" : "\(differences) difference\(differences == 1 ? "" : "s")")
      return lines.joined(separator: "\n")
    }
  }

  func run() throws -> Judged<Answer> {
    let recorded = try ledger.markFacts()
    let returns = try ledger.collectedReturns()
    let intake = try SheetIntake(ledger)
    var facts = recorded.filter(\.isOfOffice)
    var findings: [Finding] = []
    var missing = 0
    for item in returns {
      guard let sheet = try read(item, intake, &findings) else {
        missing += 1
        // What cannot be read again is taken from the record, and said.
        facts += recorded.filter {
          $0.source.file == item.name && $0.source.received == item.received
        }
        continue
      }
      let source = MarkFact.Source(file: item.name, received: item.received)
      facts += sheet.rows.flatMap { $0.facts(from: source) }
    }
    let stands = try ledger.results(at: now)
    let again = try ledger.results(at: now, from: facts)
    let differing = differences(recorded: stands, again: again)
    let agreed = try agreements(again)
    let answer = Answer(
      returns: returns.count, missing: missing,
      marks: again.flatMap(\.entry.markings).map(\.marks.count).reduce(0, +),
      results: again.count, agreements: agreed.compared,
      differences: differing.count + agreed.findings.count)
    return Judged(answer, findings + differing + agreed.findings)
  }

  private func read(
    _ item: CollectedReturn, _ intake: SheetIntake, _ findings: inout [Finding]
  ) throws -> ReturnedSheet? {
    guard let file = item.file else {
      findings.append(
        Finding(
          "return-not-kept", .warning, item.name,
          "is not in returns/: its marks were taken from the record",
          remedy: "collect it again, if you still have it"))
      return nil
    }
    let sheets = try intake.read(file, as: item.name).compactMap(\.value)
    guard let sheet = sheets.first(where: { $0.digest == item.digest }) else {
      findings.append(
        Finding(
          "return-changed", .refused, item.name, "is not what was collected",
          remedy: "put the file back from a backup: its digest is \(item.digest)"))
      return nil
    }
    return sheet
  }

  /// Compares decisions that were recorded with those of now.
  private func agreements(
    _ rows: [ResultRow]
  ) throws -> (compared: Int, findings: [Finding]) {
    let recorded = try ledger.agreements()
    var findings: [Finding] = []
    for row in rows {
      guard let script = row.entry.script?.text, let past = recorded[script],
        past.outcome != row.decision.outcome.rawValue || past.total != row.decision.total
          || past.rule != row.decision.rule.rawValue
      else { continue }
      let total = past.total.map { " with \($0)" } ?? ""
      findings.append(
        Finding(
          "agreement-differs", .warning, script,
          "was recorded as \(past.outcome)\(total) (\(past.rule)), and is "
            + "\(row.decision.words) now",
          remedy: "npq moderate agree records what holds now"))
    }
    return (recorded.count, findings)
  }
}
