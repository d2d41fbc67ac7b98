package import Documents
import Foundation

/// A block of a document as the marking page takes it: text and numbers, never markup.
package struct PageBlock: Sendable, Encodable {
  package let block: Block

  package init(_ block: Block) { self.block = block }

  enum CodingKeys: String, CodingKey { case kind, level, number, part, runs, rows }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch block.kind {
    case .heading(let level):
      try container.encode("heading", forKey: .kind)
      try container.encode(level, forKey: .level)
    case .paragraph: try container.encode("paragraph", forKey: .kind)
    case .item(let level, let number):
      try container.encode("item", forKey: .kind)
      try container.encode(level, forKey: .level)
      try container.encodeIfPresent(number, forKey: .number)
    case .table: try container.encode("table", forKey: .kind)
    }
    try container.encode(block.part, forKey: .part)
    if block.kind == .table {
      let rows = block.rows.map { $0.map { $0.map { PageBlock($0) } } }
      try container.encode(rows, forKey: .rows)
    } else {
      try container.encode(block.runs.map(PageRun.init), forKey: .runs)
    }
  }
}

private struct PageRun: Encodable {
  let run: Inline

  enum CodingKeys: String, CodingKey { case text, bold, italic, picture, missing, limit }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch run {
    case .text(let text, let bold, let italic):
      try container.encode(text, forKey: .text)
      if bold { try container.encode(true, forKey: .bold) }
      if italic { try container.encode(true, forKey: .italic) }
    case .picture(let picture):
      let data = Data(picture.bytes).base64EncodedString()
      try container.encode("data:\(picture.kind.rawValue);base64,\(data)", forKey: .picture)
      try container.encode(picture.description, forKey: .text)
    case .missing(let description): try container.encode(description, forKey: .missing)
    case .limit: try container.encode(true, forKey: .limit)
    }
  }
}
