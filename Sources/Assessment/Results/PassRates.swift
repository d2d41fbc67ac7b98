import Sheets

/// How many met the standard, by one thing that parts people, such as their qualification.
///
/// A row is shown only where no single person's result can be read from it; where the rows that are
/// not shown could be worked out from the total, more are left out.
package struct PassRateTable: Sendable {
  /// One group of people.
  package struct Row: Sendable, Hashable {
    package let group: String
    package let results: Int
    package let met: Int

    package init(group: String, results: Int, met: Int) {
      self.group = group
      self.results = results
      self.met = met
    }

    fileprivate var notMet: Int { results - met }
  }

  /// What parts them: `qualification`, `cohort` or `partner`.
  package let by: String
  package let rows: [Row]
  /// The groups that are not shown.
  package let hidden: Set<String>
  package let isTotalHidden: Bool

  /// - Parameters:
  ///   - by: What parts people.
  ///   - rows: Every group once.
  ///   - smallest: The least number of people, and of an outcome, that is shown.
  package init(by: String, rows: [Row], smallest: Int) {
    self.by = by
    self.rows = rows.sorted { Array($0.group.utf8).lexicographicallyPrecedes($1.group.utf8) }
    var hidden = Set(rows.filter { !Self.isSafe([$0], smallest) }.map(\.group))
    // The smallest come first, so that least is lost; equal ones in the order of their names.
    let open = self.rows.filter { !hidden.contains($0.group) }
      .sorted { ($0.results, $0.group) < ($1.results, $1.group) }
    for row in open {
      let together = rows.filter { hidden.contains($0.group) }
      if together.isEmpty || Self.isSafe(together, smallest) { break }
      hidden.insert(row.group)
    }
    self.hidden = hidden
    isTotalHidden = !Self.isSafe(rows, smallest)
  }

  /// Whether people can be told from what is known of some groups together.
  ///
  /// That all of them met the standard is no harm to any; that none did is.
  private static func isSafe(_ rows: [Row], _ smallest: Int) -> Bool {
    let results = rows.map(\.results).reduce(0, +)
    let met = rows.map(\.met).reduce(0, +)
    return results >= smallest && met >= smallest
      && (results == met || results - met >= smallest)
  }

  fileprivate var lines: [[CSVCell]] {
    let total = Row(
      group: "all", results: rows.map(\.results).reduce(0, +), met: rows.map(\.met).reduce(0, +))
    return rows.map { cells($0, isHidden: hidden.contains($0.group)) }
      + [cells(total, isHidden: isTotalHidden)]
  }

  private func cells(_ row: Row, isHidden: Bool) -> [CSVCell] {
    let group: [CSVCell] = [.text(by), .text(row.group)]
    guard !isHidden else { return group + ["c", "c", "c", "c"] }
    // Cut to one place: 99.96 is not 100.
    let rate = row.results == 0 ? 0 : row.met * 1000 / row.results
    return group + [
      .number(row.results), .number(row.met), .number(row.notMet),
      .text("\(rate / 10).\(rate % 10)"),
    ]
  }
}

/// The bytes of a table of pass rates; `c` stands where a number is not shown.
package func writePassRates(_ tables: [PassRateTable]) -> [UInt8] {
  writeCSV(
    header: ["by", "group", "results", "met", "not_met", "percent_met"],
    rows: tables.flatMap(\.lines))
}
