import Archive
import Findings
import Markup

/// The parts of an Office Open XML workbook that hold its cells (ISO/IEC 29500-1, 12.2).
struct WorkbookParts {
  /// One sheet as the workbook lists it.
  struct Listed {
    let name: String
    let isHidden: Bool
    let part: String
  }

  private var parts: [String: [UInt8]] = [:]
  /// In the order of their tabs; charts and macro sheets are left out.
  private(set) var sheets: [Listed] = []
  private(set) var sharedStrings: String?

  static let vocabulary = [
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "s",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "s",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
  ]

  private static func limits(_ bytes: Int) -> ArchiveLimits {
    var limits = ArchiveLimits()
    limits.archiveBytes = bytes
    limits.totalBytes = Limit.Document.totalBytes
    limits.ratio = Limit.Document.ratio
    // Excel on the web writes them, as Word there does.
    limits.takesDifferingTimes = true
    return limits
  }

  init(_ bytes: [UInt8], limits: SheetLimits) throws(WorkbookFlaw) {
    do throws(ArchiveError) {
      var reader = try ZipReader(bytes: bytes, limits: Self.limits(limits.bytes))
      while let entry = try reader.next() {
        let name = entry.name.lowercased()
        guard entry.kind == .file, Self.isWanted(name) else { continue }
        parts[name] = try reader.readAll()
      }
    } catch { throw .archive(error) }
    try self.list()
  }

  /// A workbook's parts given in code.
  init(_ parts: [(name: String, bytes: [UInt8])]) throws(WorkbookFlaw) {
    for part in parts { self.parts[part.name.lowercased()] = part.bytes }
    try list()
  }

  /// Pictures, themes and printer settings are never inflated.
  private static func isWanted(_ name: String) -> Bool {
    let isText = name.hasSuffix(".xml") || name.hasSuffix(".rels") || name == "mimetype"
    return isText && !name.hasPrefix("xl/theme/") && !name.hasPrefix("xl/drawings/")
  }

  private mutating func list() throws(WorkbookFlaw) {
    guard let main = try relationships(of: "").first(where: { $0.kind == "officeDocument" })?.part
    else { throw .other(whatElse) }
    let related = try relationships(of: main)
    sharedStrings = related.first { $0.kind == "sharedStrings" }?.part
    var listed: [Listed] = []
    var isWorkbook = false
    try read(main) { event in
      guard case .start(let name, let attributes, _) = event else { return }
      if name == "s:workbook" { isWorkbook = true }
      guard name == "s:sheet", let id = attributes["r:id"],
        let sheet = related.first(where: { $0.id == id && $0.kind == "worksheet" })
      else { return }
      let state = attributes["state"] ?? "visible"
      listed.append(
        Listed(
          name: attributes["name"] ?? "", isHidden: state != "visible", part: sheet.part))
    }
    guard isWorkbook else { throw .other(whatElse) }
    sheets = listed
  }

  /// What a ZIP that is no workbook is.
  private var whatElse: String {
    if let type = parts["mimetype"] {
      return type.starts(with: "application/vnd.oasis.opendocument".utf8)
        ? "an OpenDocument file (.ods)" : "a document of another program"
    }
    return parts.keys.contains { $0.hasPrefix("word/") } ? "a Word document" : "an archive"
  }

  /// Gives the events of a part to a closure.
  func read(_ part: String, _ body: (MarkupEvent) -> Void) throws(WorkbookFlaw) {
    guard let bytes = parts[part] else { throw .part(part, "is missing") }
    do throws(MarkupError) {
      try MarkupReader.read(bytes, vocabulary: Self.vocabulary, body)
    } catch { throw .part(part, "\(error)") }
  }

  /// The events of a part, one at a time.
  func reader(of part: String) throws(WorkbookFlaw) -> MarkupReader {
    guard let bytes = parts[part] else { throw .part(part, "is missing") }
    do throws(MarkupError) {
      return try MarkupReader(bytes, vocabulary: Self.vocabulary)
    } catch { throw .part(part, "\(error)") }
  }

  private struct Relationship {
    let id: String
    /// The last word of the type's address.
    let kind: String
    let part: String
  }

  /// What a part refers to inside the package; nothing where it has no relationships.
  private func relationships(of part: String) throws(WorkbookFlaw) -> [Relationship] {
    let steps = part.split(separator: "/")
    let folder = steps.dropLast().map { $0 + "/" }.joined()
    let name = "\(folder)_rels/\(steps.last ?? "").rels"
    guard parts[name] != nil else { return [] }
    var found: [Relationship] = []
    try read(name) { event in
      guard case .start("rel:Relationship", let attributes, _) = event,
        let id = attributes["Id"], let type = attributes["Type"],
        let target = attributes["Target"], attributes["TargetMode"] != "External",
        let kind = type.split(separator: "/").last
      else { return }
      found.append(
        Relationship(id: id, kind: String(kind), part: Self.resolve(target, in: folder)))
    }
    return found
  }

  /// The part that a target names, seen from a folder; whatever it says, it is a key and no path.
  private static func resolve(_ target: String, in folder: String) -> String {
    let whole = target.utf8.first == UInt8(ascii: "/") ? target : folder + target
    var steps: [Substring] = []
    for step in whole.lowercased().split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }
}
