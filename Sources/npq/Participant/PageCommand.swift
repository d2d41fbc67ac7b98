import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation

/// `npq page`: the pages that people use who can install nothing.
struct PageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "page", abstract: "Write a page for people who can install nothing.",
    subcommands: [
      Marking.self,
      Submit.self,
    ])

  /// `npq page marking`: the marking page without a pack.
  struct Marking: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "marking", abstract: "Write the marking page without a pack in it.",
      discussion: """
        Put it on any https address. It opens a marking pack that is chosen from the device, which \
        then never leaves it; an iPad shows a pack itself without running it, and needs this.

          npq page marking -o marking.html
        """)

    @OptionGroup var file: PageOutput

    func run() throws { try file.finish(markingPage(title: "Marking")) }
  }

  /// `npq page submit`: the participant's page.
  struct Submit: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "submit", abstract: "Write the page on which participants check a response.",
      discussion: """
        Put it on your platform, or on any https address. A participant chooses a document and is \
        told what npq check would tell: the words, what gives them away, what would be refused. \
        Then they hand in the document as usual, or, with --hand-in package, save the package that \
        npq package would make. Nothing leaves their computer.

          npq page submit --assessment Samples/series/assessments/specialist.yaml -o submit.html
        """)

    @Option(help: "The assessment file.") var assessment: String
    @Option(help: "What is handed in at the end: the document itself on a platform, or a package.")
    var handIn: SubmissionRoad = .document
    @OptionGroup var file: PageOutput

    func run() throws {
      let read = readFile(assessment) { readAssessment($0, name: $1) }
      guard let assessment = read.value else {
        return try file.answer.finish(
          "page", read.fileVerdict, read.findings, payload: NoPayload(), text: "")
      }
      try file.finish(submitPage(assessment, handIn: handIn), read.findings)
    }
  }
}

extension SubmissionRoad: ExpressibleByArgument {}

/// Where a page is written to.
struct PageOutput: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("The page's file.", valueName: "file"))
  var output: String
  @Flag(help: "Replace a file that is there.") var force = false
  @OptionGroup var answer: OutputOptions

  /// Writes the page and says where it lies.
  func finish(_ page: String, _ findings: [Finding] = []) throws {
    try writeWhole(Array(page.utf8), to: output, replacing: force, mode: 0o644)
    try answer.finish(
      "page", .done, findings, payload: Payload(file: output),
      text: "the page lies in \(output.escaped)")
  }

  struct Payload: Encodable { let file: String }
}
