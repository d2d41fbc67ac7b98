import Sheets

/// The list that somebody releases: the results of a group by script code, without a name.
///
/// Its digest stands for it. The same results give the same bytes whenever the list is made.
package struct ReleaseList: Sendable {
  package private(set) var bytes: [UInt8]
  package let digest: Digest

  package init(_ rows: [ResultRow]) {
    let keys = rows.enumerated().map { place, row in
      let entry = row.entry
      return (
        entry.assessment.text, entry.qualification.code, entry.script?.text ?? "",
        "\(entry.attempt)", place
      )
    }
    let sorted = keys.sorted { $0 < $1 }.map { rows[$0.4] }
    bytes = writeCSV(
      header: [
        "assessment", "qualification", "script", "attempt", "outcome", "total", "maximum",
        "pass_at", "rule", "rubric",
      ],
      rows: sorted.lazy.map { row in
        let rubric = row.entry.scheme.rubric
        return [
          .text(row.entry.assessment.text), .text(row.entry.qualification.code),
          .text(row.entry.script?.text ?? ""), .number(row.entry.attempt),
          .text(row.decision.outcome.rawValue), .text(row.decision.total?.description ?? ""),
          .number(rubric.maximum), .number(rubric.passingTotal),
          .text(row.decision.rule.rawValue), .text(row.entry.scheme.digest.description),
        ]
      })
    digest = Digest(of: bytes)
  }

  /// The list as its digest alone, for when its bytes stand elsewhere: of a whole country they are
  /// many.
  package var withoutBytes: ReleaseList {
    var list = self
    list.bytes = []
    return list
  }
}
