import ArgumentParser
import Assessment
import Findings
import Foundation

/// The mark schemes in the program, or a provider's own.
struct RubricCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rubric",
    abstract: "List, show, check and convert mark schemes.",
    discussion: """
      The program carries one worked example for each qualification; a provider replaces them by \
      files of its own.

        npq rubric list
        npq rubric show NPQLT
        npq rubric check Rubrics/NPQLT.yaml
        npq rubric convert Rubrics/NPQLT.yaml --to canvas -o NPQLT.csv
      """,
    subcommands: [RubricList.self, RubricShow.self, RubricCheck.self, RubricConvert.self])
}

/// Lists the mark schemes in the program.
struct RubricList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the mark schemes in the program.",
    discussion: "Example: npq rubric list --format json")

  @OptionGroup var output: OutputOptions

  func run() throws {
    let pages = try Qualification.allCases.map { try RubricPage(Rubric.embedded($0)) }
    let lines = pages.map(\.line)
    try output.finish(
      "rubric list", .accepted, [], payload: ["rubrics": pages],
      text: lines.joined(separator: "\n"))
  }
}

/// Checks files that hold mark schemes.
struct RubricCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check mark schemes in YAML files.",
    discussion: "Example: npq rubric check Rubrics/NPQLT.yaml")

  @Argument(help: "The files.")
  var files: [String]

  @OptionGroup var output: OutputOptions

  /// One file with what it came to.
  struct Checked: Encodable {
    let path: String
    let verdict: Verdict
    let page: RubricPage?

    enum CodingKeys: String, CodingKey {
      case path, verdict
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(path, forKey: .path)
      try container.encode(verdict, forKey: .verdict)
      try page?.encode(to: encoder)
    }
  }

  func run() throws {
    var findings: [Finding] = []
    let checked = try files.map { path in
      let read = readFile(path) { readRubric($0, name: $1) }
      findings += read.findings
      return Checked(
        path: path, verdict: read.fileVerdict, page: try read.value.map { try RubricPage($0) })
    }
    let verdict = checked.map(\.verdict).reduce(Verdict.accepted) { $0.worse($1) }
    let lines = checked.map { file in
      "\(file.path.escaped): \(file.page.map { "good: \($0.line)" } ?? file.verdict.rawValue)"
    }
    try output.finish(
      "rubric check", verdict, findings, payload: ["rubrics": checked],
      text: lines.joined(separator: "\n"))
  }
}
