import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation

/// Shows one mark scheme, of the program or of a file, as a page.
struct RubricShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a mark scheme as a page to read.",
    discussion: """
      With --html it is written as one web page, to be printed and signed by those who agree it.

        npq rubric show NPQSENCO
        npq rubric show Rubrics/NPQLT.yaml --html -o NPQLT.html
      """)

  @Argument(help: "The qualification, by its code or another name of it, or a file of your own.")
  var code: String
  @Flag(help: "Write a web page to print and to sign.") var html = false
  @Option(name: .customShort("o"), help: ArgumentHelp("The page's file.", valueName: "file"))
  var file: String?
  @Flag(help: "Replace a file that is there.") var force = false
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if html != (file != nil) { throw ValidationError("--html and -o FILE go together") }
  }

  func run() throws {
    let read = try schemeOfCodeOrFile(code)
    guard let rubric = read.value else {
      return try output.refuse("rubric show", read.findings)
    }
    let page = try RubricPage(rubric)
    guard let file else {
      return try output.finish(
        "rubric show", .accepted, read.findings, payload: page, text: page.text)
    }
    let bytes = Array(rubricPage(try PackRubric(rubric), isToBeSigned: true).utf8)
    try writeWhole(bytes, to: file, replacing: force, mode: 0o644)
    try output.finish(
      "rubric show", .done, read.findings, payload: page, text: "the page lies in \(file)")
  }
}

/// The mark scheme that is meant: a file's, or the program's for a qualification.
func schemeOfCodeOrFile(_ text: String) throws -> Judged<Rubric> {
  if FileManager.default.fileExists(atPath: text) {
    return readFile(text) { readRubric($0, name: $1) }
  }
  guard let qualification = Qualification(named: text) else {
    return Judged(nil, [Qualification.unknown(text, subject: "")])
  }
  return Judged(try Rubric.embedded(qualification))
}
