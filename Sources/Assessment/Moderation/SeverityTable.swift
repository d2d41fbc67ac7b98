extension SeverityFit {
  /// So many ratings must be left over before severities mean anything.
  package static let fewest = 10

  /// How severe the raters of a table are on the units that they share; nil where ratings are words,
  /// nobody shares a unit, or too few ratings are left over.
  package init?(_ table: AgreementTable) {
    guard let numbers = table.categories.numbers else { return nil }
    var starts = [0]
    var raters: [Int] = []
    var values: [Double] = []
    starts.reserveCapacity(table.units + 1)
    raters.reserveCapacity(table.cells.count)
    values.reserveCapacity(table.cells.count)
    for unit in 0..<table.units {
      for (rater, cell) in table.row(unit).enumerated() where cell >= 0 {
        raters.append(rater)
        values.append(numbers[Int(cell)])
      }
      starts.append(raters.count)
    }
    let design = SeverityDesign(
      assessors: table.raters.count, starts: starts, markers: raters)
    self = SeverityModel(design).fit(values)
    guard errorDegrees >= Self.fewest, !estimates.isEmpty else { return nil }
  }
}
