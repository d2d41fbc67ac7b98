import Markup

/// The XML of a document's parts, taken apart once and looked at several times.
///
/// What a reader, a look for risks and a cleaning each want to see is the same; most of the time
/// that a document takes goes into its XML. Of a large document the parts that came too late for
/// the room are read anew each time, so that memory stays bounded.
struct PartEvents: Sendable {
  private struct Part {
    let bytes: [UInt8]
    let events: [MarkupEvent]
  }

  private let vocabulary: [String: String]
  private var known: [String: Part] = [:]
  /// What was known of another document, which shares most of its parts with this one.
  private let earlier: [String: Part]
  /// The bytes of XML that are still let in.
  private var room = 1_000_000

  private var names: NameTable

  init(vocabulary: [String: String], after earlier: PartEvents? = nil) {
    self.vocabulary = vocabulary
    self.earlier = earlier?.known ?? [:]
    names = earlier?.names ?? NameTable(vocabulary: vocabulary)
  }

  /// Takes a part in, where there is room; one with a flaw is left out and tells when it is read.
  mutating func take(_ name: String, _ bytes: [UInt8]) {
    // A text in UTF-16 is cleaned as UTF-8, where everything stands in other places.
    guard bytes.count <= room, known[name] == nil, !bytes.hasWideMark else { return }
    if let same = earlier[name], same.bytes == bytes {
      known[name] = same
    } else if let events = try? MarkupReader.events(of: bytes, names: &names) {
      known[name] = Part(bytes: bytes, events: events)
    } else {
      return
    }
    room -= bytes.count
  }

  subscript(_ name: String) -> [MarkupEvent]? { known[name]?.events }

  /// The events of a part, given to a closure.
  func read(
    _ name: String, _ bytes: [UInt8], _ body: (MarkupEvent) -> Void
  ) throws(MarkupError) {
    guard let events = known[name]?.events else {
      return try MarkupReader.read(bytes, vocabulary: vocabulary, body)
    }
    for event in events { body(event) }
  }
}

extension [UInt8] {
  /// Whether a text begins with the byte order mark of UTF-16.
  var hasWideMark: Bool { starts(with: [0xFF, 0xFE]) || starts(with: [0xFE, 0xFF]) }
}
