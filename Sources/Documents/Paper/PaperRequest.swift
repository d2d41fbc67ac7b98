/// One script for which there is to be a PDF with its code and page number on every page.
package struct PaperRequest: Sendable, Hashable {
  /// A response, or one of its files.
  package enum Part: Sendable, Hashable {
    case text([Block])
    /// A clean copy that is a PDF: its pages are taken as they are.
    case portable(path: String)

    var isPortable: Bool { if case .portable = self { true } else { false } }
  }

  /// The script code.
  package var head: String
  /// What is said before the text begins.
  package var notices: [String]
  /// What stands where the word limit falls.
  package var limit: String
  package var parts: [Part]
  /// All that it says, for where the pages of a PDF cannot be taken.
  package var text: [Block]

  package init(
    head: String, notices: [String], limit: String, parts: [Part], text: [Block]
  ) {
    self.head = head
    self.notices = notices
    self.limit = limit
    self.parts = parts
    self.text = text
  }

  /// The whole of it as text, which looks the same everywhere.
  package var asText: PaperSheet {
    .script(PaperScript(head: head, notices: notices, limit: limit, blocks: text))
  }

  package var hasPortable: Bool { parts.contains(where: \.isPortable) }
}

/// A script on paper.
package struct PaperCopy: Sendable, Hashable {
  package let bytes: [UInt8]
  package let pages: Int
  /// Signs that no font has.
  package let missingSigns: Int
  package let missingPictures: Int
  /// Whether a PDF stands in it as its text alone.
  package let isTextOfPortable: Bool

  package init(
    bytes: [UInt8], pages: Int, missingSigns: Int = 0, missingPictures: Int = 0,
    isTextOfPortable: Bool = false
  ) {
    self.bytes = bytes
    self.pages = pages
    self.missingSigns = missingSigns
    self.missingPictures = missingPictures
    self.isTextOfPortable = isTextOfPortable
  }
}
