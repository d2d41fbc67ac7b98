import ArgumentParser
import Documents
import Findings
import Ledger

/// `npq count`: words by the documented method.
struct CountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count",
    abstract: "Count the words of documents by one method, part by part.",
    discussion: """
      Reads DOCX, ODT, PDF, text and Markdown. 'Counted' is the sum of the parts that count; the \
      parts that do not are shown beside it.

        npq count Samples/stories/on-time/responses/*.docx
        npq count --counts body,headings,tables response.odt
      """)

  @Argument(help: "The documents; - for stdin.")
  var files: [Paths]

  @Option(
    help: ArgumentHelp(
      "The parts that count, with commas between them.", valueName: "parts"))
  var counts: CountedParts = CountedParts(parts: DocumentPart.counted)

  @OptionGroup var cores: CoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    // A reading holds the whole text; only its numbers and findings are kept.
    let answers = try withInputs(files.all, most: Limit.Document.bytes, areDocuments: true) {
      files in
      try onAllCores(files) { [counts] file in
        let reading = readDocument(path: file.path, name: file.name, findsTraces: false)
        return (
          file: CountedFile(file.name, reading, counts.parts), findings: reading.findings,
          verdict: reading.verdict
        )
      }
    }
    let findings = answers.flatMap(\.findings)
    let counted = answers.map(\.file)
    let verdict = answers.reduce(Verdict.accepted) { $0.worse($1.verdict) }
    let lines = counted.compactMap { file in
      file.ownNumber.map { files.count == 1 ? $0 : "\(file.path.escaped): \($0)" }
    }
    // Notes of many files would bury the numbers.
    if output.format == .text, lines.count <= 5 { lines.forEach { Terminal.note($0) } }
    try output.finish(
      "count", verdict, findings, payload: CountPayload(files: counted),
      text: countTable(counted, counts.parts))
  }
}

/// Parts of a document as they are written on the command line.
struct CountedParts: ExpressibleByArgument, Sendable {
  let parts: [DocumentPart]

  init(parts: [DocumentPart]) { self.parts = parts }

  init?(argument: String) {
    let names = argument.split(separator: ",").map(String.init)
    let parts = names.compactMap { DocumentPart(rawValue: $0) }
    guard !parts.isEmpty, parts.count == names.count else { return nil }
    self.parts = parts
  }

  var defaultValueDescription: String { parts.map(\.rawValue).joined(separator: ",") }

  static var allValueStrings: [String] { DocumentPart.allCases.map(\.rawValue) }
}

private struct CountPayload: Encodable {
  let files: [CountedFile]
}

private struct CountedFile: Encodable {
  let path: String
  let verdict: Verdict
  /// Left out for a file that could not be read, for that is not a count of 0.
  let counted: Int?
  let parts: [DocumentPart: Int]
  let method: String
  /// The number that the writer's word processor shows, and why it is another.
  let ownNumber: String?

  init(_ path: String, _ reading: DocumentReading, _ counted: [DocumentPart]) {
    self.path = path
    verdict = reading.verdict
    self.counted = reading.format == nil ? nil : reading.count(of: counted)
    parts = reading.words
    method = DocumentReading.method
    ownNumber = reading.ownNumber(counting: counted)?.text
  }
}

/// One line a file: what counts, then the parts that hold words; those that do not count stand in
/// brackets.
private func countTable(_ files: [CountedFile], _ counted: [DocumentPart]) -> String {
  let files = files.filter { $0.counted != nil }
  guard !files.isEmpty else { return "" }
  let shown = DocumentPart.allCases.filter { part in files.contains { $0.parts[part] != nil } }
  let numbers = Set(0...shown.count)
  var table = TextTable(["counted"] + shown.map(\.rawValue) + ["file"], numbers: numbers)
  for file in files {
    let cells = shown.map { part in
      let words = String(file.parts[part] ?? 0)
      return counted.contains(part) ? words : "(\(words))"
    }
    table.add([String(file.counted ?? 0)] + cells + [file.path])
  }
  return table.text
}
