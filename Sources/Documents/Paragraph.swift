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

  package var part: DocumentPart
  package let text: String
  package let style: Style

  package init(part: DocumentPart, text: String, style: Style = .plain) {
    self.part = part
    self.text = text
    self.style = style
  }
}
