/// One paragraph of a document: what it says, where it stands and how it is set.
package struct Paragraph: Sendable, Hashable {
  /// How a paragraph is set, as far as a reader needs to know.
  package enum Style: Sendable, Hashable {
    case plain
    /// The title of the document.
    case title
    /// A heading of level 1 to 9.
    case heading(Int)
    /// An item of a list, 1 for the outermost.
    case item(Int)
    /// A cell: which table of the document, row and column, each from 0.
    case cell(table: Int, row: Int, column: Int)
  }

  /// A stretch of text set in one way, or a picture.
  package struct Run: Sendable, Hashable {
    package var text: String
    package var isBold = false
    package var isItalic = false
    /// The name under which the document knows a picture; its text is then what describes it,
    /// and no text of the paragraph.
    package var picture: String?
  }

  package var part: DocumentPart
  package let text: String
  package let style: Style
  /// The text again, stretch by stretch, where the format tells.
  package var runs: [Run] = []
  /// The list that an item belongs to, as the document names it.
  package var list: String?
  /// Why nobody can read it, for one of the part `hidden`.
  package var concealment: Concealment?

  package init(part: DocumentPart, text: String, style: Style = .plain) {
    self.part = part
    self.text = text
    self.style = style
  }
}

extension [Paragraph.Run] {
  /// Adds text, to the last stretch where it is set alike.
  mutating func append(_ text: String, bold: Bool, italic: Bool) {
    if let last, last.picture == nil, last.isBold == bold, last.isItalic == italic {
      self[count - 1].text += text
    } else {
      append(Paragraph.Run(text: text, isBold: bold, isItalic: italic))
    }
  }

  var hasPicture: Bool { contains { $0.picture != nil } }
}
