import Assessment
import Findings
import Foundation
import Ledger

/// What a command would do, as a file that a person can read, and what that rests on.
struct PlanFile: Codable {
  struct Input: Codable, Equatable {
    let path: String
    let sha256: Digest
  }

  let npq: Int
  /// The format of a plan.
  let plan: Int
  let series: String
  let command: String
  /// The words of the command, less those that say where and when.
  let arguments: [String]
  let planned: Instant
  let actor: String
  /// The head of the record on which it rests.
  let head: String
  let inputs: [Input]
  let draw: UInt64?
  let verdict: Verdict
  let findings: [Finding]
  /// What the command would say.
  let text: [String]
  let counts: [ChangeCount]
  let changes: [PlannedChange]

  init(
    of step: PlannedStep, _ act: Act, head: String, inputs: [String], in series: String
  ) throws {
    npq = 1
    plan = 1
    self.series = series
    command = act.command
    arguments = Self.arguments
    planned = act.time
    actor = act.actor
    self.head = head
    self.inputs = try inputs.map(Self.input)
    draw = step.drawn
    verdict = step.verdict
    findings = step.findings
    text = step.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    counts = step.counts
    changes = step.changes.map { $0.asked(at: act.time) }
  }

  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }

  /// What it would change, in a few lines.
  func summary(_ path: String) -> String {
    var lines = ["nothing was changed; the plan is in \(path.escaped)"]
    for (kind, word) in [("added", "add"), ("changed", "change"), ("removed", "take out")] {
      let rows = counts.filter { $0.kind == kind }.map(\.words)
      if !rows.isEmpty { lines.append("  would \(word): \(rows.joined(separator: ", "))") }
    }
    if counts.isEmpty { lines.append("  it would change nothing") }
    return lines.joined(separator: "\n")
  }

  static func read(_ text: String, name: String) -> Judged<PlanFile> {
    guard let file = try? JSONDecoder().decode(PlanFile.self, from: Data(text.utf8)), file.plan == 1
    else {
      return Judged(
        nil,
        [
          Finding(
            "not-a-plan", .refused, name, "is no plan of npq",
            remedy: "write one with --plan, and give that file to --apply")
        ])
    }
    return Judged(file)
  }

  /// What has changed under the plan since it was made.
  func faults(_ act: Act, head now: String, inputs: [String]) throws -> [Finding] {
    func fault(_ code: String, _ subject: String, _ message: String) -> [Finding] {
      [Finding(code, .refused, subject, message, remedy: "make a new plan and look at it")]
    }
    guard command == act.command, arguments == Self.arguments else {
      return fault(
        "plan-other-command", command, "was planned with: \(arguments.joined(separator: " "))")
    }
    guard head == now else {
      return fault("plan-record-moved", "the record", "has moved on since the plan was made")
    }
    let changed = try zip(self.inputs, inputs).filter { try $0 != Self.input($1) }
    return changed.flatMap { input, _ in
      fault("plan-input-changed", input.path, "is not what it was when the plan was made")
    }
  }

  /// Whether the command would no longer do what the plan says, though nothing changed but the time.
  func differences(from step: PlannedStep, _ act: Act) throws -> [Finding] {
    let now = step.changes.map { $0.asked(at: act.time) }
    guard now != changes else { return [] }
    return [
      Finding(
        "plan-outcome-differs", .refused, command, "would now do something else than was planned",
        remedy: "make a new plan and look at it")
    ]
  }

  /// The words of this command, less where the series is, who acts and when, and the plan itself.
  private static var arguments: [String] {
    let apart: Set = ["--plan", "--apply", "--series", "--as", "--at", "--keys", "--format"]
    var words: [String] = []
    var skips = false
    for word in CommandLine.arguments.dropFirst() {
      if skips {
        skips = false
      } else if apart.contains(word) {
        skips = true
      } else if !apart.contains(where: { word.utf8.starts(with: "\($0)=".utf8) }) {
        words.append(word)
      }
    }
    return words
  }

  /// A file by its digest, a folder by that of the list of its files.
  private static func input(_ path: String) throws -> Input {
    let url = URL(filePath: path)
    let isFolder = try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory
    guard isFolder == true else {
      return Input(path: path, sha256: (try? Digest(ofFile: url)) ?? Digest(of: Data()))
    }
    let names = try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
    let digests = try onAllCores(names) { name in
      (try? Digest(ofFile: url.appending(path: name)))?.description ?? "-"
    }
    let list = zip(names, digests).map { "\($1)  \($0)\n" }.joined()
    return Input(path: path, sha256: Digest(of: Data(list.utf8)))
  }
}

extension PlannedChange {
  /// The change with the moment of the command itself written as `now`, and without receipts, whose
  /// numbers follow from it.
  fileprivate func asked(at time: Instant) -> PlannedChange {
    func told(_ row: [String: PlannedCell]?) -> [String: PlannedCell]? {
      guard var row, record != "receipt" else { return nil }
      let cameNow = row["received"] == .number(Int(time.seconds))
      for (column, cell) in row {
        if cell == .number(Int(time.seconds)) || (cameNow && column == "late_seconds") {
          row[column] = .text("now")
        }
      }
      row["receipt"] = nil
      return row
    }
    return PlannedChange(
      event: event, record: record, change: change, subject: record == "receipt" ? "" : subject,
      before: told(before), after: told(after))
  }
}
