/// A class of scripts for a second marking.
package enum SecondScripts: Sendable, Hashable {
  /// What the assessments ask for, and has no second marking yet.
  case due
  /// Whatever does not pass by its only marking.
  case fails
  /// Whatever lies in the borderline band by its only marking.
  case borderlines
  /// Whatever has one marking.
  case all
  /// What one assessor marked alone; or, where all of it is marked again, every result that rests
  /// on a marking of theirs.
  case of(Identifier, whollyAgain: Bool)
}

/// The scripts of a class, in the order of their codes: those with complete markings that are not
/// with another assessor already.
package func secondScripts(of rows: [ResultRow], in kind: SecondScripts) -> [ScriptCode] {
  rows.filter { row in
    let basis = row.decision.basis
    guard let first = basis.first, row.decision.rule != .anotherMarking else { return false }
    let isSingle = basis.count == 1 && row.entry.places.count <= 1
    let rubric = row.entry.scheme.rubric
    return switch kind {
    case .due: row.decision.rule == .secondReading
    case .fails: isSingle && !first.passes
    case .borderlines: isSingle && rubric.isBorderline(first.total)
    case .all: isSingle
    case .of(let assessor, let whollyAgain):
      (isSingle || whollyAgain) && basis.contains { $0.assessor == assessor }
    }
  }.compactMap(\.entry.script).sorted()
}
