import Markup

/// Whether a picture is SVG: XML whose first kilobyte opens an `svg` element.
func isVector(_ bytes: [UInt8]) -> Bool {
  let start = bytes.prefix(1_024)
  return start.contains("<svg") || start.contains(":svg")
}

/// SVG: keeps what is drawn; drops metadata, descriptions, scripts, whatever an editor notes for
/// itself, and what is fetched from elsewhere.
func cleanSVG(_ bytes: [UInt8]) -> CleanPicture? {
  do throws(MarkupError) {
    let scrubbed = try MarkupScrub.scrub(bytes, nil, vectorRules, Masking([]))
    return CleanPicture(
      bytes: scrubbed.bytes, fields: scrubbed.traces.isEmpty ? [] : ["SVG metadata"])
  } catch { return nil }
}

private let vectorRules: ScrubRules = {
  let telling = ["metadata", "title", "desc", "script", "foreignObject"]
  var rules = ScrubRules(
    vocabulary: [
      "http://www.w3.org/2000/svg": "svg", "http://www.w3.org/1999/xlink": "xlink",
    ],
    dropped: Dictionary(
      uniqueKeysWithValues: telling.flatMap { [$0, "svg:" + $0] }.map { ($0, .imageMetadata) }),
    unwrapped: [:], paragraphs: [], texts: [], gaps: [],
    attribute: { _, name, value in
      let isElsewhere = value.first != "#" && !value.hasPrefix("data:image/")
      switch name {
      case "xlink:href", "href": return isElsewhere ? .drop(.imageMetadata) : .keep
      case _ where name.hasPrefix("on"): return .drop(.imageMetadata)
      default: return name.hasPrefix("{") ? .drop(.imageMetadata) : .keep
      }
    })
  // Elements of an editor's own namespaces.
  rules.element = { name, _ in name.hasPrefix("{") ? .some(.imageMetadata) : nil }
  return rules
}()
