import Markup

/// The words of a PDF with their places, as `pdftotext -bbox-layout` gives them.
struct PortableLayout: Sendable {
  /// One word and where it stands on its page, in points from the upper left corner.
  struct Word: Sendable {
    var text = ""
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double
    var concealment: Concealment?

    var height: Double { bottom - top }
  }

  /// One page: its size, and its words by block and line.
  struct Page: Sendable {
    let width: Double
    let height: Double
    var blocks: [[[Word]]] = []
  }

  var pages: [Page] = []

  /// Reads what poppler wrote; it begins with a document type that names a standard.
  init(_ output: [UInt8]) throws(MarkupError) {
    let start = output.firstIndex(of: Array("<html".utf8), from: 0) ?? 0
    var limits = MarkupLimits()
    limits.bytes = 250_000_000
    var layout: [Page] = []
    var isWord = false
    try MarkupReader.read(
      Array(output[start...]), vocabulary: ["http://www.w3.org/1999/xhtml": "h"], limits: limits
    ) { event in
      switch event {
      case .start("h:page", let attributes, _):
        layout.append(
          Page(
            width: Self.number("width", attributes), height: Self.number("height", attributes)))
      case .start("h:block", _, _): layout.last { $0.blocks.append([]) }
      case .start("h:line", _, _): layout.last { $0.blocks.last { $0.append([]) } }
      case .start("h:word", let attributes, _):
        isWord = true
        let word = Word(
          left: Self.number("xMin", attributes), top: Self.number("yMin", attributes),
          right: Self.number("xMax", attributes), bottom: Self.number("yMax", attributes))
        layout.last { $0.blocks.last { $0.last { $0.append(word) } } }
      case .text(let text, _) where isWord:
        layout.last { $0.blocks.last { $0.last { $0.last { $0.text += text } } } }
      case .end("h:word", _): isWord = false
      default: return
      }
    }
    pages = layout
  }

  private static func number(_ name: String, _ attributes: MarkupAttributes) -> Double {
    let number = attributes[name].flatMap { Double($0) } ?? 0
    return number.isFinite ? max(-1_000_000, min(1_000_000, number)) : 0
  }

  /// Gives each word to a closure that may change it.
  mutating func eachWord(ofPage page: Int, _ body: (inout Word) -> Void) {
    for block in pages[page].blocks.indices {
      for line in pages[page].blocks[block].indices {
        for word in pages[page].blocks[block][line].indices {
          body(&pages[page].blocks[block][line][word])
        }
      }
    }
  }

  /// Every word, in reading order.
  var words: [Word] { pages.flatMap { $0.blocks.joined().joined() } }

  /// The text of what can be seen, set as `pdftotext` sets it: a hyphen at the end of a line joins.
  var visibleText: String {
    pages.map { page in
      page.blocks.map { block in
        var text = ""
        for line in block {
          let words = line.filter { $0.concealment == nil }.map(\.text)
          guard !words.isEmpty else { continue }
          if text.last == "-" { text.removeLast() } else if !text.isEmpty { text += "\n" }
          text += words.joined(separator: " ")
        }
        return text
      }.joined(separator: "\n\n")
    }.joined(separator: "\u{0C}")
  }
}

extension Array {
  /// Changes the last element, if there is one.
  fileprivate mutating func last(_ body: (inout Element) -> Void) {
    if !isEmpty { body(&self[count - 1]) }
  }
}
