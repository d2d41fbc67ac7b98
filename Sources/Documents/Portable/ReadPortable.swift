import Findings
import Foundation

/// Reads a PDF through poppler.
///
/// What nobody can see is looked for on the drawn pages, unless that was done with what the PDF was
/// made from.
func readPortable(
  _ bytes: [UInt8], name: String, _ poppler: Poppler, lookingForConcealed: Bool = true
) -> DocumentReading {
  var reading = DocumentReading()
  reading.format = .pdf
  do throws(DocumentError) {
    try Poppler.withFolder(holding: bytes) { (folder) throws(DocumentError) in
      try readPortable(bytes, in: folder, name: name, poppler, lookingForConcealed, into: &reading)
    }
  } catch {
    reading.findings.append(
      Finding(
        "poppler-missing", .held, name, "the PDF could not be read: \(error)",
        remedy: "install poppler-utils on this computer, then try again"))
  }
  if reading.findings.gravest == .refused { reading.format = nil }
  return reading
}

private func readPortable(
  _ bytes: [UInt8], in folder: URL, name: String, _ poppler: Poppler, _ looksForConcealed: Bool,
  into reading: inout DocumentReading
) throws(DocumentError) {
  let names = PortableNames(bytes)
  let attachments = names.mayHoldFiles ? [Poppler.Job("pdfdetach", ["-list", "in.pdf"])] : []
  let text = Poppler.Job("pdftotext", ["-enc", "UTF-8", "-eol", "unix", "in.pdf", "-"])
  let sight = looksForConcealed ? PortableSight.jobs : []
  let outcomes = try poppler.run(
    Poppler.Job("pdfinfo", ["-rawdates", "in.pdf"]), then: [text] + sight + attachments,
    in: folder)
  guard outcomes[0].isFine else {
    reading.findings.append(failure(of: outcomes[0], subject: name))
    return
  }
  let facts = PortableFacts(String(decoding: outcomes[0].output, as: UTF8.self))
  if facts["Encrypted"]?.hasPrefix("yes") == true {
    let message = "the PDF is protected by a password, or against copying"
    reading.findings.append(passwordFinding(name, message))
    return
  }
  reading.findings += names.findings(subject: name) + facts.findings(subject: name)
  let hasFiles = !attachments.isEmpty && outcomes[outcomes.count - 1].listsFiles
  if hasFiles {
    reading.findings.append(
      Finding(
        "embedded-file", .held, name, "other files are attached to the PDF",
        remedy: "save the document as PDF again without attachments"))
  }
  reading.traces = facts.traces + names.traces + (hasFiles ? [Trace("attachments", .embedded)] : [])
  guard outcomes[1].isFine else {
    reading.findings.append(failure(of: outcomes[1], subject: name))
    return
  }
  reading.take(PortablePages(String(decoding: outcomes[1].output, as: UTF8.self)).paragraphs)
  if looksForConcealed {
    takeConcealed(
      PortableSight.look(boxes: outcomes[2], drawn: outcomes[3]), name, &reading)
  }
  let pages = facts["Pages"].flatMap { Int($0) } ?? 1
  if reading.words.values.reduce(0, +) < max(1, pages * 5) {
    reading.findings.append(
      Finding(
        "looks-scanned", .held, name,
        "the PDF holds hardly any text; it looks like a scan or a set of pictures",
        remedy: "hand in the document that you typed, as DOCX, or a PDF saved from it"))
  }
}

extension Poppler.Outcome {
  /// Whether `pdfdetach` lists anything.
  fileprivate var listsFiles: Bool { status == 0 && !output.starts(with: "0 ".utf8) }
}

/// Takes words out of the count that nobody can see on the drawn pages.
func takeConcealed(
  _ sight: PortableSight.Outcome, _ name: String, _ reading: inout DocumentReading
) {
  switch sight {
  case .seen: return
  case .doubtful(let words): reading.doubtfulWords = words
  case .stopped:
    reading.findings.append(
      Finding(
        "pdf-unusual", .held, name,
        "the PDF takes so long to draw that we could not look for hidden words",
        remedy: "print it to a new PDF, or hand in the Word document"))
  case .concealed(let layout):
    var texts = ConcealedText()
    for (index, word) in layout.words.enumerated() {
      if let how = word.concealment { texts.add(word.text, how, behind: index) }
    }
    reading.take(PortablePages(layout.visibleText).paragraphs + texts.paragraphs)
  }
}

private func failure(of outcome: Poppler.Outcome, subject: String) -> Finding {
  if outcome.errors.contains("assword") { return passwordFinding(subject) }
  guard outcome.wasStopped else { return damagedFinding(subject, "the PDF cannot be read") }
  return Finding(
    "too-complex", .refused, subject, "the PDF takes too much time or memory to read",
    remedy: "print it to a new PDF, or hand in the Word document")
}

/// What `pdfinfo` says of a file, line by line.
struct PortableFacts: Sendable {
  private let facts: [String: String]

  /// The date that stands in every clean copy.
  static let fixedDate = "D:19800101000000Z"

  init(_ text: String) {
    var facts: [String: String] = [:]
    for line in text.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      facts[String(line[..<colon])] = facts[String(line[..<colon])] ?? String(value)
    }
    self.facts = facts
  }

  subscript(_ key: String) -> String? { facts[key] }

  var traces: [Trace] {
    let telling = [
      "Author", "Title", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate",
    ]
    let found = telling.filter { key in
      guard let value = facts[key], !value.isEmpty, !value.isScriptCode else { return false }
      return !value.hasPrefix("cairo ") && !value.hasPrefix(Self.fixedDate.dropLast())
    }
    var traces: [Trace] = []
    if !found.isEmpty { traces.append(Trace("Info", .properties, found.joined(separator: ", "))) }
    if facts["Metadata Stream"] == "yes" { traces.append(Trace("XMP", .properties)) }
    if facts["Custom Metadata"] == "yes" { traces.append(Trace("Info", .customProperties)) }
    return traces
  }

  func findings(subject: String) -> [Finding] {
    var findings: [Finding] = []
    let remedy = "print it to a new PDF, or hand in the Word document"
    if facts["JavaScript"] == "yes" {
      findings.append(
        Finding("pdf-javascript", .held, subject, "the PDF holds JavaScript", remedy: remedy))
    }
    if facts["Form"] == "XFA" {
      findings.append(
        Finding("pdf-form", .held, subject, "the PDF is an interactive form (XFA)", remedy: remedy))
    }
    return findings
  }
}

extension String {
  /// Whether it has the form of a script's code, which is the title of a script on paper.
  fileprivate var isScriptCode: Bool {
    utf8.count == 10 && utf8.first == UInt8(ascii: "S")
      && utf8.dropFirst().allSatisfy { "0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8.contains($0) }
  }
}
