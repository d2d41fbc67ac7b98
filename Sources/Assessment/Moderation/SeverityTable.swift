extension SeverityFit {
  /// So many ratings must be left over before severities mean anything.
  package static let fewest = 10

  /// How severe the raters of a table are on the units that they share; nil where ratings are words,
  /// nobody shares a unit, or too few ratings are left over.
  package init?(_ table: AgreementTable) {
    guard let numbers = table.categories.numbers else { return nil }
    var units: [[Int]] = []
    var values: [Double] = []
    for unit in 0..<table.units {
      var raters: [Int] = []
      for (rater, cell) in table.row(unit).enumerated() where cell >= 0 {
        raters.append(rater)
        values.append(numbers[Int(cell)])
      }
      units.append(raters)
    }
    let design = SeverityDesign(assessors: table.raters.count, scripts: units)
    self = SeverityModel(design).fit(values)
    guard errorDegrees >= Self.fewest, !estimates.isEmpty else { return nil }
  }
}
