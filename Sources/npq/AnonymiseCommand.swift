import ArgumentParser
import Documents
import Findings
import Foundation

/// `npq anonymise`: clean copies without identity traces.
struct AnonymiseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "anonymise",
    abstract: "Write copies of documents without what tells who wrote them.",
    discussion: """
      The documents themselves are never changed. With --name a person's words are looked for in \
      text, headers and footers, and masked in the copy; with --report nothing is written.

        npq anonymise Samples/stories/on-time/responses/*.docx -o clean
        npq anonymise --report response.docx
        npq anonymise response.docx --name 'Ada Lovelace' -o clean
      """)

  @Argument(help: "The documents.")
  var files: [Paths]

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder for the copies.", valueName: "dir"))
  var output: String?

  @Option(
    name: .customLong("name"), parsing: .singleValue,
    help: ArgumentHelp("Words of the person that are masked as well.", valueName: "text"))
  var names: [String] = []

  @Flag(help: "Only look; write nothing.")
  var report = false

  @Flag(help: "Replace copies that are there already.")
  var force = false

  @OptionGroup var answer: OutputOptions

  func validate() throws {
    guard report || output != nil else {
      throw ValidationError("say where the copies go with -o DIR, or only look with --report")
    }
    guard names.allSatisfy({ !$0.allSatisfy(\.isWhitespace) }) else {
      throw ValidationError("a name may not be empty")
    }
  }

  func run() throws {
    var results: [AnonymisedFile] = []
    var findings: [Finding] = []
    var taken: Set<String> = []
    for path in files.all {
      let result = try clean(path, &taken)
      results.append(result)
      findings += result.findings
    }
    let verdict = results.reduce(Verdict.done) { $0.worse($1.verdict) }
    try answer.finish(
      "anonymise", verdict, findings, payload: AnonymisePayload(files: results),
      text: results.map(\.text).joined(separator: "\n"))
  }

  private var masks: [Mask] { names.map { Mask(text: $0, replacement: "[name]") } }

  private func clean(_ path: String, _ taken: inout Set<String>) throws -> AnonymisedFile {
    let reading = readDocument(path: path, name: path)
    guard !report, let folder = output, let format = reading.format else {
      return AnonymisedFile(path, found: reading, names: masks)
    }
    let manager = FileManager.default
    try manager.createDirectory(at: URL(filePath: folder), withIntermediateDirectories: true)
    let partial = folder + "/.npq-copy"
    defer { try? manager.removeItem(atPath: partial) }
    let copy = try writeCleanCopy(of: path, as: format, to: partial, masks: masks)
    let place = "\(folder)/\(copyName(of: path)).\(copy.format.rawValue)"
    if let finding = obstacle(at: place, path, taken) {
      return AnonymisedFile(path, refused: finding)
    }
    taken.insert(place)
    if manager.fileExists(atPath: place) { try manager.removeItem(atPath: place) }
    try manager.moveItem(atPath: partial, toPath: place)
    return AnonymisedFile(path, copy, at: place, findings: reading.findings)
  }
}
