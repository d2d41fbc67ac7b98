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
          "the picture \(name) is of a kind whose hidden details cannot be taken out",
          remedy: "replace it in the document by a PNG or JPEG picture, or look at it by hand"))
      return
    }
    parts.append((name, picture.bytes))
    if !picture.fields.isEmpty {
      let fields = Set(picture.fields).sorted().joined(separator: ", ")
      traces.append(Trace(name, .imageMetadata, fields))
    }
  }
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
