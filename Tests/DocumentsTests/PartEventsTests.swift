@testable import Documents
import Markup
import Testing

@Suite struct PartEventsTests {
  private func events(_ parts: PartEvents, _ name: String, _ bytes: [UInt8]) throws -> [MarkupEvent]
  {
    var found: [MarkupEvent] = []
    try parts.read(name, bytes) { found.append($0) }
    return found
  }

  @Test func `a part that was taken apart before says the same as one read anew`() throws {
    let bytes = Array("<a xmlns='u' b='1'>one<c/><!-- x -->two</a>".utf8)
    var parts = PartEvents(vocabulary: ["u": "w"])
    let anew = try events(parts, "a.xml", bytes)
    parts.take("a.xml", bytes)
    #expect(parts["a.xml"] == anew)
    #expect(try events(parts, "a.xml", bytes) == anew)
  }

  @Test func `parts beyond the room are read anew and say all they hold`() throws {
    let long = Array(("<a>" + String(repeating: "<b/>", count: 300_000) + "</a>").utf8)
    var parts = PartEvents(vocabulary: [:])
    parts.take("long.xml", long)
    #expect(parts["long.xml"] == nil)
    #expect(try events(parts, "long.xml", long).count == 600_002)
  }

  @Test func `a part with a flaw is left out and tells when it is read`() throws {
    let bytes = Array("<a><b></a>".utf8)
    var parts = PartEvents(vocabulary: [:])
    parts.take("a.xml", bytes)
    #expect(parts["a.xml"] == nil)
    #expect(throws: MarkupError.self) { try events(parts, "a.xml", bytes) }
  }

  @Test func `names learnt in one part stand for the same in the next`() throws {
    var parts = PartEvents(vocabulary: ["u": "w", "v": "x"])
    parts.take("a.xml", Array("<p:a xmlns:p='u'/>".utf8))
    parts.take("b.xml", Array("<p:a xmlns:p='v'/>".utf8))
    let names = try ["a.xml", "b.xml"].map { name -> String in
      guard case .start(let found, _, _) = try #require(parts[name]?.first) else { return "" }
      return found
    }
    #expect(names == ["w:a", "x:a"])
  }

  @Test func `of a document cleaned from another one only what differs is taken apart anew`() throws
  {
    var first = PartEvents(vocabulary: ["u": "w"])
    let (same, before) = (Array("<a xmlns='u'/>".utf8), Array("<b xmlns='u'/>".utf8))
    first.take("same.xml", same)
    first.take("changed.xml", before)
    var second = PartEvents(vocabulary: ["u": "w"], after: first)
    let changed = Array("<c xmlns='u'/>".utf8)
    second.take("same.xml", same)
    second.take("changed.xml", changed)
    #expect(second["same.xml"] == first["same.xml"])
    #expect(second["changed.xml"] == (try events(PartEvents(vocabulary: ["u": "w"]), "", changed)))
    #expect(second["changed.xml"] != first["changed.xml"])
  }
}
