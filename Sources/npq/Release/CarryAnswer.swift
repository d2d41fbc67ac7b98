import Assessment
import Findings
import Ledger

/// What `npq carry` says: where every entry of the old series goes, in one balance.
struct CarryAnswer {
  let lines: [CarryLine]
  let outcome: CarryOutcome

  var text: String {
    var table = TextTable(["goes", "entries"], numbers: [1])
    for kind in CarryWay.Kind.allCases {
      let count = outcome.added.count { $0.way.kind == kind }
      if count > 0 { table.add([kind.rawValue, "\(count)"]) }
    }
    if !outcome.unchanged.isEmpty { table.add(["there already", "\(outcome.unchanged.count)"]) }
    if !outcome.refused.isEmpty { table.add(["cannot go", "\(outcome.refused.count)"]) }
    for stay in CarryWay.Stay.allCases {
      let count = lines.count { $0.way.stay?.0 == stay }
      if count > 0 { table.add(["stays: \(stay.rawValue)", "\(count)"]) }
    }
    table.add(["all", "\(lines.count)"])
    var text = [table.text]
    text += outcome.added.map { line in
      "\(line.way.kind?.rawValue ?? ""): \(line.entry.name.escaped) (\(line.entry.person)), "
        + "\(line.entry.qualification.code)" + (line.way.attempt.map { ", attempt \($0)" } ?? "")
    }
    text += lines.compactMap { line in
      guard let (stay, reason) = line.way.stay, [.held, .unfinished].contains(stay) else {
        return nil
      }
      return "stays: \(line.entry.name.escaped) (\(line.entry.person)), "
        + "\(line.entry.qualification.code): \(reason.escaped)"
    }
    if outcome.exceptions > 0 {
      text.append(
        "\(outcome.exceptions) adjustments and open cases go with them: look whether they still hold"
      )
    }
    return text.joined(separator: "\n")
  }

  var payload: Payload { Payload(self) }

  struct Payload: Encodable {
    struct Line: Encodable {
      let participant, qualification, goes: String
      let attempt: Int?
      let reason: String?
    }

    let entries: [Line]
    let added, unchanged, refused, all: Int

    init(_ answer: CarryAnswer) {
      entries = answer.lines.map { line in
        Line(
          participant: line.entry.person, qualification: line.entry.qualification.code,
          goes: line.way.kind?.rawValue ?? "stays", attempt: line.way.attempt,
          reason: line.way.stay?.1)
      }
      added = answer.outcome.added.count
      unchanged = answer.outcome.unchanged.count
      refused = answer.outcome.refused.count
      all = answer.lines.count
    }
  }
}

extension CarryWay {
  fileprivate var kind: Kind? { if case .carried(let kind, _) = self { kind } else { nil } }

  fileprivate var attempt: Int? {
    if case .carried(_, let attempt) = self { attempt } else { nil }
  }

  fileprivate var stay: (Stay, String)? {
    if case .stays(let stay, let reason) = self { (stay, reason) } else { nil }
  }
}
