import Markup
import Testing

@Suite struct MarkupTests {
  private func events(
    _ bytes: [UInt8], vocabulary: [String: String] = [:], limits: MarkupLimits = MarkupLimits()
  ) throws(MarkupError) -> [MarkupEvent] {
    var found: [MarkupEvent] = []
    try MarkupReader.read(bytes, vocabulary: vocabulary, limits: limits) { found.append($0) }
    return found
  }

  /// What a document says, names and text alone.
  private func shape(_ text: String, vocabulary: [String: String] = [:]) throws -> String {
    try events(Array(text.utf8), vocabulary: vocabulary).map { event in
      switch event {
      case .start(let name, let attributes, _):
        "<" + ([name] + attributes.items.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
          + ">"
      case .text(let text, _): text
      case .end(let name, _): "</\(name)>"
      }
    }.joined()
  }

  @Test(arguments: [
    ("<a b='1' c=\"2\">x&amp;y<d/></a>", "<a b=1 c=2>x&y<d></d></a>"),
    ("<?xml version='1.0'?><!-- no --><a><![CDATA[<b>]]> &#x41;</a>", "<a><b> A</a>"),
    ("<p:a xmlns:p='urn:x'><p:b p:c='1' d='2'/></p:a>", "<x:a><x:b x:c=1 d=2></x:b></x:a>"),
    ("<a xmlns='urn:x'><b xmlns=''/></a>", "<x:a><b></b></x:a>"),
    ("<a xmlns='urn:other'/>", "<{urn:other}a></{urn:other}a>"),
    ("<a xml:space='preserve'> </a>", "<a xml:space=preserve> </a>"),
  ])
  func `events say what the document says, with namespaces resolved`(
    _ text: String, _ expected: String
  ) throws {
    #expect(try shape(text, vocabulary: ["urn:x": "x"]) == expected)
  }

  @Test func `each event knows its bytes`() throws {
    let text = "<a>x&lt;y<b c='1'/></a>"
    let bytes = Array(text.utf8)
    let found = try events(bytes).map { event -> String in
      switch event {
      case .start(_, _, let range), .text(_, let range), .end(_, let range):
        String(decoding: bytes[range], as: UTF8.self)
      }
    }
    #expect(found == ["<a>", "x&lt;y", "<b c='1'/>", "", "</a>"])
  }

  @Test func `a tag tells where its attributes stand`() {
    let text = "<w:p xmlns:w='urn' a = \"1 > 0\"\n b='' xmlnsx='2'/>"
    let bytes = Array(text.utf8)
    let tag = MarkupTag(bytes, at: 0..<bytes.count)
    #expect(
      tag.attributes.map { String(decoding: bytes[$0.value], as: UTF8.self) } == ["1 > 0", "", "2"])
    #expect(
      String(decoding: bytes[tag.attributes[0].whole], as: UTF8.self) == " a = \"1 > 0\"")
    #expect(String(decoding: bytes[tag.end...], as: UTF8.self) == "/>")
  }

  static let doctypes = [
    "<!DOCTYPE a><a/>",
    "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
    "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;'>]><a>&c;</a>",
    "<?xml version='1.0'?>\n<!-- first -->\n<!DOCTYPE a SYSTEM 'http://example.org/a.dtd'><a/>",
  ]

  @Test(arguments: doctypes)
  func `a DOCTYPE is refused in UTF-8 and in UTF-16`(_ text: String) {
    for bytes in [Array(text.utf8), Self.wide(text, big: false), Self.wide(text, big: true)] {
      #expect(throws: MarkupError.doctype) { try events(bytes) }
    }
  }

  /// Text in UTF-16 with its mark.
  private static func wide(_ text: String, big: Bool) -> [UInt8] {
    var bytes: [UInt8] = big ? [0xFE, 0xFF] : [0xFF, 0xFE]
    for unit in text.utf16 {
      let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
      bytes += big ? [high, low] : [low, high]
    }
    return bytes
  }

  @Test func `UTF-16 is read`() throws {
    #expect(try events(Self.wide("<a>é</a>", big: false))[1] == .text("é", at: 8..<10))
  }

  @Test func `other encodings are refused`() {
    let text = "<?xml version='1.0' encoding='ISO-8859-1'?><a/>"
    #expect(throws: MarkupError.encoding("ISO-8859-1")) { try events(Array(text.utf8)) }
  }

  @Test func `200,000 levels are refused`() {
    let text = String(repeating: "<a>", count: 200_000) + String(repeating: "</a>", count: 200_000)
    #expect(throws: MarkupError.limit(.depth, 200)) { try events(Array(text.utf8)) }
  }

  @Test func `100,000 attributes are refused`() {
    let text = "<a " + (0..<100_000).map { "a\($0)='1'" }.joined(separator: " ") + "/>"
    #expect(throws: MarkupError.limit(.attributes, 256)) { try events(Array(text.utf8)) }
  }

  @Test func `a tag of twelve megabytes is refused before it ends`() {
    let text = "<a b='" + String(repeating: "x", count: 12_000_000) + "'/>"
    #expect(throws: MarkupError.limit(.token, 2_000_000)) { try events(Array(text.utf8)) }
  }

  @Test func `text and size have limits`() {
    var limits = MarkupLimits()
    limits.text = 10
    limits.bytes = 100
    #expect(throws: MarkupError.limit(.text, 10)) {
      try events(Array("<a>12345678901</a>".utf8), limits: limits)
    }
    #expect(throws: MarkupError.limit(.bytes, 100)) {
      try events([UInt8](repeating: 0x20, count: 101), limits: limits)
    }
  }

  @Test(arguments: [
    "", "<a>", "<a></b>", "<a/><b/>", "<a>&nbsp;</a>", "<a b='1' b='2'/>", "text", "<p:a/>",
  ])
  func `what is not well-formed is refused, wherever it breaks`(_ text: String) {
    #expect(throws: MarkupError.self) { try events(Array(text.utf8)) }
  }

  @Test func `the error is said again at each step`() throws {
    var reader = try MarkupReader(Array("<a></b>".utf8))
    #expect(try reader.next() != nil)
    for _ in 0..<2 {
      do {
        _ = try reader.next()
        Issue.record("no error")
      } catch { #expect("\(error)".contains("mismatched tag")) }
    }
  }

  @Test(
    arguments: ["", "a", "A", "xxaB", "aaBaaB", "aaaB", "BBaB", "aB"], ["aB", "B", "a", "aaB", "x"])
  func `a run of bytes is found where it first stands`(_ text: String, _ mark: String) {
    let (bytes, needle) = (Array(text.utf8), Array(mark.utf8))
    for start in 0...bytes.count {
      let places = bytes.indices.filter {
        $0 >= start && bytes[$0...].starts(with: needle)
      }
      #expect(bytes.firstIndex(of: needle, from: start) == places.first)
      #expect(bytes[start...].firstIndex(of: needle, from: start) == places.first)
    }
  }
}
