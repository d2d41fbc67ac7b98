package import Sheets

/// A plan as a spreadsheet that a person may look at, change and hand back.
///
/// A marking whose assessor is no longer the one that was `given` was changed by hand; so was a
/// limit that stands under `at least` or `at most`.
package struct AllocationDraft {
  private let plan: AllocationPlan
  private let scripts: [String: AllocationScript]
  private let assessors: [String: AllocationAssessor]

  /// Takes a plan and what it was made of.
  package init(_ plan: AllocationPlan, _ request: AllocationRequest) {
    self.plan = plan
    scripts = Dictionary(request.scripts.map { ($0.id, $0) }) { first, _ in first }
    assessors = Dictionary(request.assessors.map { ($0.id, $0) }) { first, _ in first }
  }

  /// The draft as an Excel workbook: what each script is given to, and what each assessor has.
  package func workbook() throws(WorkbookError) -> [UInt8] {
    try writeWorkbook([planSheet, assessorSheet])
  }

  /// The first sheet of the draft alone, as CSV.
  package func table() -> [UInt8] {
    writeCSV(
      header: Self.planColumns.map(\.title),
      rows: plan.markings.map { marking in
        row(marking).map { cell -> CSVCell in
          if case .number(let value) = cell { return .number(value) }
          if case .text(let text) = cell { return .text(text) }
          return ""
        }
      }, byteOrderMark: true)
  }

  private static let planColumns: [WorkbookSheet.Column] = [
    .init("script", width: 13), .init("qualification", width: 14), .init("marking", width: 9),
    .init("assessor", width: 14, note: "Write another one here to give the marking to them"),
    .init("given", width: 14, note: "Leave this as it is: it tells what was changed"),
    .init("name", width: 24), .init("cost", width: 7), .init("why", width: 44),
  ]

  private var planSheet: WorkbookSheet {
    var columns = Self.planColumns
    let ids = assessors.keys.sorted()
    // No spreadsheet takes a longer list.
    if ids.joined(separator: ",").utf8.count < 255 { columns[3].choices = ids }
    var sheet = WorkbookSheet(
      name: "plan", columns: columns, rows: plan.markings.map { row($0) })
    sheet.above = [
      [.title("Draft of an allocation")],
      ["To give a marking to somebody else, change the column assessor, and nothing else here."],
      ["To limit how many somebody marks, fill in at least or at most on the sheet assessors."],
      ["Then: npq allocate --keep FILE. It says what the changes cost and which rules they break."],
    ]
    sheet.frozenColumns = 1
    return sheet
  }

  private var assessorSheet: WorkbookSheet {
    let costs = plan.markings.reduce(into: [String: Int]()) { costs, marking in
      costs[marking.assessor, default: 0] += cost(marking).amount
    }
    let rows = plan.loads.map { load -> [WorkbookCell] in
      let assessor = assessors[load.assessor]
      return [
        .text(load.assessor), .text(assessor?.name ?? ""),
        .text(assessor?.qualifications.joined(separator: "; ") ?? ""),
        .number(assessor?.minimum ?? 0), .number(load.capacity), "", "", .number(load.markings),
        .number(costs[load.assessor] ?? 0), .text(load.says),
      ]
    }
    return WorkbookSheet(
      name: "assessors",
      columns: [
        .init("assessor", width: 14), .init("name", width: 24), .init("qualifications", width: 26),
        .init("minimum", width: 10), .init("capacity", width: 10),
        .init("at least", width: 10, note: "By hand: as few markings as they get"),
        .init("at most", width: 10, note: "By hand: as many markings as they get"),
        .init("markings", width: 10), .init("cost", width: 7), .init("why", width: 60),
      ], rows: rows)
  }

  private func row(_ marking: AllocationMarking) -> [WorkbookCell] {
    let cost = cost(marking)
    return [
      .text(marking.script), .text(scripts[marking.script]?.qualification ?? ""),
      .number(marking.marking), .text(marking.assessor), .text(marking.assessor),
      .text(assessors[marking.assessor]?.name ?? ""), .number(cost.amount), .text(cost.why),
    ]
  }

  /// What a marking costs, and why.
  private func cost(_ marking: AllocationMarking) -> (amount: Int, why: String) {
    guard let script = scripts[marking.script], let assessor = assessors[marking.assessor] else {
      return (0, "")
    }
    var amount = 0
    var why: [String] = []
    if let first = assessor.qualifications.first, first != script.qualification {
      amount += AimWeights.otherQualification
      why.append("knows \(first) best")
    }
    if let one = assessor.phase, let other = script.phase, one.differs(from: other) {
      amount += AimWeights.otherPhase
      why.append("another phase")
    }
    return (amount, why.joined(separator: ", "))
  }
}
