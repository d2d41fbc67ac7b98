import Assessment
import Findings

// What fills the screen where it is not the script.
extension MarkScreen {
  var list: [Line] {
    let room = max(1, height - 3)
    let first = min(max(0, desk.place - room / 2), max(0, desk.pack.scripts.count - room))
    let rows = desk.pack.scripts.enumerated().dropFirst(first).prefix(room).map { place, script in
      let row = desk.row(script)
      let all = desk.pack.rubric(of: script)?.criteria.count ?? 0
      let isKnown = row.flags.contains { $0.reason == .iKnowTheAuthor }
      let state =
        isKnown
        ? "not to be marked"
        : row.marks.count == all
          ? "marked" : row.marks.isEmpty ? "not begun" : "\(row.marks.count) of \(all)"
      let total =
        desk.pack.showsTotal && row.marks.count == all ? "\(row.marks.values.reduce(0, +))" : ""
      let extra = [
        desk.later.contains(row.script) ? "not sure" : nil, row.flags.isEmpty ? nil : "flag",
      ].compactMap { $0 }.joined(separator: ", ")
      let text =
        " \(place == desk.place ? "▸" : " ") \(script.script)  \(pad(script.qualification.code, 9))"
        + (isNarrow ? "" : pad("\(script.counted)", 7))
        + "\(pad(state, isNarrow ? 10 : 18))\(pad(total, isNarrow ? 3 : 6))\(extra)"
      return Line(text: cut(text), isStrong: place == desk.place)
    }
    let head =
      isNarrow
      ? "   script      for      state"
      : "   script      for      words  state             total"
    return [Line(text: cut(head))] + rows
  }

  private func pad(_ text: String, _ columns: Int) -> String {
    text + String(repeating: " ", count: max(1, columns - text.columns))
  }

  var descriptors: [Line] {
    desk.criteria.flatMap { criterion -> [Line] in
      [Line(text: cut(" \(criterion.title)"), isStrong: true)]
        + criterion.levels.flatMap { level in
          wrapped("\(level.marks) \(level.name). \(level.descriptor)", width: width - 4)
            .map { Line(text: "  \($0)") }
        } + [Line(text: "")]
    }
  }

  /// What the leads agreed on for a practice script, beside what was given.
  var agreed: [Line] {
    guard let agreed = desk.script.agreed else { return [] }
    let sum = agreed.marks.values.reduce(0, +)
    let head = " What the leads agreed on: total \(sum). \(desk.total)"
    return [Line(text: cut(head), isStrong: true)]
      + desk.criteria.flatMap { criterion -> [Line] in
        let (own, theirs) = (desk.row.marks[criterion.id], agreed.marks[criterion.id])
        let said = theirs.map { $0 == own ? "\($0), as you" : "\($0), you gave \(own ?? 0)" }
        return [Line(text: ""), Line(text: cut(" \(criterion.title): \(said ?? "no mark")"))]
          + wrapped(agreed.why[criterion.id] ?? "", width: width - 4).map { Line(text: "   \($0)") }
      }
  }

  var brief: [Line] {
    desk.pack.papers.flatMap { paper -> [Line] in
      let questions = paper.questions.enumerated().flatMap {
        wrapped("\($0.offset + 1). \($0.element)", width: width - 4)
      }
      let study = blockLines(paper.caseStudy, width: width - 4)
      return [Line(text: cut(" \(paper.title)"), isStrong: true)]
        + (questions + [""] + study + [""]).map { Line(text: "  \($0)") }
    }
  }

  var flags: [Line] {
    var lines = [Line(text: " Something is wrong with this script", isStrong: true)]
    for (number, reason) in ScriptFlag.Reason.allCases.enumerated() {
      let isSet = desk.row.flags.contains { $0.reason == reason }
      lines += wrapped("\(reason.rawValue): \(reason.meaning)", width: width - 8).enumerated().map {
        Line(text: ($0 == 0 ? " \(number + 1) [\(isSet ? "x" : " ")] " : "       ") + $1)
      }
    }
    if case .otherCode(let text) = desk.mode {
      lines += [Line(text: ""), Line(text: " The code of the other script: \(text)▏")]
    }
    return lines
  }

  /// The keys, two beside each other where that has room.
  var help: [Line] {
    guard isNarrow else { return Self.help.map { Line(text: cut($0)) } }
    return Self.help.flatMap { row -> [Line] in
      let parts = row.split(separator: /\ {3,}/).map(String.init)
      guard parts.count > 1 else {
        return row.isEmpty
          ? [Line(text: "")] : wrapped(row, width: width - 2).map { Line(text: " \($0)") }
      }
      return stride(from: 0, to: parts.count - 1, by: 2).flatMap { place in
        wrapped("\(parts[place]): \(parts[place + 1])", width: width - 4)
          .map { Line(text: "   \($0)") }
      }
    }
  }

  private static let help = [
    " Read", "   ↑ ↓ j k, Space, PgUp PgDn, Home End   move in the text",
    "   n p   next and previous script          l   the list of scripts",
    "   d     what each level asks for          b   case study and questions", "", " Mark",
    "   0-9   the mark for the criterion shown, and on to the next",
    "   -     take the mark back                Tab   another criterion",
    "   c     comment on the criterion          C   comment on the whole script",
    "   N     note to the office                x   not sure, come back",
    "   f     something is wrong with it        u   undo, as often as you like",
    "   a     a practice script, marked in full: what the leads agreed on", "",
    " Stop", "   q     everything is saved after every key; go on with the same command", "",
    " When you have finished: npq return DIR -o RETURN.json",
  ]
}
