import Assessment
import Foundation
import Ledger
import Sealing

/// What `npq init` answers.
struct InitAnswer: Encodable {
  let series, name, keys, signingKey, office: String

  init(series: String, name: String, _ made: KeyFolder) throws {
    self.series = series
    self.name = name
    keys = made.path
    signingKey = try made.verificationKey().fingerprint
    office = try made.officeRecipient().description
  }

  /// What was made, where the keys are, and what comes next.
  static func text(
    _ url: URL, _ name: String, _ read: [AssessmentInForce], _ keys: KeyFolder
  ) throws -> String {
    var lines = ["series \(name) made in \(url.path)"]
    for item in read {
      let codes = item.assessment.qualifications.map(\.code).joined(separator: ", ")
      let window = item.assessment.window
      lines.append("  \(item.assessment.id): \(codes), \(window.opens) to \(window.closes)")
    }
    lines.append("keys in \(keys.path): print recovery-sheet.txt there, and do what it says")
    lines.append("  signing key \(try keys.verificationKey().fingerprint)")
    lines.append("  sealed for the office with --to \(try keys.officeRecipient())")
    lines.append("next: npq import participants FILE.csv --series \(url.path)")
    return lines.joined(separator: "\n")
  }
}
