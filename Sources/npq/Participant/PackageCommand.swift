import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Sealing

/// Makes one ZIP of a response, ready to hand in.
struct PackageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "package",
    abstract: "Make one ZIP of a response, ready to hand in.",
    discussion: """
      Checks the response first, as npq check does, and writes nothing if anything is refused. The \
      same response gives the same package on every computer.

        npq package essay.docx --assessment Samples/series/assessments/specialist.yaml \\
          --participant ada@school.example --own-work -o essay.zip

      With --to nobody but the recipient can open it: the file is then essay.zip.age, an age file.
      """)

  @Argument(help: "Your response; - for stdin.")
  var files: [String]

  @Option(help: "The assessment file of your provider.")
  var assessment: String

  @Option(help: "Your identifier: the e-mail address that you use for the course will do.")
  var participant: String

  @Option(help: "Your qualification, where the assessment serves several.")
  var qualification: String?

  @Flag(help: "Confirm every own-work statement of the assessment file.")
  var ownWork = false

  @Option(help: "A time of your own to put into the package, RFC 3339 with a zone.")
  var at: String?

  @Option(name: .shortAndLong, help: "The ZIP to write; - for stdout.")
  var output: String

  @Option(
    help: "Seal the package for this recipient alone: age1…, or your provider's office.pub.",
    transform: AgeRecipient.stated)
  var to: [[AgeRecipient]] = []

  @Flag(help: "Write over a file that stands there already.")
  var force = false

  @OptionGroup(title: "What you are allowed") var allowance: AllowanceOptions

  @OptionGroup var answers: OutputOptions

  func run() throws {
    let claimed = try at.map(statedInstant)
    guard let participant = Identifier(self.participant) else {
      throw ValidationError(
        "--participant takes an identifier of letters, digits and . _ @ + -, at most 64")
    }
    try meanStandardInputOnce(files + [assessment])
    let read = readFile(assessment) { readAssessment($0, name: $1) }
    guard let assessment = read.value?.adjusted(by: allowance.adjustment) else {
      return try answers.finish(
        "package", read.fileVerdict, read.findings, payload: NoPayload(), text: "")
    }
    try withResponse(files) { files in
      let request = PackageRequest(
        files: files, participant: participant, qualification: try known(),
        ownWork: ownWork ? assessment.ownWork : Terminal.confirmed(assessment.ownWork),
        claimedTime: claimed)
      let outcome =
        output == "-"
        ? try streamed(request, assessment)
        : try written(request, assessment, to: output)
      try finish(outcome, assessment, at: try claimed ?? instantOfRecord(nil))
    }
  }

  /// Makes the package at its place, sealed where somebody is named to open it.
  private func written(
    _ request: PackageRequest, _ assessment: CaseStudyAssessment, to output: String
  ) throws -> PackageOutcome {
    to.isEmpty
      ? try makePackage(request, for: assessment, to: output, replacing: force)
      : try sealed(output).make(request, for: assessment, replacing: force)
  }

  /// Makes the package whole in a private folder, and then writes it to stdout.
  private func streamed(
    _ request: PackageRequest, _ assessment: CaseStudyAssessment
  ) throws -> PackageOutcome {
    guard !Terminal.isStandardOutputATerminal else {
      throw ValidationError("-o - writes a ZIP to stdout, which is a terminal: add > FILE or | …")
    }
    let folder = try PrivateFolder.temporary()
    let place = folder.url.appending(path: "package.zip").path
    let outcome = try written(request, assessment, to: place)
    if outcome.package != nil {
      try Terminal.copy(file: to.isEmpty ? place : sealed(place).output)
    }
    return outcome
  }

  private func sealed(_ output: String) -> SealedPackage {
    SealedPackage(for: to.flatMap { $0 }, output: output)
  }

  private func known() throws -> Qualification? {
    try qualification.map { name in
      guard let known = Qualification(named: name) else {
        throw ValidationError("--qualification takes a code such as NPQLT")
      }
      return known
    }
  }

  private func finish(
    _ outcome: PackageOutcome, _ assessment: CaseStudyAssessment, at instant: Instant
  ) throws {
    let notice = WindowNotice(assessment.window, at: instant)
    let findings = outcome.findings + notice.findings
    let named = output == "-" ? "stdout" : to.isEmpty ? output : sealed(output).output
    let answer = PackageAnswer(
      outcome, assessment, output: named, sealedFor: to.flatMap { $0 })
    try answers.finish(
      "package", outcome.package == nil ? findings.verdict : .done, findings, payload: answer,
      text: (answer.lines(assessment) + [notice.text]).joined(separator: "\n"),
      besideData: output == "-")
  }
}
