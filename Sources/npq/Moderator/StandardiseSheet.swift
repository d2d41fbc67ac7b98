import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq moderate standardise sheet`: the workbook in which leads write definitive marks.
struct StandardiseSheet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheet", abstract: "Write the workbook in which leads name definitive marks.",
    discussion: """
      A row for each criterion of each script: what it is used for, the mark, and why, which \
      assessors are shown. What is recorded stands in it; without a script it holds all of that. \
      'npq import definitive-marks' takes it back, or any table with the columns script, use, \
      criterion, mark or level, and why.

        npq moderate standardise sheet -o leads.xlsx S227RGP3BK --use seed
      """)

  @Argument(help: "The scripts.") var scripts: [String] = []
  @Option(name: .shortAndLong, help: ArgumentHelp("The workbook.", valueName: "file"))
  var output: String
  @Option(help: "What they are used for: practice, qualification, second-qualification or seed.")
  var use: DefinitiveScript.Use?
  @OptionGroup var series: SeriesOptions
  @OptionGroup var answer: OutputOptions

  func run() throws {
    let ledger = try series.openToRead()
    let rubrics = try ledger.rubricsByScript()
    let recorded = try ledger.definitives().map(\.script)
    var codes: [ScriptCode] = []
    var findings: [Finding] = []
    for text in scripts {
      if let code = ScriptCode(text), rubrics[code] != nil {
        codes.append(code)
      } else {
        findings.append(
          Finding(
            "definitive-script", .refused, text, "is no script of the series",
            remedy: "copy the code from npq status --csv --by-script"))
      }
    }
    guard findings.isEmpty else {
      return try answer.refuse("moderate standardise", findings)
    }
    let all = Set(codes.isEmpty ? recorded.map(\.script) : codes).sorted()
    guard !all.isEmpty else {
      throw ValidationError("name the scripts: no script has definitive marks yet")
    }
    let bytes = try writeDefinitiveSheet(all, rubrics: rubrics, recorded: recorded, use: use)
    try writeWhole(bytes, to: output, replacing: false)
    try answer.finish(
      "moderate standardise", .done, [], payload: Payload(scripts: all.map(\.text)),
      text: "\(all.count) script\(all.count == 1 ? "" : "s") in \(output.escaped)\n"
        + "then: npq import definitive-marks \(output.escaped)")
  }

  struct Payload: Encodable {
    let scripts: [String]
  }
}

extension DefinitiveScript.Use: ExpressibleByArgument {}
