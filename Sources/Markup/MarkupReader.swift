import CExpat

/// A bounded stream of the events of one XML document in UTF-8 or UTF-16.
///
/// A DOCTYPE ends it at once (OPC, ISO/IEC 29500-2, forbids DTDs, and nothing that we read needs
/// one), so there are no entities but the five of XML and character references, and no outside
/// file is ever opened.
package struct MarkupReader: ~Copyable {
  private let parser: ParserOwner
  private let bytes: [UInt8]
  private let limits: MarkupLimits
  private var fed = 0
  private var finished = false
  private var events: [MarkupEvent] = []
  private var cursor = 0
  /// The error that ended the stream; said again at each further step.
  private var failure: MarkupError?

  /// Opens a document; `vocabulary` gives the short names of namespaces.
  package init(
    _ bytes: [UInt8], vocabulary: [String: String] = [:], limits: MarkupLimits = MarkupLimits()
  ) throws(MarkupError) {
    try self.init(bytes, NameTable(vocabulary: vocabulary), limits)
  }

  private init(
    _ bytes: [UInt8], _ names: NameTable, _ limits: MarkupLimits
  ) throws(MarkupError) {
    guard bytes.count <= limits.bytes else { throw .limit(.bytes, limits.bytes) }
    let parser = try ParserOwner(names: names, limits: limits)
    self.bytes = bytes
    self.limits = limits
    self.parser = parser
  }

  /// The next event; nil at the end of a whole, well-formed document.
  package mutating func next() throws(MarkupError) -> MarkupEvent? {
    while cursor == events.count {
      if let failure { throw failure }
      guard !finished else { return nil }
      feed()
    }
    defer { cursor += 1 }
    return events[cursor]
  }

  /// Hands expat the next piece and takes over the events that came of it.
  private mutating func feed() {
    let piece = fed..<min(fed + 65_536, bytes.count)
    fed = piece.upperBound
    finished = fed == bytes.count
    failure = parser.parse(bytes[piece], last: finished)
    events = parser.takeEvents()
    cursor = 0
    if failure == nil, !finished, parser.unfinished(of: fed) > limits.token {
      failure = .limit(.token, limits.token)
    }
  }
}

extension MarkupReader {
  /// Gives each event of a document to a closure.
  package static func read(
    _ bytes: [UInt8], vocabulary: [String: String] = [:], limits: MarkupLimits = MarkupLimits(),
    _ body: (MarkupEvent) -> Void
  ) throws(MarkupError) {
    var reader = try MarkupReader(bytes, vocabulary: vocabulary, limits: limits)
    while let event = try reader.next() { body(event) }
  }

  /// All events of a document at once; a flaw anywhere in it is thrown instead.
  ///
  /// `names` goes from one document to the next, so that what they all say is learnt once.
  package static func events(
    of bytes: [UInt8], names: inout NameTable, limits: MarkupLimits = MarkupLimits()
  ) throws(MarkupError) -> [MarkupEvent] {
    // Taken, not shared, for a shared table would be copied with its first new name.
    var taken = NameTable(vocabulary: [:])
    swap(&taken, &names)
    var reader = try MarkupReader(bytes, taken, limits)
    var all: [MarkupEvent] = []
    defer { names = reader.parser.names }
    while !reader.finished {
      reader.feed()
      if let failure = reader.failure { throw failure }
      // One piece is the whole of most parts.
      if all.isEmpty { swap(&all, &reader.events) } else { all += reader.events }
    }
    return all
  }
}
