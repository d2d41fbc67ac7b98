/// Blocks as bytes, for a file that is kept or for another process of ours.
///
/// Numbers have seven bits a byte, the last byte below 128 (LEB128); texts and pictures follow their
/// length. What is read is bounded: a length may not pass the end, nor blocks lie deeper than we lay
/// them.
package struct BlockWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func put(_ number: Int) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  package mutating func put(_ text: String) { put(Array(text.utf8)) }

  package mutating func put(_ data: [UInt8]) {
    put(data.count)
    bytes += data
  }

  package mutating func put(_ blocks: [Block]) {
    put(blocks.count)
    for block in blocks { put(block) }
  }

  private mutating func put(_ block: Block) {
    switch block.kind {
    case .paragraph: put(0)
    case .heading(let level):
      put(1)
      put(level)
    case .item(let level, let number):
      put(2)
      put(level)
      put(number.map { $0 + 1 } ?? 0)
    case .table: put(3)
    }
    put(block.part.rawValue)
    put(block.runs.count)
    for run in block.runs { put(run) }
    put(block.rows.count)
    for row in block.rows {
      put(row.count)
      for cell in row { put(cell) }
    }
  }

  private mutating func put(_ run: Inline) {
    switch run {
    case .text(let text, let bold, let italic):
      put((bold ? 1 : 0) + (italic ? 2 : 0))
      put(text)
    case .picture(let picture):
      put(4)
      put(picture.description)
      put(picture.bytes)
    case .missing(let description):
      put(5)
      put(description)
    case .limit: put(6)
    }
  }
}

/// Reads what a `BlockWriter` wrote.
package struct BlockReader {
  /// What is read was not written so.
  package struct Flaw: Error {}

  private var rest: ArraySlice<UInt8>
  private static let deepest = 100

  package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  package var isAtEnd: Bool { rest.isEmpty }

  package mutating func number() throws(Flaw) -> Int {
    var value: UInt = 0
    for shift in stride(from: UInt(0), to: 64, by: 7) {
      guard let byte = rest.popFirst() else { throw Flaw() }
      value |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(bitPattern: value) }
    }
    throw Flaw()
  }

  package mutating func data() throws(Flaw) -> [UInt8] {
    let length = try count()
    defer { rest = rest.dropFirst(length) }
    return Array(rest.prefix(length))
  }

  package mutating func text() throws(Flaw) -> String {
    String(decoding: try data(), as: UTF8.self)
  }

  /// A number of things of which each takes a byte or more.
  package mutating func count() throws(Flaw) -> Int {
    let count = try number()
    guard count >= 0, count <= rest.count else { throw Flaw() }
    return count
  }

  package mutating func blocks() throws(Flaw) -> [Block] { try blocks(depth: 0) }

  private mutating func blocks(depth: Int) throws(Flaw) -> [Block] {
    guard depth < Self.deepest else { throw Flaw() }
    var blocks: [Block] = []
    for _ in 0..<(try count()) { blocks.append(try block(depth: depth)) }
    return blocks
  }

  private mutating func block(depth: Int) throws(Flaw) -> Block {
    let kind: Block.Kind
    switch try number() {
    case 0: kind = .paragraph
    case 1: kind = .heading(level: try number())
    case 2:
      let level = try number()
      let number = try number()
      kind = .item(level: level, number: number == 0 ? nil : number - 1)
    case 3: kind = .table
    default: throw Flaw()
    }
    guard let part = DocumentPart(rawValue: try text()) else { throw Flaw() }
    var block = Block(kind, part: part)
    for _ in 0..<(try count()) { block.runs.append(try run()) }
    for _ in 0..<(try count()) {
      var row: [[Block]] = []
      for _ in 0..<(try count()) { row.append(try blocks(depth: depth + 1)) }
      block.rows.append(row)
    }
    return block
  }

  private mutating func run() throws(Flaw) -> Inline {
    let kind = try number()
    switch kind {
    case 0...3: return .text(try text(), bold: kind & 1 == 1, italic: kind & 2 == 2)
    case 4:
      let description = try text()
      guard let picture = Picture(try data(), description: description) else { throw Flaw() }
      return .picture(picture)
    case 5: return .missing(try text())
    case 6: return .limit
    default: throw Flaw()
    }
  }
}
