import ArgumentParser
import Findings
import Foundation

/// How a command answers on stdout.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// The options of every command.
struct OutputOptions: ParsableArguments {
  @Option(help: "Answer as text or as one JSON object.")
  var format: OutputFormat = .text
}

/// What a command has to say: a verdict, findings, and a payload for machines.
struct Answer<Payload: Encodable>: Encodable {
  let command: String
  let verdict: Verdict
  let findings: [Finding]
  let payload: Payload

  enum CodingKeys: String, CodingKey {
    case npq, command, verdict, findings
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(1, forKey: .npq)
    try container.encode(command, forKey: .command)
    try container.encode(verdict, forKey: .verdict)
    try container.encode(findings, forKey: .findings)
    try payload.encode(to: encoder)
  }
}

/// A payload with nothing in it.
struct NoPayload: Encodable {}

extension OutputOptions {
  /// Prints the answer and ends the command with the exit code of its verdict.
  ///
  /// Text goes to stdout as given; the findings go to stderr, since they are not the answer.
  func finish(
    _ command: String, _ verdict: Verdict, _ findings: [Finding], payload: some Encodable,
    text: String
  ) throws {
    switch format {
    case .text:
      Terminal.write(text)
      for finding in findings { Terminal.note(finding) }
    case .json:
      let answer = Answer(
        command: command, verdict: verdict, findings: findings, payload: payload)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      Terminal.write(String(decoding: try encoder.encode(answer), as: UTF8.self))
    }
    if verdict.exitCode != 0 { throw ExitCode(verdict.exitCode) }
  }
}

/// The two streams that people and scripts read.
enum Terminal {
  /// Writes an answer to stdout, ending with one new line.
  static func write(_ text: String) {
    guard !text.isEmpty else { return }
    let line = text.hasSuffix("\n") ? text : text + "\n"
    FileHandle.standardOutput.write(Data(line.utf8))
  }

  /// Writes a note to stderr.
  static func note(_ text: String) {
    FileHandle.standardError.write(Data("npq: \(text)\n".utf8))
  }

  /// Writes a finding to stderr: what happened to what, then what to do.
  static func note(_ finding: Finding) {
    let subject = finding.subject.isEmpty ? "" : finding.subject.escaped + ": "
    note("\(finding.severity.rawValue): \(subject)\(finding.message.escaped) [\(finding.code)]")
    if !finding.remedy.isEmpty { note("  → \(finding.remedy.escaped)") }
  }
}
