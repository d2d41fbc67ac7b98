import Archive
import ArgumentParser
import Documents
import Findings
import Foundation
import Ledger

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

  @OptionGroup var cores: CoreOptions
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
    let folder = report ? nil : output
    let results =
      try folder.map(cleaned)
      ?? onAllCores(files.all) { [masks] path in
        AnonymisedFile(path, found: readDocument(path: path, name: path), names: masks)
      }
    let findings = results.flatMap(\.findings)
    let verdict = results.reduce(Verdict.done) { $0.worse($1.verdict) }
    try answer.finish(
      "anonymise", verdict, findings, payload: AnonymisePayload(files: results),
      text: results.map(\.text).joined(separator: "\n"))
  }

  private var masks: [Mask] { names.map { Mask(text: $0, replacement: "[name]") } }

  /// What came of one document, before its copy is put in its place.
  private struct Made {
    let file: AnonymisedFile
    /// The copy's format; nil where there is none.
    let format: DocumentFormat?
  }

  /// The copies, made on all cores beside their places and then put there one after the other.
  private func cleaned(into folder: String) throws -> [AnonymisedFile] {
    let manager = FileManager.default
    try manager.createDirectory(at: URL(filePath: folder), withIntermediateDirectories: true)
    let partial = "\(folder)/.npq-copies-\(UUID())"
    try manager.createDirectory(atPath: partial, withIntermediateDirectories: false)
    defer { try? manager.removeItem(atPath: partial) }
    let disk = try DiskBarrier(over: [folder])
    let work = files.all.enumerated().map { (path: $0.element, copy: "\(partial)/\($0.offset)") }
    let made = try onAllCores(work) { [masks] item -> Made in
      let document = OpenedDocument(path: item.path, name: item.path, findsTraces: false)
      let reading = document.reading
      guard let format = reading.format else {
        return Made(file: AnonymisedFile(item.path, found: reading, names: masks), format: nil)
      }
      let (copy, bytes) = try cleanCopy(of: document, as: format, masks: masks)
      try writeWhole(bytes, to: item.copy, replacing: false, syncing: .later)
      return Made(
        file: AnonymisedFile(item.path, copy, findings: reading.findings), format: copy.format)
    }
    try disk.sync()
    var taken: Set<String> = []
    return try zip(work, made).map { work, made in
      guard let format = made.format else { return made.file }
      let place = "\(folder)/\(copyName(of: work.path)).\(format.rawValue)"
      if let finding = obstacle(at: place, work.path, taken) {
        return AnonymisedFile(work.path, refused: finding)
      }
      taken.insert(place)
      if manager.fileExists(atPath: place) { try manager.removeItem(atPath: place) }
      try manager.moveItem(atPath: work.copy, toPath: place)
      return made.file.put(at: place)
    }
  }
}
