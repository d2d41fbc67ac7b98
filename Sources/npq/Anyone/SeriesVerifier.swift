import Assessment
import Findings
import Foundation
import Ledger

/// Verifies a path that is a whole series, and puts what was found into words.
struct SeriesVerifier: Sendable {
  let evidence: SeriesEvidence
  let now: Instant
  /// Who follows how far a series is.
  let watch: Watch

  /// The answers about a series, for machines.
  struct Answer: Encodable, Sendable {
    struct Line: Encodable, Sendable {
      let question: SeriesQuestion
      let verdict: Verdict
      let told: String
    }

    let name, head: String
    let questions: [Line]

    /// A line for each question.
    var facts: [String] {
      let lines = questions.map { line in
        let answer = line.verdict == .accepted ? "yes" : line.verdict == .held ? "look" : "NO"
        return "\(line.question.words.padded(to: 24))\(answer.padded(to: 6))\(line.told)"
      }
      return lines + ["record: \(head)"]
    }
  }

  /// What a series was found to be; nil where the path is none.
  func verify(_ path: String) throws -> (answer: Answer, findings: [Finding])? {
    let folder = URL(filePath: path, directoryHint: .isDirectory)
    let file = folder.appending(path: Ledger.fileName).path
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    let found = try verifySeries(in: folder, with: evidence, at: now, watch: watch)
    let lines = found.answers.map {
      Answer.Line(question: $0.question, verdict: $0.verdict, told: $0.told)
    }
    return (Answer(name: found.name, head: found.head, questions: lines), found.findings)
  }
}

extension SeriesVerifier {
  /// What a folder of `npq publish` was found to be; nil where the path is none.
  func release(
    _ path: String, of series: String?
  ) throws -> (told: String, findings: [Finding])? {
    let folder = URL(filePath: path, directoryHint: .isDirectory)
    guard let release = ReleaseFolder(at: folder) else { return nil }
    guard let series, Ledger.isHere(URL(filePath: series)) else {
      let finding = Finding(
        "release-without-series", .held, path, "can be checked with its series alone",
        remedy: "name the series with --series")
      return (release.told, [finding])
    }
    let found = try verifyRelease(release, of: URL(filePath: series), with: evidence)
    return (release.told, found)
  }
}

extension SeriesQuestion {
  fileprivate var words: String {
    switch self {
    case .complete: "complete?"
    case .unaltered: "unaltered?"
    case .consistent: "consistent?"
    case .windows: "within the windows?"
    case .marked: "under the scheme?"
    case .decided: "decided by the rule?"
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
