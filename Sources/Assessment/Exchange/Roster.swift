/// The rows of a roster that can be used, and how many cannot.
///
/// A refused row is never in `rows`; its findings name it. Nothing should be applied while
/// `refused` is not 0, unless a person says that the rest may be.
package struct Roster<Row: Sendable>: Sendable {
  /// The rows without a fault, in the order of the file.
  package var rows: [Row]
  /// How many rows were refused.
  package var refused: Int
  /// The columns that npq does not know; each row keeps what stands in them.
  package var extraColumns: [String]

  package init(rows: [Row], refused: Int, extraColumns: [String]) {
    self.rows = rows
    self.refused = refused
    self.extraColumns = extraColumns
  }
}

/// The phase of a school: primary, secondary, or both.
package enum SchoolPhase: String, Sendable, Hashable, Codable, CaseIterable {
  case primary = "P"
  case secondary = "S"
  case both = "B"
}

/// A civil day, or a moment: as rosters state when something ends or was recorded.
package enum DayOrInstant: Sendable, Hashable {
  case day(CivilDate)
  case instant(Instant)
}
