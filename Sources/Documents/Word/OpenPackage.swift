import Findings
import Markup

/// The parts of an Office Open XML package with their types and relationships
/// (OPC, ISO/IEC 29500-2).
struct OpenPackage: Sendable {
  /// One relationship of a part.
  struct Relationship: Sendable, Hashable {
    let id: String
    /// The last word of the type's address, such as `footnotes`.
    let kind: String
    /// The address as written.
    let target: String
    /// The part that it leads to; nil for something outside the package.
    let part: String?
    var isExternal: Bool { part == nil }
  }

  /// Why a package cannot be read.
  enum Flaw: Error {
    case missing(String)
    case markup(String, MarkupError)
    /// A relationship that leads above the package's root.
    case climbs(String)
  }

  let parts: Parts
  private var defaults: [String: String] = [:]
  private var overrides: [String: String] = [:]
  /// By source part; the package's own stand under the empty name.
  private(set) var relationships: [String: [Relationship]] = [:]
  /// The parts that hold relationships, by source part.
  private(set) var relationshipParts: [String: String] = [:]
  private(set) var events: PartEvents

  static let contentTypes = "[Content_Types].xml"

  /// Takes parts for a package; `earlier` is what is known of the one that they were cleaned from.
  init(_ parts: Parts, after earlier: PartEvents? = nil) throws(Flaw) {
    self.parts = parts
    events = PartEvents(vocabulary: officeVocabulary, after: earlier)
    take(Self.contentTypes)
    try readTypes()
    for name in parts.names where name.lowercased().hasSuffix(".rels") {
      guard let source = Self.source(ofRelationships: name) else { continue }
      take(name)
      if relationshipParts[source.lowercased()] == nil {
        relationshipParts[source.lowercased()] = name
      }
      relationships[source.lowercased(), default: []] += try readRelationships(name, of: source)
    }
    for name in keptParts where isMarkup(name) { take(name) }
  }

  private mutating func take(_ part: String) {
    if let bytes = parts[part] { events.take(part, bytes) }
  }

  /// The part that the package is about.
  var main: String? {
    relationships[""]?.first { $0.kind == "officeDocument" }?.part
  }

  func relationships(of part: String) -> [Relationship] {
    relationships[part.lowercased()] ?? []
  }

  /// The content type of a part; empty where none is declared.
  func type(of part: String) -> String {
    let name = part.lowercased()
    if let type = overrides[name] { return type }
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    return defaults[ending] ?? ""
  }

  /// Every declared type.
  var types: [String] { Array(defaults.values) + Array(overrides.values) }

  /// The events of a part, given to a closure.
  func read(_ part: String, _ body: (MarkupEvent) -> Void) throws(Flaw) {
    guard let bytes = parts[part] else { throw .missing(part) }
    do throws(MarkupError) {
      try events.read(part, bytes, body)
    } catch { throw .markup(part, error) }
  }

  /// What a main part says of the page's own colour, before its body.
  func background(of part: String) throws(Flaw) -> MarkupAttributes? {
    guard let bytes = parts[part] else { throw .missing(part) }
    var found: MarkupAttributes?
    func isOver(_ event: MarkupEvent) -> Bool {
      guard case .start(let name, let attributes, _) = event else { return false }
      if name == "w:background" { found = attributes }
      return found != nil || name == "w:body"
    }
    if let known = events[part] {
      _ = known.first(where: isOver)
      return found
    }
    do throws(MarkupError) {
      var reader = try MarkupReader(bytes, vocabulary: officeVocabulary)
      while let event = try reader.next() { if isOver(event) { break } }
    } catch { throw .markup(part, error) }
    return found
  }

  private mutating func readTypes() throws(Flaw) {
    var defaults: [String: String] = [:]
    var overrides: [String: String] = [:]
    try read(Self.contentTypes) { event in
      guard case .start(let name, let attributes, _) = event,
        let type = attributes["ContentType"]
      else { return }
      if name == "ct:Default", let ending = attributes["Extension"] {
        defaults[ending.lowercased()] = type
      } else if name == "ct:Override", let part = attributes["PartName"] {
        overrides[String(part.drop { $0 == "/" }).lowercased()] = type
      }
    }
    (self.defaults, self.overrides) = (defaults, overrides)
  }

  private func readRelationships(_ name: String, of source: String) throws(Flaw) -> [Relationship] {
    var found: [Relationship] = []
    var climbing: String?
    try read(name) { event in
      guard case .start("rel:Relationship", let attributes, _) = event,
        let id = attributes["Id"], let type = attributes["Type"],
        let target = attributes["Target"]
      else { return }
      let kind = String(
        decoding: type.utf8.split(separator: UInt8(ascii: "/")).last ?? [], as: UTF8.self)
      var part: String?
      if attributes["TargetMode"] != "External" {
        part = Self.resolve(target, from: source)
        if part == nil { climbing = name }
      }
      found.append(.init(id: id, kind: kind, target: target, part: part))
    }
    if let climbing { throw .climbs(climbing) }
    return found
  }

  /// `word/_rels/document.xml.rels` belongs to `word/document.xml`, `_rels/.rels` to the package.
  static func source(ofRelationships name: String) -> String? {
    var steps = name.split(separator: "/").map(String.init)
    guard steps.count >= 2, steps[steps.count - 2].lowercased() == "_rels" else { return nil }
    let file = String(steps[steps.count - 1].dropLast(".rels".count))
    steps.removeLast(2)
    return file.isEmpty ? "" : (steps + [file]).joined(separator: "/")
  }

  /// The part that a target names, seen from its source; nil where it climbs out.
  static func resolve(_ target: String, from source: String) -> String? {
    let path = target.utf8.prefix { $0 != UInt8(ascii: "#") }
    let slash = UInt8(ascii: "/")
    var steps: [Substring.UTF8View.SubSequence] = []
    if path.first != slash { steps = source.utf8.split(separator: slash).dropLast() }
    for step in path.split(separator: slash) {
      if step.elementsEqual(".".utf8) { continue }
      if step.elementsEqual("..".utf8) {
        guard steps.popLast() != nil else { return nil }
        continue
      }
      steps.append(step)
    }
    return steps.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
  }
}
