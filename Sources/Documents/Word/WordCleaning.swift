import Findings
import Markup

/// Which parts of a Word document go into a clean copy, by the relationships that lead to them.
enum WordParts {
  /// What a part may be; whatever is reached in another way is left behind.
  static let kept: Set<String> = [
    "officeDocument", "styles", "stylesWithEffects", "settings", "webSettings", "fontTable",
    "numbering", "theme", "themeOverride", "footnotes", "endnotes", "header", "footer", "image",
    "chart", "chartEx", "chartUserShapes", "chartStyle", "chartColorStyle", "diagramData",
    "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing", "font",
  ]

  /// The kind of trace that a part is which is left behind.
  static func trace(_ kind: String) -> Trace.Kind {
    switch kind {
    case "core-properties", "extended-properties": .properties
    case "custom-properties", "classificationlabels": .customProperties
    case "thumbnail": .thumbnail
    // The picture before Word's own effects; what is shown stands beside it.
    case "hdphoto": .imageMetadata
    case "comments", "commentsExtended", "commentsIds", "commentsExtensible": .comments
    case "people", "documenttasks": .people
    case "customXml", "customXmlProps": .customData
    case "printerSettings": .printer
    case "attachedTemplate", "glossaryDocument": .template
    case "mailMergeSource", "mailMergeHeaderSource", "recipientData": .documentData
    case "origin", "signature", "certificate": .signature
    case "oleObject", "package", "control", "activeXControlBinary", "aFChunk": .embedded
    default: .unknownPart
    }
  }
}

extension OpenPackage {
  /// The parts that a clean copy holds, in the order of their names.
  var keptParts: [String] {
    var kept: Set<String> = []
    var waiting = [""]
    while let source = waiting.popLast() {
      for relationship in relationships(of: source) {
        guard let part = relationship.part, parts[part] != nil, isKept(relationship) else {
          continue
        }
        if kept.insert(part.lowercased()).inserted { waiting.append(part) }
      }
    }
    return parts.names.filter { kept.contains($0.lowercased()) }.sorted()
  }

  /// Whether a relationship within the package stays in a clean copy.
  private func isKept(_ relationship: Relationship) -> Bool {
    guard let part = relationship.part, parts[part] != nil else { return false }
    if relationship.kind == "customXml" { return type(of: part) == "application/inkml+xml" }
    return WordParts.kept.contains(relationship.kind)
  }

  /// The document without its traces.
  func cleaned(_ masking: Masking, subject: String) throws(Flaw) -> CleanParts {
    var clean = CleanParts()
    let kept = keptParts
    let keptNames = Set(kept.map { $0.lowercased() })
    noteLeftBehind(keptNames, &clean)
    clean.noteContainer(of: parts)
    let types = try scrub(Self.contentTypes, typeRules(keptNames), Masking([]))
    clean.parts.append((Self.contentTypes, types.bytes))
    for source in [""] + kept {
      if !source.isEmpty { try cleanPart(source, masking, subject: subject, &clean) }
      guard let name = relationshipParts[source.lowercased()] else { continue }
      let scrubbed = try scrub(name, relationshipRules(of: source, keptNames), masking)
      clean.add(name, scrubbed)
    }
    return clean
  }

  private func cleanPart(
    _ name: String, _ masking: Masking, subject: String, _ clean: inout CleanParts
  ) throws(Flaw) {
    guard let bytes = parts[name] else { throw .missing(name) }
    if isMarkup(name) {
      clean.add(name, try scrub(name, wordScrubRules, masking))
    } else if type(of: name).lowercased().contains("font") {
      clean.parts.append((name, bytes))
    } else {
      clean.addPicture(name, bytes, subject: subject)
    }
  }

  /// Whether a part is XML by its name or its type.
  func isMarkup(_ name: String) -> Bool {
    let lower = name.lowercased()
    let type = type(of: name)
    return lower.hasSuffix(".xml") || lower.hasSuffix(".rels")
      || type.hasSuffix("+xml") && type != "image/svg+xml"
      || type.hasSuffix("/xml")
  }

  func scrub(_ name: String, _ rules: ScrubRules, _ masking: Masking) throws(Flaw) -> ScrubbedPart {
    guard let bytes = parts[name] else { throw .missing(name) }
    do throws(MarkupError) {
      return try MarkupScrub.scrub(bytes, events[name], rules, masking)
    } catch { throw .markup(name, error) }
  }

  /// Says which parts are left behind, and why.
  private func noteLeftBehind(_ kept: Set<String>, _ clean: inout CleanParts) {
    var kinds: [String: String] = [:]
    for (_, found) in relationships {
      for relationship in found {
        if let part = relationship.part { kinds[part.lowercased()] = relationship.kind }
      }
    }
    for name in parts.names.sorted() {
      let lower = name.lowercased()
      guard !kept.contains(lower), !lower.hasSuffix(".rels"),
        lower != Self.contentTypes.lowercased()
      else { continue }
      let isTemplate = lower.hasPrefix("word/glossary/")
      let kind = isTemplate ? .template : WordParts.trace(kinds[lower] ?? "")
      clean.traces.append(Trace(name, kind))
    }
  }
}

extension OpenPackage {
  /// Drops the types of parts that are left behind.
  private func typeRules(_ kept: Set<String>) -> ScrubRules {
    .dropping("ct:Override") { attributes in
      let part = String((attributes["PartName"] ?? "").drop { $0 == "/" })
      return kept.contains(part.lowercased()) ? nil : .some(nil)
    }
  }

  /// Drops the relationships that lead to parts left behind or out of the package; the address of
  /// a web link stays, that of a mailbox or a file does not.
  private func relationshipRules(of source: String, _ kept: Set<String>) -> ScrubRules {
    let known = Dictionary(relationships(of: source).map { ($0.id, $0) }) { first, _ in first }
    var rules = ScrubRules.dropping("rel:Relationship") { attributes in
      guard let id = attributes["Id"], let found = known[id] else { return .some(nil) }
      if let part = found.part {
        return kept.contains(part.lowercased()) && isKept(found) ? nil : .some(nil)
      }
      if found.kind == "hyperlink" { return nil }
      return found.kind == "attachedTemplate" ? .template : .link
    }
    rules.attribute = { element, name, value in
      guard element == "rel:Relationship", name == "Target" else { return .keep }
      return isPersonalAddress(value) ? .replace("about:blank", .link) : .mask
    }
    return rules
  }
}
