import Findings
import Markup

/// Reads a Word document that has been opened as a ZIP.
func readWord(
  _ parts: Parts, name: String, findsTraces: Bool = true, after earlier: PartEvents? = nil
) -> DocumentReading {
  openWord(parts, name: name, findsTraces: findsTraces, after: earlier).reading
}

/// Reads a Word document, and gives it with its parts as they are known then.
func openWord(
  _ parts: Parts, name: String, findsTraces: Bool = true, after earlier: PartEvents? = nil
) -> (reading: DocumentReading, package: OpenPackage?) {
  var reading = DocumentReading()
  var opened: OpenPackage?
  reading.format = .docx
  do throws(OpenPackage.Flaw) {
    let package = try OpenPackage(parts, after: earlier)
    opened = package
    guard let main = package.main else { throw .missing("the main part") }
    if let finding = mainTypeFinding(package.type(of: main), subject: name) {
      reading.findings.append(finding)
    }
    var reader = WordReader(package: package, main: main, name: name)
    reader.risks.look(at: package)
    try reader.readAll()
    reading.take(reader.paragraphs)
    reading.doubtfulWords = reader.doubtfulWords
    let properties = package.relationships(of: "").first { $0.kind == "extended-properties" }
    reading.stated = properties?.part.flatMap { parts[$0] }.flatMap { StatedCount.read(office: $0) }
    reading.findings += reader.risks.findings
    if findsTraces {
      let clean = try package.cleaned(Masking([]), subject: name)
      reading.traces = clean.traces
      reading.findings += clean.findings
    }
  } catch {
    reading.findings.append(error.finding(subject: name))
  }
  if reading.findings.gravest == .refused { reading.format = nil }
  return (reading, opened)
}

/// A package that is no plain Word document: a template, a workbook, slides.
private func mainTypeFinding(_ type: String, subject: String) -> Finding? {
  if type.hasSuffix("wordprocessingml.document.main+xml") || type.lowercased().contains("macro") {
    return nil
  }
  let what =
    switch type {
    case _ where type.contains("wordprocessingml.template"): "a Word template"
    case _ where type.contains("spreadsheetml"): "a workbook"
    case _ where type.contains("presentationml"): "a set of slides"
    default: "no Word document"
    }
  return Finding(
    "wrong-content", .refused, subject, "the name says DOCX, but the file is \(what)",
    remedy: NamedFormat.asDocx("Word"))
}

/// Goes through the parts of a Word document in reading order.
struct WordReader {
  let package: OpenPackage
  let main: String
  var paragraphs: [Paragraph] = []
  var risks: WordRisks
  /// Words in white or nearly so on something that cannot be told.
  private(set) var doubtfulWords = 0

  init(package: OpenPackage, main: String, name: String) {
    self.package = package
    self.main = main
    risks = WordRisks(subject: name)
  }

  private static let order: [(kind: String, home: DocumentPart)] = [
    ("footnotes", .footnotes), ("endnotes", .endnotes), ("header", .headers),
    ("footer", .footers), ("comments", .comments),
  ]
  /// What is drawn, which has parts of its own.
  private static let drawn = ["diagramData", "chart", "chartEx", "chartUserShapes"]

  mutating func readAll() throws(OpenPackage.Flaw) {
    let related = package.relationships(of: main)
    var styles = WordStyles()
    var looks = try looks(related)
    for part in parts("styles", related) {
      try package.read(part) {
        styles.take($0)
        looks.takeStyles($0)
      }
    }
    let page = package.parts[main].map { WordPage($0) } ?? WordPage()
    var read = [main]
    try self.read(main, .body, styles, WordLook(looks, page: page))
    for (kind, home) in Self.order {
      for part in parts(kind, related) {
        try self.read(part, home, styles, WordLook(looks))
        read.append(part)
      }
    }
    try readDrawings(of: read, styles)
  }

  /// The text of diagrams and charts, also of those in headers and notes.
  private mutating func readDrawings(of sources: [String], _ styles: WordStyles)
    throws(OpenPackage.Flaw)
  {
    var seen: Set<String> = []
    var waiting = sources
    while !waiting.isEmpty {
      let related = package.relationships(of: waiting.removeFirst())
      for kind in Self.drawn {
        for part in parts(kind, related) where seen.insert(part.lowercased()).inserted {
          let home = kind == "diagramData" ? DocumentPart.textBoxes : .charts
          try read(part, home, styles, WordLook(WordLooks()))
          waiting.append(part)
        }
      }
    }
  }

  /// What decides the look of text but its styles: theme, settings, and what lies behind it all.
  private func looks(_ related: [OpenPackage.Relationship]) throws(OpenPackage.Flaw) -> WordLooks {
    var looks = WordLooks()
    for part in parts("theme", related) { try package.read(part) { looks.theme.take($0) } }
    for part in parts("settings", related) { try package.read(part) { looks.takeSettings($0) } }
    if let background = try package.background(of: main) { looks.takeBackground(background) }
    let sources = [main] + parts("header", related)
    if sources.contains(where: { package.parts[$0].map(WordPage.hasBackdrop) ?? false }) {
      looks.noteBackdrop()
    }
    return looks
  }

  private func parts(_ kind: String, _ related: [OpenPackage.Relationship]) -> [String] {
    var seen: Set<String> = []
    return related.filter { $0.kind == kind }.compactMap(\.part)
      .filter { package.parts[$0] != nil && seen.insert($0.lowercased()).inserted }
  }

  private mutating func read(
    _ part: String, _ home: DocumentPart, _ styles: WordStyles, _ look: WordLook
  ) throws(OpenPackage.Flaw) {
    var text = WordText(home: home, styles: styles, look: look)
    var risks = risks
    try package.read(part) { event in
      text.take(event)
      risks.take(event)
    }
    self.risks = risks
    paragraphs += text.paragraphs
    doubtfulWords += text.doubtfulWords
  }
}

extension OpenPackage.Flaw {
  func finding(subject: String) -> Finding {
    switch self {
    case .missing(let part): damagedFinding(subject, "\(part) is missing")
    case .markup(let part, let error): markupFinding(subject, part, error)
    case .climbs(let part):
      Finding(
        "bad-part-path", .refused, subject, "\(part) leads to a place outside the document",
        remedy: NamedFormat.asDocxAnywhere)
    }
  }
}

func damagedFinding(_ subject: String, _ reason: String) -> Finding {
  Finding(
    "damaged-document", .refused, subject, "the document is damaged: \(reason)",
    remedy:
      "open it in the program that made it, save it under a new name, and hand in the new file")
}

func markupFinding(_ subject: String, _ part: String, _ error: MarkupError) -> Finding {
  switch error {
  case .doctype:
    Finding(
      "has-doctype", .refused, subject,
      "\(part) holds a document type declaration, which no word processor writes",
      remedy: NamedFormat.asDocxAnywhere)
  case .limit:
    Finding(
      "too-complex", .refused, subject, "\(part) \(error)",
      remedy: "copy the text into a new document and hand that in")
  case .encoding, .malformed, .memory: damagedFinding(subject, "\(part) \(error)")
  }
}
