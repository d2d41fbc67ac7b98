import Sheets

/// The bytes of `results.xlsx`: the result list, and beside it how many entries came to what.
package func writeResultWorkbook(
  _ rows: [ResultRow], by naming: ResultNaming
) throws -> [UInt8] {
  let sorted = inOrder(rows, by: naming)
  var list = WorkbookSheet(
    name: "results",
    columns: [
      .init("assessment", width: 22), .init("qualification", width: 14),
      .init(naming.rawValue, width: 14), .init("attempt", width: 8),
      .init("outcome", width: 22), .init("total", width: 8), .init("maximum", width: 9),
      .init("pass_at", width: 8), .init("rule", width: 20), .init("reason", width: 70),
    ],
    count: sorted.count,
    row: { place in
      let row = sorted[place]
      let rubric = row.entry.scheme.rubric
      return [
        .text(row.entry.assessment.text), .text(row.entry.qualification.code),
        .text(naming.name(row.entry)), .number(row.entry.attempt),
        .text(row.decision.outcome.rawValue),
        row.decision.total.map(WorkbookCell.init) ?? "", .number(rubric.maximum),
        .number(rubric.passingTotal), .text(row.decision.rule.rawValue),
        .text(row.decision.reason),
      ]
    })
  list.frozenColumns = 3
  let counts = balance(of: rows)
  let sums = WorkbookSheet(
    name: "balance", columns: [.init("outcome", width: 24), .init("entries", width: 10)],
    rows: Decision.Outcome.allCases.map { outcome in
      [.text(outcome.rawValue), .number(counts[outcome, default: 0])]
    } + [["all", .number(rows.count)]])
  return try writeWorkbook([list, sums])
}

extension WorkbookCell {
  fileprivate init(_ total: MarkTotal) {
    self =
      total.sum.isMultiple(of: total.markings)
      ? .number(total.sum / total.markings) : .text(total.description)
  }
}
