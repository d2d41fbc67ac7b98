import Archive
import Findings

/// A document that is a ZIP after cleaning: what is written, and what was found.
struct CleanParts: Sendable {
  var parts: [(name: String, bytes: [UInt8])] = []
  var traces: [Trace] = []
  var masked: [MaskedPlace] = []
  var findings: [Finding] = []
  /// Words that went with fields which show the author.
  var lostWords = 0

  /// Takes over a scrubbed part.
  mutating func add(_ name: String, _ scrubbed: ScrubbedPart) {
    parts.append((name, scrubbed.bytes))
    traces += scrubbed.traces(at: name)
    lostWords += scrubbed.lostWords
    if scrubbed.masked > 0 { masked.append(MaskedPlace(place: name, count: scrubbed.masked)) }
  }

  /// Notes what the container itself holds of its maker.
  mutating func noteContainer(of parts: Parts) {
    let marks = parts.marks.sorted().map(\.rawValue) + (parts.hasLitter ? ["litter"] : [])
    if !marks.isEmpty {
      traces.append(Trace("container", .container, marks.joined(separator: ", ")))
    }
  }

  /// Takes over a picture without its metadata; one of a kind that we cannot clean is held.
  mutating func addPicture(_ name: String, _ bytes: [UInt8], subject: String) {
    guard let picture = cleanPicture(bytes) else {
      parts.append((name, bytes))
      findings.append(
        Finding(
          "picture-not-cleaned", .held, subject,
          "the picture \(name) is \(kindNotCleaned(bytes)): its hidden details cannot be taken out",
          remedy:
            "cut it out of the document, paste it again with Paste Special as a picture (PNG or "
            + "JPEG), and save; without that it is taken too, and the office looks at it by hand"))
      return
    }
    parts.append((name, picture.bytes))
    if !picture.fields.isEmpty {
      let fields = Set(picture.fields).sorted().joined(separator: ", ")
      traces.append(Trace(name, .imageMetadata, fields))
    }
  }
}

/// What a picture is that we cannot clean, with why few people would see it anyway.
private func kindNotCleaned(_ bytes: [UInt8]) -> String {
  if bytes.starts(with: "%PDF-".utf8) {
    return "a PDF, as Word for Mac keeps it and few computers show it"
  }
  // ISO/IEC 23008-12: a file type comes first, behind its length.
  return bytes.dropFirst(4).starts(with: "ftyp".utf8)
    ? "a phone's photograph (HEIC), which few computers show" : "of an unusual kind"
}

/// A place where masks were applied, and how many.
package struct MaskedPlace: Sendable, Hashable {
  package let place: String
  package let count: Int

  package init(place: String, count: Int) {
    self.place = place
    self.count = count
  }
}
