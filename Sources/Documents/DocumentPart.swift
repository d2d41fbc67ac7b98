/// Where in a document a word stands; each word stands in exactly one part.
package enum DocumentPart: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
  case body, headings, tables
  case textBoxes = "text-boxes"
  case footnotes, endnotes, headers, footers, captions, references, comments
  /// Titles, names and labels of charts.
  case charts
  /// Text that a tracked change took away.
  case deletions
  /// Text that the document hides from its reader.
  case hidden

  /// The parts that count unless an assessment says otherwise.
  ///
  /// They are what Word's own number holds with 'Include textboxes, footnotes and endnotes'
  /// ticked, less the reference list.
  package static let counted: [DocumentPart] = [
    .body, .headings, .tables, .textBoxes, .footnotes, .endnotes, .captions,
  ]
}
