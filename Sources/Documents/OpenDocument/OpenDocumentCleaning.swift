import Findings
import Markup

extension OpenDocumentPackage {
  /// What becomes of a part in a clean copy.
  private enum Fate {
    case scrub(ScrubRules)
    case picture
    case keep
    /// Left behind; a kind of nil is no trace by itself.
    case leave(Trace.Kind?)
  }

  /// The document without its traces.
  func cleaned(_ masking: Masking, subject: String) throws(OpenPackage.Flaw) -> CleanParts {
    var clean = CleanParts()
    // The media type comes first (ISO/IEC 26300-3, 3.3).
    clean.parts.append(("mimetype", Array(Self.text.utf8)))
    var kept: Set<String> = []
    for name in parts.names.sorted() where name != "mimetype" && name != Self.manifest {
      guard let bytes = parts[name] else { continue }
      switch fate(of: name, bytes) {
      case .leave(let kind):
        if let kind { clean.traces.append(Trace(name, kind)) }
        continue
      case .keep: clean.parts.append((name, bytes))
      case .picture: clean.addPicture(name, bytes, subject: subject)
      case .scrub(let rules):
        do throws(MarkupError) {
          clean.add(name, try MarkupScrub.scrub(bytes, events[name], rules, masking))
        } catch { throw .markup(name, error) }
      }
      kept.insert(name)
    }
    clean.noteContainer(of: parts)
    try addManifest(kept, &clean)
    return clean
  }

  private func fate(of name: String, _ bytes: [UInt8]) -> Fate {
    let steps = name.split(separator: "/").map(String.init)
    switch steps.last {
    case "content.xml", "styles.xml": return .scrub(openDocumentScrubRules)
    case "settings.xml": return .scrub(openDocumentSettingsRules)
    case "meta.xml": return .leave(.properties)
    default: break
    }
    switch steps.first {
    case "Pictures", "media": return .picture
    case "ObjectReplacements": return cleanPicture(bytes) == nil ? .leave(nil) : .picture
    case "Fonts": return .keep
    case "Thumbnails": return .leave(.thumbnail)
    case "META-INF": return .leave(.signature)
    case "Configurations2", "layout-cache": return .leave(.customData)
    case "manifest.rdf": return .leave(.customData)
    case "Versions", "VersionList.xml": return .leave(.documentData)
    default: return .leave(Content(bytes) == .compound(.other) ? .embedded : .unknownPart)
    }
  }

  private func addManifest(_ kept: Set<String>, _ clean: inout CleanParts)
    throws(OpenPackage.Flaw)
  {
    guard let bytes = parts[Self.manifest] else { return }
    var rules = ScrubRules(
      vocabulary: openDocumentVocabulary, dropped: [:], unwrapped: [:], paragraphs: [], texts: [],
      gaps: [], attribute: { _, _, _ in .keep })
    rules.element = { name, attributes in
      guard name == "manifest:file-entry", let path = attributes["manifest:full-path"] else {
        return nil
      }
      let isKept =
        path == "/" || kept.contains(path)
        || path.utf8.last == UInt8(ascii: "/") && kept.contains { $0.hasPrefix(path) }
      return isKept ? nil : .some(nil)
    }
    do throws(MarkupError) {
      let scrubbed = try MarkupScrub.scrub(bytes, events[Self.manifest], rules, Masking([]))
      clean.parts.append((Self.manifest, scrubbed.bytes))
    } catch { throw .markup(Self.manifest, error) }
  }
}
