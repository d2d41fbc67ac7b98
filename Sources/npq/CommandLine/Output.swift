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
  /// Text goes to stdout as given; the findings go to stderr, since they are not the answer. Where
  /// stdout holds data that a command made, the answer goes to stderr too.
  func finish(
    _ command: String, _ verdict: Verdict, _ findings: [Finding], payload: some Encodable,
    text: String, besideData: Bool = false
  ) throws {
    let place = besideData ? FileHandle.standardError : .standardOutput
    switch format {
    case .text:
      Terminal.write(text, to: place)
      Terminal.note(findings)
    case .json:
      let answer = Answer(
        command: command, verdict: verdict, findings: findings, payload: payload)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      Terminal.write(String(decoding: try encoder.encode(answer), as: UTF8.self), to: place)
    }
    if verdict.exitCode != 0 { throw ExitCode(verdict.exitCode) }
  }

  /// Prints why nothing was done, and ends the command.
  func refuse(_ command: String, _ findings: [Finding], _ text: String = "") throws {
    try finish(command, .refused, findings, payload: NoPayload(), text: text)
  }
}

/// The two streams that people and scripts read.
enum Terminal {
  /// Writes an answer to stdout, ending with one new line.
  static func write(_ text: String, to place: FileHandle = .standardOutput) {
    guard !text.isEmpty else { return }
    let line = text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
    place.write(Data(line.utf8))
  }

  /// Copies a file to stdout, a block at a time.
  static func copy(file path: String) throws {
    let file = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? file.close() }
    while let block = try file.read(upToCount: 1 << 20), !block.isEmpty {
      try FileHandle.standardOutput.write(contentsOf: block)
    }
  }

  /// Writes a note to stderr.
  static func note(_ text: String) {
    FileHandle.standardError.write(Data("npq: \(text)\n".utf8))
  }

  /// Writes findings to stderr: what happened to what, then what to do.
  ///
  /// Of each kind at most five are spelled out, since a list of a thousand equal lines hides the
  /// others; JSON holds them all.
  static func note(_ findings: [Finding]) {
    var counts: [String: Int] = [:]
    for (index, finding) in findings.enumerated() {
      counts[finding.code, default: 0] += 1
      guard counts[finding.code, default: 0] <= most else { continue }
      let subject = finding.subject.isEmpty ? "" : finding.subject.escaped + ": "
      let word = finding.code == "failed" ? "failed" : finding.severity.rawValue
      note("\(word): \(subject)\(finding.message.escaped) [\(finding.code)]")
      let next = index + 1 < findings.count ? findings[index + 1] : nil
      let isLast = next?.code != finding.code || counts[finding.code] == most
      if !finding.remedy.isEmpty, isLast || next?.remedy != finding.remedy {
        note("  → \(finding.remedy.escaped)")
      }
    }
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) where count > most {
      note("and \(count - most) more [\(code)]: --format json lists them all")
    }
  }

  private static let most = 5
}
