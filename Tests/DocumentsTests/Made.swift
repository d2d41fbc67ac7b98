import Archive
import Findings
import Foundation
import Markup

@testable import Documents

/// Documents made in code: a little XML each, zipped as a stranger would.
enum Made {
  static let wordNamespaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    + "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
    + "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" "
    + "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
    + "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" "
    + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
    + "xmlns:v=\"urn:schemas-microsoft-com:vml\" "
    + "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""

  static let relationshipBase =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
  static let wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml."

  static func document(_ body: String) -> String {
    "<w:document \(wordNamespaces)><w:body>\(body)</w:body></w:document>"
  }

  /// A paragraph of one run.
  static func p(_ text: String, style: String? = nil) -> String {
    let properties = style.map { "<w:pPr><w:pStyle w:val=\"\($0)\"/></w:pPr>" } ?? ""
    return "<w:p>\(properties)\(r(text))</w:p>"
  }

  static func r(_ text: String, _ properties: String = "") -> String {
    "<w:r><w:rPr>\(properties)</w:rPr><w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
  }

  static let styles = """
    <w:styles \(wordNamespaces)>
    <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
    <w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
    <w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
    <w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Our heading"/><w:basedOn w:val="H2"/></w:style>
    <w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>
    <w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
    </w:styles>
    """

  /// A further part of a Word document: its name, relationship, content type and text.
  struct Part {
    let name: String
    let kind: String
    let type: String
    let text: String
    var external = false

    static func word(_ kind: String, _ text: String) -> Part {
      Part(
        name: "word/\(kind).xml", kind: kind, type: wordType + kind + "+xml", text: text)
    }

    static func external(_ kind: String, _ target: String) -> Part {
      Part(name: target, kind: kind, type: "", text: "", external: true)
    }
  }

  /// The parts of a Word document, ready to be zipped.
  static func wordParts(_ body: String, _ parts: [Part] = [], package: [Part] = []) -> [(
    name: String, bytes: [UInt8]
  )] {
    let all = [Part.word("styles", styles)] + parts
    func relationships(_ parts: [Part]) -> String {
      parts.enumerated().map { index, part in
        let kind = part.kind.hasPrefix("http") ? part.kind : relationshipBase + part.kind
        return "<Relationship Id=\"rId\(index + 1)\" Type=\"\(kind)\" "
          + "Target=\"\(part.external ? part.name : "/" + part.name)\""
          + (part.external ? " TargetMode=\"External\"/>" : "/>")
      }.joined()
    }
    let root = Part(
      name: "word/document.xml", kind: "officeDocument", type: wordType + "document.main+xml",
      text: document(body))
    let inside = ([root] + all + package).filter { !$0.external }
    let types = inside.map {
      "<Override PartName=\"/\($0.name)\" ContentType=\"\($0.type)\"/>"
    }.joined()
    let relationshipNamespace =
      "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""
    let written: [(String, String)] =
      [
        (
          "[Content_Types].xml",
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + types + "</Types>"
        ),
        (
          "_rels/.rels",
          "<Relationships \(relationshipNamespace)>\(relationships([root] + package))</Relationships>"
        ),
        (
          "word/_rels/document.xml.rels",
          "<Relationships \(relationshipNamespace)>\(relationships(all))</Relationships>"
        ),
      ] + inside.map { ($0.name, $0.text) }
    return written.map { (name: $0.0, bytes: Array($0.1.utf8)) }
  }

  static let officeNamespaces =
    [
      "office", "text", "style", "table", "meta", "manifest", "script",
    ].map { "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\"" }.joined(
      separator: " ")
    + " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""
    + " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""
    + " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\""
    + " xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\""
    + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""

  /// The parts of an ODT.
  static func openParts(_ body: String, styles: String = "", _ more: [(String, String)] = []) -> [(
    name: String, bytes: [UInt8]
  )] {
    let content =
      "<office:document-content \(officeNamespaces)><office:automatic-styles>\(styles)"
      + "</office:automatic-styles><office:body><office:text>\(body)</office:text></office:body>"
      + "</office:document-content>"
    let written =
      [
        ("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content),
        (
          "META-INF/manifest.xml",
          "<manifest:manifest \(officeNamespaces)>"
            + "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>"
            + "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
            + more.map {
              "<manifest:file-entry manifest:full-path=\"\($0.0)\" manifest:media-type=\"\"/>"
            }.joined()
            + "</manifest:manifest>"
        ),
      ] + more
    return written.map { (name: $0.0, bytes: Array($0.1.utf8)) }
  }
}

extension Made {
  /// A ZIP of parts, in memory.
  static func zipped(_ parts: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    guard let folder = try? Folder(), (try? folder.zip("a.zip", parts)) != nil else { return [] }
    return (try? folder.bytes("a.zip")) ?? []
  }
}

extension Made {
  /// A Word document with a further part, which comes to be called otherwise after our writer, who
  /// would not write it, is done; both names have one length.
  static func renamed(_ name: String, _ other: String) -> [UInt8] {
    let part = (name: name, bytes: Array(document(p("other words")).utf8))
    var bytes = zipped(wordParts(p("some words")) + [part])
    while let place = bytes.firstIndex(of: Array(name.utf8), from: 0) {
      bytes.replaceSubrange(place..<(place + name.utf8.count), with: other.utf8)
    }
    return bytes
  }
}

/// A folder that goes when its owner goes.
final class Folder {
  let url = FileManager.default.temporaryDirectory.appending(
    path: "npq-documents-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }

  func zip(_ name: String, _ parts: [(name: String, bytes: [UInt8])]) throws -> String {
    var writer = try ZipWriter(path: path(name))
    for part in parts { try writer.add(part.name, bytes: part.bytes) }
    try writer.finish()
    return path(name)
  }

  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    try Data(bytes).write(to: URL(filePath: path(name)))
    return path(name)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path(name))))
  }

  /// The parts of a ZIP, as text, by name.
  func parts(_ name: String) throws -> [String: String] {
    let parts = try Parts(bytes(name))
    return Dictionary(
      uniqueKeysWithValues: parts.names.map {
        ($0, String(decoding: parts[$0] ?? [], as: UTF8.self))
      })
  }
}

extension DocumentReading {
  var codes: [String] { findings.map(\.code) }
}

/// Reads a document and writes its clean copy.
func writeCleanCopy(
  of path: String, as format: DocumentFormat, to output: String, masks: [Mask]
) throws -> CleanCopy {
  let document = OpenedDocument(
    try readFile(path), name: "document.\(format.rawValue)", findsTraces: false)
  let (copy, bytes) = try cleanCopy(of: document, as: format, masks: masks)
  try writeWhole(bytes, to: output, replacing: true)
  return copy
}
