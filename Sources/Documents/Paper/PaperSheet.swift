/// What `npq-paper` is to set: one PDF.
///
/// The stream of them is the program's whole input: `npq-paper 1`, a line feed, how many there are,
/// and each of them. Sizes are in thousandths of a point.
package enum PaperSheet: Sendable, Hashable {
  /// A text, with what stands at the head of each page; nothing does where that comes later.
  case script(PaperScript)
  /// Pages that are empty but for their heads, to be laid over others of the same sizes.
  case heads(of: String, sizes: [PageSize], limit: LimitMark? = nil)

  /// Where the word limit falls on pages that are there already: before a word, between the edges
  /// of the page's text; in thousandths of a point from the upper left.
  package struct LimitMark: Sendable, Hashable {
    package let page, x, y, height, left, right: Int
    /// What stands at the head of that page.
    package var words = ""
  }

  package struct PageSize: Sendable, Hashable {
    package let width, height: Int

    package init(width: Int, height: Int) {
      self.width = width
      self.height = height
    }
  }
}

/// One script for paper.
package struct PaperScript: Sendable, Hashable {
  /// The script code, and what stands beside it at the head of each page; nil for no heads.
  package var head: String?
  /// What is said before the text begins.
  package var notices: [String]
  /// What stands where the word limit falls.
  package var limit: String
  package var blocks: [Block]

  package init(head: String?, notices: [String] = [], limit: String = "", blocks: [Block]) {
    self.head = head
    self.notices = notices
    self.limit = limit
    self.blocks = blocks
  }
}

extension PaperSheet {
  private static let magic = Array("npq-paper 1\n".utf8)

  /// The input of `npq-paper` for some sheets.
  package static func stream(of sheets: [PaperSheet]) -> [UInt8] {
    var writer = BlockWriter()
    writer.put(sheets.count)
    for sheet in sheets { sheet.write(to: &writer) }
    return magic + writer.bytes
  }

  private func write(to writer: inout BlockWriter) {
    switch self {
    case .script(let script):
      writer.put(0)
      writer.put(script.head.map { [$0] } ?? [])
      writer.put(script.notices)
      writer.put(script.limit)
      writer.put(script.blocks)
    case .heads(let head, let sizes, let limit):
      writer.put(1)
      writer.put(head)
      writer.put(sizes.count)
      for size in sizes {
        writer.put(size.width)
        writer.put(size.height)
      }
      writer.put(limit.map { [$0.words] } ?? [])
      for number in limit?.numbers ?? [] { writer.put(number) }
    }
  }

  /// Reads a stream; what follows it is refused.
  package static func read(_ bytes: [UInt8]) throws(BlockReader.Flaw) -> [PaperSheet] {
    guard bytes.starts(with: magic) else { throw BlockReader.Flaw() }
    var reader = BlockReader(bytes.dropFirst(magic.count))
    var sheets: [PaperSheet] = []
    for _ in 0..<(try reader.count()) { sheets.append(try PaperSheet(&reader)) }
    guard reader.isAtEnd else { throw BlockReader.Flaw() }
    return sheets
  }

  private init(_ reader: inout BlockReader) throws(BlockReader.Flaw) {
    switch try reader.number() {
    case 0:
      let head = try reader.texts().first
      let notices = try reader.texts()
      let limit = try reader.text()
      self = .script(
        PaperScript(head: head, notices: notices, limit: limit, blocks: try reader.blocks()))
    case 1:
      let head = try reader.text()
      var sizes: [PageSize] = []
      for _ in 0..<(try reader.count()) {
        let width = try reader.number()
        sizes.append(PageSize(width: width, height: try reader.number()))
      }
      let words = try reader.texts().first
      self = .heads(
        of: head, sizes: sizes,
        limit: try words.map { (text) throws(BlockReader.Flaw) in
          try LimitMark(&reader, words: text)
        })
    default: throw BlockReader.Flaw()
    }
  }
}

extension PaperSheet.LimitMark {
  fileprivate var numbers: [Int] { [page, x, y, height, left, right] }

  fileprivate init(_ reader: inout BlockReader, words: String) throws(BlockReader.Flaw) {
    page = try reader.number()
    x = try reader.number()
    y = try reader.number()
    height = try reader.number()
    left = try reader.number()
    right = try reader.number()
    self.words = words
  }
}

extension BlockWriter {
  fileprivate mutating func put(_ texts: [String]) {
    put(texts.count)
    for text in texts { put(text) }
  }
}

extension BlockReader {
  fileprivate mutating func texts() throws(Flaw) -> [String] {
    var texts: [String] = []
    for _ in 0..<(try count()) { texts.append(try text()) }
    return texts
  }
}

/// What `npq-paper` says of one PDF that it wrote, as a line of numbers.
package struct PaperAnswer: Sendable, Hashable {
  /// Which of the sheets it is, counted from nought; the file is called so.
  package let place: Int
  package let pages: Int
  /// Signs that no font has.
  package let missingSigns: Int
  /// Pictures that were left out.
  package let missingPictures: Int

  package init(place: Int, pages: Int, missingSigns: Int, missingPictures: Int) {
    self.place = place
    self.pages = pages
    self.missingSigns = missingSigns
    self.missingPictures = missingPictures
  }

  package init?(line: some StringProtocol) {
    let numbers = line.split(separator: " ").compactMap { Int($0) }
    guard numbers.count == 4, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
    (place, pages, missingSigns, missingPictures) = (numbers[0], numbers[1], numbers[2], numbers[3])
  }

  package var line: String { "\(place) \(pages) \(missingSigns) \(missingPictures)" }
}
