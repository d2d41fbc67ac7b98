package import Findings

/// What a clean copy came to.
package struct CleanCopy: Sendable {
  /// The format of the copy: a PDF whose text names the person becomes text.
  package var format: DocumentFormat
  /// The traces that were taken out.
  package var traces: [Trace] = []
  /// Where masks were applied.
  package var masked: [MaskedPlace] = []
  package var findings: [Finding] = []

  package init(format: DocumentFormat) { self.format = format }
}
