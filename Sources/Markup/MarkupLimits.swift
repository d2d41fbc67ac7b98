import Findings

/// How much one XML document may ask of us.
package struct MarkupLimits: Sendable, Hashable {
  /// The size of the whole document.
  package var bytes = Limit.Markup.bytes
  /// How deep elements may lie in each other.
  package var depth = Limit.Markup.depth
  /// How many attributes one element may have.
  package var attributes = Limit.Markup.attributes
  /// The size of all character data together.
  package var text = Limit.Markup.text
  /// The size of one tag, comment or instruction.
  ///
  /// Expat before 2.6.0 scans an unfinished token again with each piece that it is fed
  /// (CVE-2023-52425), so this bounds time too.
  package var token = Limit.Markup.token

  package init() {}
}
