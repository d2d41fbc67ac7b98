import Findings

/// How large a table may be.
package struct SheetLimits: Sendable, Hashable {
  /// The most bytes of a file.
  package var bytes = Limit.Table.bytes
  /// The most columns that hold anything.
  package var columns = Limit.Table.columns
  /// The most rows below the header.
  package var rows = Limit.Table.rows

  package init() {}
}
