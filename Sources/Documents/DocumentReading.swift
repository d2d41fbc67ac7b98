package import Findings

/// What a document says, what it betrays, and what stands against it.
package struct DocumentReading: Sendable {
  /// The name of the word method, which changes when its rules do.
  package static let method = "npq-words-1"

  /// What the bytes are; nil where no format that we read fits them.
  package var format: DocumentFormat?
  /// Words by part, by the method; empty parts are left out.
  package var words: [DocumentPart: Int] = [:]
  package var paragraphs: [Paragraph] = []
  /// The number that LibreOffice saved.
  var stated: StatedCount?
  /// Words in white or nearly so on something that may be dark; they count where they stand.
  package var doubtfulWords = 0
  package var traces: [Trace] = []
  package var findings: [Finding] = []

  package init() {}

  /// The verdict on the document: failed where it is this computer that cannot read it.
  package var verdict: Verdict {
    let failures = ["unreadable-file", "poppler-missing"]
    return findings.contains { failures.contains($0.code) } ? .failed : findings.verdict
  }

  /// The words in some parts together.
  package func count(of parts: [DocumentPart]) -> Int {
    Set(parts).reduce(0) { $0 + (words[$1] ?? 0) }
  }

  /// Takes over paragraphs, sorts out the reference list, and counts.
  mutating func take(_ read: [Paragraph]) {
    paragraphs = markingReferences(read)
    words = [:]
    for paragraph in paragraphs {
      let count = countWords(paragraph.text)
      if count > 0 { words[paragraph.part, default: 0] += count }
    }
  }
}
