import Findings
import Markup

/// Reads an ODT that has been opened as a ZIP.
func readOpenDocument(
  _ parts: Parts, name: String, findsTraces: Bool = true, after earlier: PartEvents? = nil
) -> DocumentReading {
  openOpenDocument(parts, name: name, findsTraces: findsTraces, after: earlier).reading
}

/// Reads an ODT, and gives it with its parts as they are known then.
func openOpenDocument(
  _ parts: Parts, name: String, findsTraces: Bool = true, after earlier: PartEvents? = nil
) -> (reading: DocumentReading, package: OpenDocumentPackage?) {
  var reading = DocumentReading()
  var opened: OpenDocumentPackage?
  reading.format = .odt
  do throws(OpenPackage.Flaw) {
    let package = try OpenDocumentPackage(parts, after: earlier)
    opened = package
    if let finding = package.kindFinding(subject: name) { reading.findings.append(finding) }
    guard !package.isEncrypted else {
      reading.findings.append(passwordFinding(name))
      throw .missing("")
    }
    var risks = OpenDocumentRisks(subject: name)
    risks.look(at: package)
    let text = try package.text(&risks)
    reading.take(text.paragraphs)
    reading.doubtfulWords = text.doubtfulWords
    reading.stated = parts["meta.xml"].flatMap { StatedCount.read(open: $0) }
    reading.findings += risks.findings
    if findsTraces {
      let clean = try package.cleaned(Masking([]), subject: name)
      reading.traces = clean.traces
      reading.findings += clean.findings
    }
  } catch {
    if reading.findings.gravest != .refused {
      reading.findings.append(error.finding(subject: name))
    }
  }
  if reading.findings.gravest == .refused { reading.format = nil }
  return (reading, opened)
}

/// The parts of an OpenDocument package with the types that its manifest gives
/// (ISO/IEC 26300-3).
struct OpenDocumentPackage: Sendable {
  let parts: Parts
  /// By path; folders end in a slash.
  private(set) var types: [String: String] = [:]
  private(set) var isEncrypted = false
  private(set) var events: PartEvents

  static let manifest = "META-INF/manifest.xml"
  static let text = "application/vnd.oasis.opendocument.text"

  /// Takes parts for a package; `earlier` is what is known of the one that they were cleaned from.
  init(_ parts: Parts, after earlier: PartEvents? = nil) throws(OpenPackage.Flaw) {
    self.parts = parts
    events = PartEvents(vocabulary: openDocumentVocabulary, after: earlier)
    for name in [Self.manifest, "content.xml", "styles.xml"] {
      if let bytes = parts[name] { events.take(name, bytes) }
    }
    guard parts[Self.manifest] != nil else { return }
    var types: [String: String] = [:]
    var isEncrypted = false
    try read(Self.manifest) { event in
      guard case .start(let name, let attributes, _) = event else { return }
      if name == "manifest:encryption-data" { isEncrypted = true }
      if name == "manifest:file-entry", let path = attributes["manifest:full-path"] {
        types[path] = attributes["manifest:media-type"] ?? ""
      }
    }
    (self.types, self.isEncrypted) = (types, isEncrypted)
  }

  var mimetype: String {
    let bytes = parts["mimetype"] ?? []
    return String(decoding: bytes.prefix(200), as: UTF8.self)
      .split { $0.isWhitespace }.first.map(String.init) ?? types["/"] ?? ""
  }

  func kindFinding(subject: String) -> Finding? {
    guard mimetype != Self.text else { return nil }
    return Finding(
      "wrong-content", .refused, subject,
      "the name says ODT, but the file is no OpenDocument text",
      remedy:
        "open it in the program that made it, save it as ODT or DOCX, and hand in the new file")
  }

  func read(_ part: String, _ body: (MarkupEvent) -> Void) throws(OpenPackage.Flaw) {
    guard let bytes = parts[part] else { throw .missing(part) }
    do throws(MarkupError) {
      try events.read(part, bytes, body)
    } catch { throw .markup(part, error) }
  }

  /// What the document says, part by part.
  func text(_ risks: inout OpenDocumentRisks) throws(OpenPackage.Flaw) -> (
    paragraphs: [Paragraph], doubtfulWords: Int
  ) {
    let sources = ["content.xml", "styles.xml"].filter { $0 == "content.xml" || parts[$0] != nil }
    var styles = OpenDocumentStyles()
    var looks = OpenDocumentLooks()
    for source in sources.reversed() {
      try read(source) {
        styles.take($0)
        looks.take($0)
      }
    }
    var found: [Paragraph] = []
    var doubtful = 0
    var objects: [(name: String, container: DocumentPart)] = []
    for source in sources {
      var text = OpenDocumentText(styles: styles, looks: looks)
      try read(source, into: &text, &risks)
      found += text.paragraphs
      doubtful += text.doubtfulWords
      objects += text.objects
    }
    for object in objects { found += try drawn(object, &risks) }
    return (found, doubtful)
  }

  private func read(
    _ part: String, into text: inout OpenDocumentText, _ risks: inout OpenDocumentRisks
  ) throws(OpenPackage.Flaw) {
    var (own, taken) = (risks, text)
    try read(part) { event in
      taken.take(event)
      own.take(event)
    }
    (risks, text) = (own, taken)
  }

  /// The text of a chart or an equation; other objects are not read, and named elsewhere.
  private func drawn(
    _ object: (name: String, container: DocumentPart), _ risks: inout OpenDocumentRisks
  ) throws(OpenPackage.Flaw) -> [Paragraph] {
    let name = object.name.hasPrefix("./") ? String(object.name.dropFirst(2)) : object.name
    let type = types[name + "/"] ?? types[name] ?? ""
    let isChart = type.hasSuffix(".chart")
    let part = name + "/content.xml"
    guard isChart || type.hasSuffix(".formula"), parts[part] != nil else { return [] }
    var text = OpenDocumentText(
      home: isChart ? .charts : object.container, styles: OpenDocumentStyles(),
      looks: OpenDocumentLooks())
    try read(part, into: &text, &risks)
    return text.paragraphs
  }
}

/// What in an ODT is active, embedded or fetched from elsewhere.
struct OpenDocumentRisks {
  private let subject: String
  private(set) var findings: [Finding] = []

  init(subject: String) { self.subject = subject }

  mutating func look(at package: OpenDocumentPackage) {
    for name in package.parts.names {
      let bytes = Array(name.utf8)
      let isLibraryList = bytes.hasSuffix("/script-lc.xml") || bytes.hasSuffix("/script-lb.xml")
      if bytes.starts(with: "Scripts/".utf8) || bytes.starts(with: "Basic/".utf8) && !isLibraryList
      {
        add(macroFinding(subject))
      }
      if bytes.hasSuffix(".xml") || bytes.hasSuffix(".rdf"),
        package.parts[name]?.holdsDoctype == true
      {
        add(markupFinding(subject, name, .doctype))
      }
      for finding in embeddedFindings(package.parts[name] ?? [], name, subject: subject) {
        add(finding)
      }
    }
    let plain = ["chart", "formula", "graphics"].map { "application/vnd.oasis.opendocument.\($0)" }
    for (path, type) in package.types where path != "/" && type.hasPrefix("application/vnd.oasis.")
    {
      if !plain.contains(type) { add(embeddedObject(subject)) }
    }
  }

  mutating func take(_ event: MarkupEvent) {
    guard case .start(let name, let attributes, _) = event else { return }
    switch name {
    case "script:event-listener", "presentation:event-listener": add(macroFinding(subject))
    case "office:dde-source", "text:dde-connection-decl":
      hold("linked-field", "a field in the document fetches text from another program")
    case "draw:image", "draw:object", "draw:object-ole", "draw:plugin", "draw:floating-frame",
      "text:section-source", "style:background-image", "draw:fill-image", "draw:applet":
      if Self.isElsewhere(attributes["xlink:href"] ?? "") {
        hold("external-link", "the document fetches something from elsewhere when it is opened")
      }
    default: return
    }
  }

  /// Whether an address leads out of the package.
  private static func isElsewhere(_ address: String) -> Bool {
    let bytes = Array(address.utf8)
    return bytes.contains(UInt8(ascii: ":")) || bytes.starts(with: "../".utf8)
      || bytes.first == UInt8(ascii: "/") || bytes.first == UInt8(ascii: "\\")
  }

  private mutating func hold(_ code: String, _ message: String) {
    add(
      Finding(
        code, .held, subject, message,
        remedy:
          "put the text or picture itself into the document (in LibreOffice: Edit, Links to External Files, Break Link)"
      ))
  }

  private mutating func add(_ finding: Finding) {
    if !findings.contains(finding) { findings.append(finding) }
  }
}

extension [UInt8] {
  func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
