import Assessment
import Findings
import Ledger
import Sheets

/// The sheet in which a lead or the chair says who takes a third marking, or adjudicates.
struct ThirdSheet {
  static let asProposed = "as proposed"

  let placing: RoundPlacing
  /// What is due.
  let rows: [ResultRow]

  private var codes: [String] { rows.compactMap(\.entry.script?.text) }

  /// The sheet, with whom the allocation would take.
  func sheet(proposed: [AllocationMarking], _ request: AllocationRequest) -> DecisionSheet {
    let taker = Dictionary(
      proposed.map { ($0.script, $0.assessor) }, uniquingKeysWith: { first, _ in first })
    var give = WorkbookSheet.Column(
      "give to", width: 14, note: "An assessor, or \(Self.asProposed); blank for another time")
    give.choices = [Self.asProposed] + request.assessors.map(\.id).sorted()
    return DecisionSheet(
      name: placing.round.rawValue,
      shown: [
        .init("script", width: 13), .init("qualification", width: 14),
        .init("markings", width: 34), .init("why", width: 50), .init("proposed", width: 14),
      ], keys: 1, loose: ["proposed"], choices: [give],
      cases: rows.map { row in
        let code = row.entry.script?.text ?? ""
        return [
          code, row.entry.qualification.code,
          row.complete.map { "\($0.assessor) \($0.total)" }.joined(separator: ", "),
          row.decision.reason, taker[code] ?? "",
        ]
      })
  }

  /// Makes it; what cannot be proposed is left open.
  func made() throws -> Judged<DecisionSheet> {
    let draw = placing.draw()
    let request = try placing.request(Set(codes), draw: draw)
    guard let known = request.value else { return Judged(nil, request.findings) }
    let proposed = try codes.isEmpty ? [] : placing.plan(Set(codes), draw: draw).value ?? []
    return Judged(sheet(proposed: proposed, known))
  }

  /// Places what was decided, everything or nothing.
  func apply(_ path: String) throws {
    let draw = placing.draw()
    let request = try placing.request(Set(codes), draw: draw)
    guard let known = request.value else { return try refuse(request.findings) }
    let sheet = sheet(proposed: [], known)
    let read = readBytes(path) { sheet.read($0, name: $1) }
    guard let decided = read.value, read.findings.verdict != .refused else {
      return try refuse(read.findings)
    }
    var findings = read.findings
    var placed: [AllocationMarking] = []
    for (decider, group) in Dictionary(grouping: decided, by: { $0.decider ?? "" })
      .sorted(by: { $0.key < $1.key })
    {
      let pins = try pins(group, known, &findings)
      guard findings.verdict != .refused else { continue }
      let chosen = try placing.plan(Set(pins.map(\.script)), pins: pins, draw: draw)
      findings += chosen.findings
      guard let markings = chosen.value else { continue }
      try placing.step.ledger.allocate(
        markings, round: placing.round, draw: draw,
        reason: group.map(\.reason).filter { !$0.isEmpty }.unique.joined(separator: "; "),
        act: placing.series.act(placing.command).decided(by: decider.isEmpty ? nil : decider))
      placed += markings
    }
    guard findings.verdict != .refused else { return try refuse(findings) }
    try placing.step.finish(
      placing.command, .done, findings,
      payload: RoundPlacing.Payload(draw: draw, round: placing.round, placed),
      text: RoundPlacing.table(placed, placing.round)
        + "\(placed.count) given out, \(rows.count - placed.count) still wait\n"
        + "next: npq distribute --for \(placing.round.rawValue)", recorded: true)
  }

  private func pins(
    _ decided: [DecisionSheet.Decided], _ request: AllocationRequest,
    _ findings: inout [Finding]
  ) throws -> [AllocationMarking] {
    let assessors = try placing.step.ledger.assessorIndex()
    let holding = Set(
      request.interests.filter { $0.reason == AllocationRequest.hasItAlready }
        .map { [$0.script, $0.assessor] })
    return decided.compactMap { row in
      let given = row["give to"] ?? ""
      let name = given.lowercased() == Self.asProposed ? row["proposed"] ?? "" : given
      guard case .one(let id) = assessors.find(name) else {
        findings.append(
          Finding(
            "unknown-person", .refused, row.subject,
            name.isEmpty ? "nobody was proposed" : "\(name.excerpt) is no assessor of the series",
            remedy: "name an assessor by identifier"))
        return nil
      }
      let script = rows[row.place].entry.script?.text ?? ""
      guard !holding.contains([script, id.text]) else {
        findings.append(
          Finding(
            "has-script-already", .refused, row.subject, "\(script) is with \(id) already",
            remedy: "name somebody else"))
        return nil
      }
      return AllocationMarking(script: script, assessor: id.text, marking: 1)
    }
  }

  private func refuse(_ findings: [Finding]) throws {
    try placing.step.refuse(placing.command, findings, "nothing was allocated")
  }
}

extension [String] {
  /// Each once, in the order in which they first came.
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
