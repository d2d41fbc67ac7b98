import Archive
import Findings

/// Lays a document out as it was written: headings, paragraphs, lists, tables and pictures.
///
/// It is read by the same readers that count its words, so that what is shown is what was counted.
/// Headers, footers, comments, deleted and hidden text are left out; notes come at the end. A PDF
/// has paragraphs only, and its pages are drawn to leave out what nobody sees on them, unless it is
/// known that there is nothing.
package func layoutDocument(
  path: String, format: DocumentFormat, lookingForConcealed: Bool = true
) throws(DocumentError) -> [Block] {
  try layoutDocument(
    try readFile(path), format: format, lookingForConcealed: lookingForConcealed)
}

/// Lays out a text in Markdown.
package func layoutMarkdown(_ text: String) -> [Block] {
  (try? layoutDocument(Array(text.utf8), format: .md)) ?? []
}

/// Lays out a document that lies in memory.
func layoutDocument(
  _ bytes: [UInt8], format: DocumentFormat, lookingForConcealed: Bool = true
) throws(DocumentError) -> [Block] {
  switch format {
  case .docx:
    return try withFlaws { () throws(OpenPackage.Flaw) in try layoutWord(try parts(bytes)) }
  case .odt:
    return try withFlaws { () throws(OpenPackage.Flaw) in try layoutOpen(try parts(bytes)) }
  case .pdf:
    return LayoutBuilder(try portableText(bytes, lookingForConcealed).map(\.onOneLine)).blocks
  case .txt, .md:
    var reading = readPlain(bytes, as: format, name: "script")
    if format == .md { reading.paragraphs = reading.paragraphs.map(\.withEmphasis) }
    var builder = LayoutBuilder(reading.paragraphs)
    builder.counts = { _, _ in true }
    return builder.blocks
  }
}

/// What a reader sees of a clean copy: what else may be in a PDF was looked for when it came.
private func portableText(
  _ bytes: [UInt8], _ looksForConcealed: Bool
) throws(DocumentError) -> [Paragraph] {
  let poppler = Poppler()
  return try Poppler.withFolder(holding: bytes) { (folder) throws(DocumentError) in
    let text = Poppler.Job("pdftotext", ["-enc", "UTF-8", "-eol", "unix", "in.pdf", "-"])
    let sight = looksForConcealed ? PortableSight.jobs : []
    let outcomes = try poppler.run(text, then: sight, in: folder)
    guard outcomes[0].isFine else { throw .poppler("pdftotext", outcomes[0].errors) }
    var reading = DocumentReading()
    reading.take(PortablePages(String(decoding: outcomes[0].output, as: UTF8.self)).paragraphs)
    if looksForConcealed {
      takeConcealed(
        PortableSight.look(boxes: outcomes[1], drawn: outcomes[2]), "script.pdf", &reading)
    }
    return reading.paragraphs
  }
}

private func parts(_ bytes: [UInt8]) throws(OpenPackage.Flaw) -> Parts {
  do { return try Parts(bytes) } catch { throw .missing("a part that can be read") }
}

private func withFlaws(
  _ body: () throws(OpenPackage.Flaw) -> [Block]
) throws(DocumentError) -> [Block] {
  do throws(OpenPackage.Flaw) {
    return try body()
  } catch {
    throw .refused([error.finding(subject: "script")])
  }
}

private func layoutWord(_ parts: Parts) throws(OpenPackage.Flaw) -> [Block] {
  let package = try OpenPackage(parts)
  guard let main = package.main else { throw .missing("the main part") }
  var reader = WordReader(package: package, main: main, name: "script")
  try reader.readAll()
  var builder = LayoutBuilder(markingReferences(reader.paragraphs))
  let related = package.relationships(of: main)
  builder.picture = { name in
    related.first { $0.id == name }?.part.flatMap { parts[$0] }
  }
  if let part = related.first(where: { $0.kind == "numbering" })?.part, parts[part] != nil {
    var numbering = WordNumbering()
    try package.read(part) { numbering.take($0) }
    let read = numbering
    builder.counts = { read.counts($0, level: $1) }
  }
  return builder.blocks
}

private func layoutOpen(_ parts: Parts) throws(OpenPackage.Flaw) -> [Block] {
  let package = try OpenDocumentPackage(parts)
  var risks = OpenDocumentRisks(subject: "script")
  var builder = LayoutBuilder(markingReferences(try package.text(&risks).paragraphs))
  builder.picture = { name in
    parts[name.hasPrefix("./") ? String(name.dropFirst(2)) : name]
  }
  var styles = OpenDocumentStyles()
  for source in ["styles.xml", "content.xml"] where parts[source] != nil {
    try package.read(source) { styles.take($0) }
  }
  let read = styles
  builder.counts = { list, level in
    read.counts(list.split(separator: " ").first.map(String.init) ?? "", level: level)
  }
  return builder.blocks
}

extension Paragraph {
  /// A PDF breaks its lines where the page ends; that says nothing.
  fileprivate var onOneLine: Paragraph {
    let joined = text.split(separator: "\n").joined(separator: " ")
    return Paragraph(part: part, text: joined, style: style)
  }
}
