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
  @OptionGroup var clock: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let url = URL(filePath: folder).standardizedFileURL
    let label = name ?? url.lastPathComponent
    var findings = Self.judge(url)
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
      return try output.finish(
        "init", .refused, findings, payload: NoPayload(), text: "nothing was made")
    }
    let options = SeriesOptions.stated(series: folder, person: person, clock: clock, keys: keys)
    let place = options.keyFolder(of: label).standardizedFileURL
    findings += Self.judge(keys: place, of: url)
    guard findings.gravest ?? .note < .held else {
      return try output.finish(
        "init", .refused, findings, payload: NoPayload(), text: "nothing was made")
    }
    let made = try SeriesFolder(url: url, name: identifier).create(
      read.compactMap(\.value), files: assessment.map { URL(filePath: $0) },
      keys: NewSeriesKeys(
        folder: place, officers: officer.flatMap { $0 }, remembered: keys == nil ? nil : place.path),
      act: options.act("init"))
    try output.finish(
      "init", .done, findings, payload: try Payload(series: url.path, name: label, made),
      text: try Self.text(url, label, read.compactMap(\.value), made))
  }

  struct Payload: Encodable {
    let series, name, keys, signingKey, office: String

    init(series: String, name: String, _ made: KeyFolder) throws {
      self.series = series
      self.name = name
      keys = made.path
      signingKey = try made.verificationKey().fingerprint
      office = try made.officeRecipient().description
    }
  }

  /// Whether the keys can lie where they would: outside the series, and over no others.
  private static func judge(keys: URL, of series: URL) -> [Finding] {
    let inner = keys.resolvingSymlinksInPath().path.utf8
    if inner.starts(with: (series.resolvingSymlinksInPath().path + "/").utf8) {
      return [
        Finding(
          "keys-in-series", .refused, keys.path, "lies in the series, which it is to protect",
          remedy: "choose another folder with --keys")
      ]
    }
    guard let there = KeyFolder(path: keys.path).firstKey else { return [] }
    let remedy = "choose another --name, or another folder with --keys"
    return [
      Finding(
        "keys-exist", .refused, there, "is there already, and keys are never replaced",
        remedy: remedy)
    ]
  }

  /// Whether the folder can hold a new series.
  private static func judge(_ url: URL) -> [Finding] {
    let mounts = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
    let findings = judgePlace(of: url.resolvingSymlinksInPath().path, mounts: mounts)
    let content = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    guard !content.isEmpty else { return findings }
    let message = "is not empty, and init overwrites nothing"
    return findings + [
      Finding("not-empty", .refused, url.path, message, remedy: "choose a new folder")
    ]
  }

  private static func doubles(in read: [AssessmentInForce]) -> [Finding] {
    let ids = read.map(\.assessment.id.text)
    return Set(ids.filter { id in ids.filter { $0 == id }.count > 1 }).sorted().map {
      Finding(
        "duplicate-id", .refused, $0, "two assessments have this id",
        remedy: "give each assessment file an id of its own")
    }
  }

  private static func text(
    _ url: URL, _ name: String, _ read: [AssessmentInForce], _ keys: KeyFolder
  ) throws -> String {
    var lines = ["series \(name) made in \(url.path)"]
    for item in read {
      let codes = item.assessment.qualifications.map(\.code).joined(separator: ", ")
      let window = item.assessment.window
      lines.append("  \(item.assessment.id): \(codes), \(window.opens) to \(window.closes)")
    }
    lines.append("keys in \(keys.path): print recovery-sheet.txt there, and do what it says")
    lines.append("  signing key \(try keys.verificationKey().fingerprint)")
    lines.append("  sealed for the office with --to \(try keys.officeRecipient())")
    lines.append("next: npq import participants FILE.csv --series \(url.path)")
    return lines.joined(separator: "\n")
  }
}
