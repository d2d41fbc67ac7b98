import Assessment
import Findings

/// The assessors from whom live scripts are held back, and why.
package struct HeldAssessors: Sendable {
  private var reasons: [String: String] = [:]

  package init(_ standards: [AssessorStandard]) {
    for standard in standards {
      guard let held = standard.held else { continue }
      let key = Self.key(
        standard.assessor.id, standard.assessment, standard.qualification)
      reasons[key] = held
    }
  }

  private static func key(
    _ assessor: String, _ assessment: String, _ qualification: Qualification
  ) -> String { "\(assessor)/\(assessment)/\(qualification.code)" }

  /// What may go out to an assessor, and a finding for each qualification that may not.
  ///
  /// Standardisation itself waits for nothing, nor do rounds in which seniors look at the marks of
  /// others.
  func open(
    _ scripts: [PackScript], of assessor: AssessorRecord, for round: MarkingRound,
    _ findings: inout [Finding]
  ) -> [PackScript] {
    guard [.marking, .second, .third].contains(round) else { return scripts }
    var held: [String: [PackScript]] = [:]
    var open: [PackScript] = []
    for script in scripts {
      let key = Self.key(assessor.id, script.assessment, script.qualification)
      if reasons[key] == nil {
        open.append(script)
      } else {
        held[key, default: []].append(script)
      }
    }
    for (key, scripts) in held.sorted(by: { $0.key < $1.key }) {
      let count = scripts.count == 1 ? "1 script" : "\(scripts.count) scripts"
      findings.append(
        Finding(
          "assessor-held", .held, assessor.id,
          "\(count) of \(scripts[0].qualification.code) stay here: \(reasons[key] ?? "")",
          remedy: "npq moderate standardise shows how everybody stands; a lead may let somebody "
            + "mark with npq moderate standardise approve"))
    }
    return open
  }
}
