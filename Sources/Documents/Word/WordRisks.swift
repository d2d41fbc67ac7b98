import Findings
import Markup

/// What in a Word document is active, embedded or fetched from elsewhere.
struct WordRisks {
  private let subject: String
  private(set) var findings: [Finding] = []
  private var instruction: String?

  init(subject: String) { self.subject = subject }

  /// Looks at types, relationships and the first bytes of every part.
  mutating func look(at package: OpenPackage) {
    let isMacro = package.types.contains {
      let type = $0.lowercased()
      return ["macroenabled", "vbaproject", "vbadata"].contains { Array(type.utf8).contains($0) }
    }
    if isMacro { add(macroFinding(subject)) }
    for source in package.relationships.keys.sorted() {
      for relationship in package.relationships[source] ?? [] { look(at: relationship, of: source) }
    }
    for name in package.parts.names {
      guard let bytes = package.parts[name] else { continue }
      // Most parts are read and tell by themselves; this is for those that nobody reads.
      if package.isMarkup(name), bytes.holdsDoctype { add(markupFinding(subject, name, .doctype)) }
      for finding in embeddedFindings(bytes, name, subject: subject) { add(finding) }
    }
  }

  private mutating func look(at relationship: OpenPackage.Relationship, of source: String) {
    switch (relationship.kind, relationship.isExternal) {
    case ("vbaProject", _): add(macroFinding(subject))
    case ("hyperlink", _): return
    case ("attachedTemplate", true): template(relationship.target)
    case ("oleObject", false), ("control", false): add(embeddedObject(subject))
    case ("package", false) where !source.hasPrefix("word/charts/"): add(embeddedObject(subject))
    case ("aFChunk", _):
      hold(
        "imported-part", "the document holds a part in another format, which is not counted",
        "open it in Word, copy everything into a new document, and hand that in")
    case (_, true):
      hold(
        "external-link", "the document fetches something from elsewhere when it is opened",
        "put the picture or file itself into the document (in Word: File, Info, Edit Links to Files, Break Link)"
      )
    default: return
    }
  }

  /// A template on the writer's own disk is ordinary; one that is fetched is not.
  private mutating func template(_ target: String) {
    let bytes = Array(target.lowercased().utf8)
    let path = bytes.starts(with: "file:///".utf8) ? Array(bytes.dropFirst(8)) : bytes
    let isOwnDisk =
      path.count > 2 && path[1] == UInt8(ascii: ":") && (0x61...0x7A).contains(path[0])
    if isOwnDisk {
      add(
        Finding(
          "template-path", .warning, subject,
          "the document names the template that it was made from, with its place on the disk",
          remedy: "nothing needs to be done; the assessor's copy does not hold it"))
    } else {
      hold(
        "external-template", "the document fetches its template from elsewhere when it is opened",
        "in Word choose Developer, Document Template, type Normal and save")
    }
  }

  /// Looks for fields that fetch, and for objects, in the events of a part.
  mutating func take(_ event: MarkupEvent) {
    switch event {
    case .start("w:fldSimple", let attributes, _): judge(field: attributes["w:instr"] ?? "")
    case .start("w:fldChar", let attributes, _):
      if attributes["w:fldCharType"] == "begin" {
        instruction = ""
      } else if let text = instruction {
        judge(field: text)
        instruction = nil
      }
    case .text(let text, _): instruction? += text
    case .start("w:subDoc", _, _):
      hold(
        "external-link", "the document is made of other documents",
        "copy the whole text into one document and hand that in")
    default: return
    }
  }

  private mutating func judge(field: String) {
    switch fieldName(field) {
    case "DDE", "DDEAUTO", "INCLUDETEXT", "LINK", "IMPORT", "DATABASE", "RD":
      hold(
        "linked-field", "a field in the document fetches text from another file or program",
        "select everything in Word, press Ctrl+Shift+F9, and save")
    case "INCLUDEPICTURE":
      add(
        Finding(
          "linked-picture", .warning, subject,
          "a picture in the document is linked to a web address",
          remedy: "select everything in Word, press Ctrl+Shift+F9, and save"))
    default: return
    }
  }

  private mutating func hold(_ code: String, _ message: String, _ remedy: String) {
    add(Finding(code, .held, subject, message, remedy: remedy))
  }

  private mutating func add(_ finding: Finding) {
    if !findings.contains(finding) { findings.append(finding) }
  }
}

extension [UInt8] {
  private static let wideDoctype = Content.wide("<!DOCTYPE")

  /// Whether XML declares a document type at its beginning, in UTF-8 or UTF-16.
  var holdsDoctype: Bool {
    let start = prefix(4_096)
    return start.contains("<!DOCTYPE") || start.contains(Self.wideDoctype)
  }
}

func macroFinding(_ subject: String) -> Finding {
  Finding(
    "has-macros", .refused, subject, "the document holds macros",
    remedy: NamedFormat.asDocxAnywhere)
}

func embeddedObject(_ subject: String) -> Finding {
  Finding(
    "embedded-object", .held, subject, "another file is embedded in the document",
    remedy: "put its content into the document itself as text, table or picture")
}

/// Judges a part by its own bytes, whatever it is called.
func embeddedFindings(_ bytes: [UInt8], _ name: String, subject: String) -> [Finding] {
  switch Content.byMagic(bytes) {
  case .other("a program"): return [programFinding(subject)]
  case .compound:
    let lower = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    if lower.contains(Content.wide("_vba_project")) { return [macroFinding(subject)] }
    return lower.contains(".exe\0") ? [programFinding(subject)] : [embeddedObject(subject)]
  default: return []
  }
}

private func programFinding(_ subject: String) -> Finding {
  Finding(
    "has-program", .refused, subject, "a program is embedded in the document",
    remedy: "delete it from the document and save")
}
