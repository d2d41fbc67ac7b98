import Assessment
import Findings
import Ledger
import Sheets

extension AssessorLoad {
  /// Whether something is still to come and its day is over, or it never had one.
  func isLate(on day: CivilDate) -> Bool { toDo > 0 && (due == nil || daysOver(on: day) != nil) }
}

extension [AssessorLoad] {
  /// Who is late, the latest first, for a spreadsheet or a mail merge.
  func chasingList(on day: CivilDate) -> String {
    let rows = latestFirst(day).map { load -> [CSVCell] in
      [
        .text(load.assessor), .text(load.name), .text(load.email ?? ""), .number(load.given),
        .number(load.done), .number(load.toDo), .text(load.due ?? ""),
        load.daysOver(on: day).map { .number($0) } ?? .text(""), .text(load.lead ?? ""),
        .text(load.packs.joined(separator: " ")),
        .text(load.unfinished.joined(separator: " ")),
      ]
    }
    let header = [
      "assessor", "name", "email", "given", "done", "to_do", "due", "days_over", "lead", "packs",
      "not_deleted",
    ]
    return String(decoding: writeCSV(header: header, rows: rows), as: UTF8.self)
  }

  func chasingTable(on day: CivilDate) -> String {
    guard !isEmpty else { return "nobody is late" }
    var table = TextTable(
      ["assessor", "name", "given", "done", "due", "days over"], numbers: [2, 3, 5])
    for load in latestFirst(day) {
      table.add([
        load.assessor, load.name, "\(load.given)", "\(load.done)", load.due ?? "no day",
        load.daysOver(on: day).map { "\($0)" } ?? "",
      ])
    }
    return table.text + "npq send chasers writes to them"
  }

  /// Who has not said that packs are deleted, though all is marked or their day is over.
  func keepingPacks(on day: CivilDate) -> [String] {
    let keeping = filter { $0.keepsPacks(on: day) }
    guard !keeping.isEmpty else { return [] }
    let lines = keeping.map { load in
      let by = load.deleteBy.map { ", to be deleted by \($0)" } ?? ""
      return "  \(load.name.escaped) (\(load.assessor)): "
        + load.unfinished.joined(separator: " ") + by
    }
    return ["packs that nobody has said are deleted:"] + lines + [""]
  }

  private func latestFirst(_ day: CivilDate) -> [AssessorLoad] {
    sorted { ($1.daysOver(on: day) ?? -1, $0.assessor) < ($0.daysOver(on: day) ?? -1, $1.assessor) }
  }
}

extension StatusCommand {
  /// Answers with the scripts that are in no pack.
  func finish(gaps: [PackGap]) throws {
    let header = ["script", "qualification", "assessor", "reason"]
    let rows = gaps.map { [$0.script, $0.qualification, $0.assessor ?? "", $0.reason] }
    let text: String
    if csv {
      let cells = rows.map { $0.map { CSVCell.text($0) } }
      text = String(decoding: writeCSV(header: header, rows: cells), as: UTF8.self)
    } else if gaps.isEmpty {
      text = "every script that has come is in its packs"
    } else {
      var table = TextTable(header)
      for row in rows { table.add(row) }
      text = table.text
    }
    try output.finish("status", .done, [], payload: Gaps(unpacked: gaps), text: text)
  }

  private struct Gaps: Encodable { let unpacked: [PackGap] }
}
