import Documents
import Findings

extension ResponseCheck {
  /// What in a document tells who wrote it: a warning and never more, since the office takes it
  /// out of what assessors see.
  mutating func judgeTraces(of reading: DocumentReading, in name: String) {
    var told: [String] = []
    for trace in reading.traces where !trace.isOrdinary {
      let words = Self.plain[trace.kind] ?? "technical marks of the program"
      let detail = trace.kind == .properties ? trace.detail.map { " (\($0))" } ?? "" : ""
      if !told.contains(words + detail) { told.append(words + detail) }
    }
    if !told.isEmpty {
      let own: [DocumentFormat: String] = [
        .docx:
          ", or remove it yourself: in Word with File, Info, Inspect Document; in Google Docs or "
          + "Pages settle comments and suggestions, and export it again",
        .odt:
          ", or remove most of it yourself with File, Properties, Reset Properties in LibreOffice",
      ]
      findings.append(
        Finding(
          "gives-away", .warning, name.escaped,
          "may tell who wrote it: " + told.joined(separator: ", ").escaped,
          remedy: "nothing has to be done: assessors get a copy without it"
            + (reading.format.flatMap { own[$0] } ?? "")))
    }
    let margins = reading.count(of: [.headers, .footers])
    if margins > 0 {
      findings.append(
        Finding(
          "header-words", .note, name.escaped,
          "has \(spoken(margins, "word")) in its page headers and footers",
          remedy: "make sure that your name is not among them"))
    }
  }

  /// Kinds of traces in the words of the people whose they are; the rest are marks that only a
  /// program can read.
  private static let plain: [Trace.Kind: String] = [
    .properties: "the file's properties", .customProperties: "the file's properties",
    .comments: "comments", .changes: "tracked changes", .people: "the list of who worked on it",
    .template: "the name of its template", .imageMetadata: "data inside its pictures",
    .printer: "the name of a printer", .signature: "a signature",
    .link: "a path on a computer or an e-mail address", .authorField: "a field with the author",
    .embedded: "a file inside it", .annotations: "notes in the PDF",
    .frontMatter: "the head of the file", .thumbnail: "a picture of its first page",
    .container: "names inside the file", .name: "a name",
  ]
}

extension Trace {
  /// Whether every program leaves it and no person can read anything from it.
  fileprivate var isOrdinary: Bool { kind == .container && detail == "times" }
}
