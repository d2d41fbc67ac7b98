import ArgumentParser
import Assessment
import Findings
import Foundation

/// Tells a participant everything about a response before it is handed in.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a response before handing it in.",
    discussion: """
      Says at once everything that would be refused or warned of: format, size, words against the \
      limit, and what in the file tells who wrote it. Time never refuses here: if you have an \
      extension, hand in. Nothing is written and nothing leaves this computer.

        npq check essay.docx --assessment Samples/series/assessments/specialist.yaml
      """)

  @Argument(help: "Your response; - for stdin.")
  var files: [String]

  @Option(help: "The assessment file of your provider.")
  var assessment: String

  @Option(help: "Look at the window at this time and not now, RFC 3339 with a zone.")
  var at: String?

  @OptionGroup(title: "What you are allowed") var allowance: AllowanceOptions

  @OptionGroup var output: OutputOptions

  func run() throws {
    let instant = try instantOfRecord(at)
    try meanStandardInputOnce(files + [assessment])
    let read = readFile(assessment) { readAssessment($0, name: $1) }
    guard let assessment = read.value?.adjusted(by: allowance.adjustment) else {
      return try output.finish(
        "check", read.fileVerdict, read.findings, payload: NoPayload(), text: "")
    }
    let check = try withResponse(files) {
      checkResponse($0, for: assessment, side: .participant)
    }
    let notice = WindowNotice(assessment.window, at: instant)
    let findings = check.findings + notice.findings
    let answer = ResponseAnswer(check, assessment)
    let verdict = findings.verdict
    let sentence =
      verdict == .refused
      ? "Please put right what is named below, and check again."
      : "Nothing in it will be the reason for a refusal."
    let lines =
      (check.files.isEmpty ? [] : answer.lines(assessment.words)) + [notice.text, sentence]
    try output.finish(
      "check", verdict, findings, payload: answer, text: lines.joined(separator: "\n"))
  }
}

/// The files of a response under the names that their owner gave them; `-` is stdin.
func withResponse<Value>(
  _ paths: [String], _ body: ([ResponseFile]) throws -> Value
) throws -> Value {
  try withInputs(paths, most: Limit.Document.bytes, areDocuments: true) { files in
    try body(
      files.map { ResponseFile(path: $0.path, name: URL(filePath: $0.name).lastPathComponent) })
  }
}

/// Reads a time that was stated on the command line.
func statedInstant(_ text: String) throws -> Instant {
  guard let instant = Instant(rfc3339: text) else {
    throw ValidationError("--at takes a time with a zone, for example 2027-03-15T22:59:59Z")
  }
  return instant
}
