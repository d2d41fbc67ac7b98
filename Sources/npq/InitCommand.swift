import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

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
  @Option(help: "The folder for the series' keys.") var keys: String?
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
    try SeriesFolder(url: url, name: identifier).create(
      read.compactMap(\.value), files: assessment.map { URL(filePath: $0) },
      keys: options.keyFolder(of: label), act: options.act("init"))
    try output.finish(
      "init", .done, findings, payload: Payload(series: url.path, name: label),
      text: Self.text(url, label, read.compactMap(\.value), options.keyFolder(of: label)))
  }

  struct Payload: Encodable {
    let series: String
    let name: String
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
    _ url: URL, _ name: String, _ read: [AssessmentInForce], _ keys: URL
  ) -> String {
    var lines = ["series \(name) made in \(url.path)"]
    for item in read {
      let codes = item.assessment.qualifications.map(\.code).joined(separator: ", ")
      let window = item.assessment.window
      lines.append("  \(item.assessment.id): \(codes), \(window.opens) to \(window.closes)")
    }
    lines.append("keys in \(keys.path): keep a copy of that folder apart from the series")
    lines.append("next: npq import participants FILE.csv --series \(url.path)")
    return lines.joined(separator: "\n")
  }
}
