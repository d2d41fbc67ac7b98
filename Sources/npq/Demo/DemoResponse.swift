import Archive
import Assessment
import Foundation

/// The response of a made-up participant, as the program in which it was written saves it.
struct DemoResponse {
  /// The file's name, as people name their files.
  let name: String
  private let person: DemoPerson
  private let paragraphs: [String]
  private let pictures: [[UInt8]]

  /// The first file is attempt 0; one that replaces it has the next number.
  init(_ person: DemoPerson, draw: UInt64, attempt: Int = 0) {
    self.person = person
    var stream = DrawStream(draw: draw, purpose: "demo response", id: "\(person.number)/\(attempt)")
    let pictured = person.form == .pictured
    pictures = (0..<(pictured ? 1 + stream.number(below: 2) : 0)).map { _ in
      demoPicture(width: 240, height: 160, draw: &stream)
    }
    var prose = DemoProse(draw: stream, school: DemoPaper(of: person.qualification).school)
    // The three headings and the title count as well.
    paragraphs = prose.paragraphs(words: person.words - 11)
    let label = attempt == 0 ? "" : " v\(attempt + 1)"
    name = "\(person.id) case study\(label).\(Self.ending(of: person.form))"
  }

  /// Writes the file into a folder.
  func write(into folder: URL) throws {
    let path = folder.appending(path: name).path
    switch person.form {
    case .word, .pictured:
      try demoWord(blocks, author: person.name, header: header, pictures: pictures, to: path)
    case .openDocument: try demoOpenDocument(blocks, author: person.name, to: path)
    case .portable: try writeWhole(demoPortable(lines), to: path, replacing: true)
    case .text:
      try writeWhole(Array(lines.joined(separator: "\r\n\r\n").utf8), to: path, replacing: true)
    case .markdown: try writeWhole(Array(markdown.utf8), to: path, replacing: true)
    }
  }

  /// What comes from one in a thousand: an archive whose end is missing, called a document.
  func writeHostile(into folder: URL) throws {
    try write(into: folder)
    let place = folder.appending(path: name)
    let whole = try Data(contentsOf: place)
    try writeWhole([UInt8](whole.prefix(whole.count / 2)), to: place.path, replacing: true)
  }

  private var header: String? {
    person.fate == .named ? "\(person.name), \(person.school.name)" : nil
  }

  private var blocks: [DemoBlock] {
    let third = max(1, paragraphs.count / 3)
    var blocks = [DemoBlock.heading("Case study: \(DemoPaper(of: person.qualification).school)")]
    for (index, paragraph) in paragraphs.enumerated() {
      if index % third == 0, index / third < 3 {
        blocks.append(.heading(Self.heads[index / third]))
      }
      blocks.append(.paragraph(paragraph))
      if index % third == 1, index / third < pictures.count {
        blocks.append(.picture(index / third))
      }
    }
    return blocks
  }

  private var lines: [String] { blocks.compactMap(\.text) }

  private var markdown: String {
    blocks.compactMap { block in
      if case .heading(let text) = block { return "## \(text)" }
      return block.text
    }
    .joined(separator: "\n\n") + "\n"
  }

  private static let heads = ["The problem", "The solution", "Implementation"]

  private static func ending(of form: DemoPerson.Form) -> String {
    switch form {
    case .word, .pictured: "docx"
    case .openDocument: "odt"
    case .portable: "pdf"
    case .text: "txt"
    case .markdown: "md"
    }
  }
}

/// A block of a made-up response.
enum DemoBlock {
  case heading(String)
  case paragraph(String)
  /// A picture, by its number.
  case picture(Int)

  var text: String? {
    switch self {
    case .heading(let text), .paragraph(let text): text
    case .picture: nil
    }
  }
}
