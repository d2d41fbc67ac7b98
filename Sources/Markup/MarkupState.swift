import CExpat

/// What the handlers gather while expat reads one piece of a document.
@safe struct MarkupState {
  let parser: OpaquePointer
  let limits: MarkupLimits
  var names: NameTable
  var events: [MarkupEvent] = []
  var failure: MarkupError?
  /// The names of the elements that are open, the outermost first.
  private var path: [String] = []
  private var textBytes = 0
  private var text: [UInt8] = []
  private var textRange = 0..<0

  init(parser: OpaquePointer, limits: MarkupLimits, names: NameTable) {
    unsafe self.parser = unsafe parser
    self.limits = limits
    self.names = names
  }

  /// The bytes that the event now being handled came from.
  private var range: Range<Int> {
    let start = unsafe Int(XML_GetCurrentByteIndex(parser))
    let count = unsafe Int(XML_GetCurrentByteCount(parser))
    return start..<(start + count)
  }

  mutating func start(_ name: UnsafePointer<CChar>, _ pairs: UnsafePointer<UnsafePointer<CChar>?>) {
    flushText()
    guard path.count < limits.depth else { return fail(.limit(.depth, limits.depth)) }
    var attributes = MarkupAttributes()
    var index = 0
    while unsafe pairs[index] != nil, index < limits.attributes * 2 { index += 2 }
    attributes.items.reserveCapacity(index / 2)
    index = 0
    while let name = unsafe pairs[index], let value = unsafe pairs[index + 1] {
      guard index < limits.attributes * 2 else {
        return fail(.limit(.attributes, limits.attributes))
      }
      let known = unsafe names.name(of: name)
      attributes.items.append(.init(name: known, value: unsafe String(cString: value)))
      index += 2
    }
    let known = unsafe names.name(of: name)
    path.append(known)
    events.append(.start(known, attributes, at: range))
  }

  /// Ends the element that was opened last: expat has seen to it that it is the one named.
  mutating func end() {
    flushText()
    guard let name = path.popLast() else { return }
    events.append(.end(name, at: range))
  }

  mutating func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
    textBytes += bytes.count
    guard textBytes <= limits.text else { return fail(.limit(.text, limits.text)) }
    let here = range
    // A comment between two pieces of text keeps them apart.
    if !text.isEmpty, here.lowerBound != textRange.upperBound { flushText() }
    textRange = text.isEmpty ? here : textRange.lowerBound..<here.upperBound
    unsafe text.append(contentsOf: bytes)
  }

  mutating func flushText() {
    guard !text.isEmpty else { return }
    events.append(.text(String(decoding: text, as: UTF8.self), at: textRange))
    text.removeAll(keepingCapacity: true)
  }

  mutating func declaration(encoding: String?) {
    let known = ["utf-8", "utf8", "utf-16", "utf-16le", "utf-16be"]
    guard let encoding, !known.contains(encoding.lowercased()) else { return }
    fail(.encoding(encoding))
  }

  mutating func fail(_ error: MarkupError) {
    failure = failure ?? error
    _ = unsafe XML_StopParser(parser, XML_Bool(0))
  }
}
