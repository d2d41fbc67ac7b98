import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sealing

/// `npq init`: a new series.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a new series: folders, record and keys.",
    discussion: """
      Example:
        npq init ~/npq/spring-2027 --assessment Samples/series/assessments/specialist.yaml

      With --protect the keys are locked under a passphrase (age, scrypt); npq protect does the \
      same later.
      """)

  @Argument(help: "The folder of the series; it must be new or empty.") var folder: String
  @Option(help: "An assessment file; repeat for several.") var assessment: [String]
  @Option(help: "The name of the series; else the name of the folder.") var name: String?
  @Option(name: .customLong("as"), help: "Who acts; else NPQ_PERSON.") var person: String?
  @Option(help: "The folder for the series' keys; never inside the series.") var keys: String?
  @Option(
    help: "Who may open the secret behind the script codes (age1… or a file); repeat for several.",
    transform: AgeRecipient.stated)
  var officer: [[AgeRecipient]] = []
  @Flag(help: "Lock the keys under a passphrase; npq asks for it wherever it needs them.")
  var protect = false
  @Option(
    help: ArgumentHelp(
      "A file whose first line is that passphrase, or /dev/fd/3; else you are asked.",
      valueName: "file"))
  var passphraseFile: String?
  @OptionGroup var clock: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let url = URL(filePath: folder).standardizedFileURL
    let label = name ?? url.lastPathComponent
    var findings = SeriesPlace.judge(url)
    if Identifier(label) == nil {
      findings.append(
        Finding(
          "bad-name", .refused, label, "is no name for a series",
          remedy: "give --name with letters, digits, '.', '-' and '_' only"))
    }
    let read = assessment.map { AssessmentFile(url: URL(filePath: $0)).read() }
    findings += read.flatMap(\.findings) + Self.doubles(in: read.compactMap(\.value))
    findings += read.compactMap(\.value).flatMap { $0.assessment.window.warnings() }
    guard let identifier = Identifier(label), findings.gravest ?? .note < .held else {
      return try output.refuse("init", findings, "nothing was made")
    }
    let options = SeriesOptions.stated(series: folder, person: person, clock: clock, keys: keys)
    let place = options.keyFolder(of: label).standardizedFileURL
    findings += SeriesPlace.judge(keys: place, of: url)
    guard findings.gravest ?? .note < .held else {
      return try output.refuse("init", findings, "nothing was made")
    }
    let words = try protect ? PassphraseSource(file: passphraseFile).new() : Judged(nil)
    guard words.findings.isEmpty else {
      return try output.refuse("init", findings + words.findings, "nothing was made")
    }
    let made = try SeriesFolder(url: url, name: identifier).create(
      read.compactMap(\.value), files: assessment.map { URL(filePath: $0) },
      keys: NewSeriesKeys(
        folder: place, officers: officer.flatMap { $0 }, remembered: keys == nil ? nil : place.path,
        protection: words.value.map { KeyProtection($0) }),
      act: options.act("init"))
    try output.finish(
      "init", .done, findings, payload: try InitAnswer(series: url.path, name: label, made),
      text: try InitAnswer.text(url, label, read.compactMap(\.value), made))
  }

  private static func doubles(in read: [AssessmentInForce]) -> [Finding] {
    let ids = read.map(\.assessment.id.text)
    return Set(ids.filter { id in ids.filter { $0 == id }.count > 1 }).sorted().map {
      Finding(
        "duplicate-id", .refused, $0, "two assessments have this id",
        remedy: "give each assessment file an id of its own")
    }
  }
}
