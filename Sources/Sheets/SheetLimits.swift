/// How large a table may be.
package struct SheetLimits: Sendable, Hashable {
  /// The most bytes of a file.
  package var bytes = 50_000_000
  /// The most columns that hold anything.
  package var columns = 1_000
  /// The most rows below the header.
  package var rows = 1_000_000

  package init() {}
}
