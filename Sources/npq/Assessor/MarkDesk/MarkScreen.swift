import Assessment
import Findings

/// What a terminal shows of the desk: lines of text, of which some stand out.
struct MarkScreen {
  struct Line: Equatable {
    let text: String
    var isStrong = false
  }

  let desk: MarkDesk
  let width: Int
  let height: Int

  /// Exactly as many lines as the terminal is high, and the lines of text among them.
  func lines(saved: String) -> (lines: [Line], page: Int, top: Int) {
    var (lines, page, top) = body
    let room = max(0, height - 2)
    lines = Array(lines.prefix(room))
    lines += Array(repeating: Line(text: ""), count: room - lines.count)
    return ([head(saved)] + lines + [foot], page, top)
  }

  private func cut(_ text: String) -> String {
    let safe = text.escaped
    guard safe.columns > width else { return safe }
    var kept = ""
    var columns = 0
    for sign in safe {
      columns += String(sign).columns
      if columns > width - 1 { break }
      kept.append(sign)
    }
    return kept + "…"
  }

  private func head(_ saved: String) -> Line {
    let pack = desk.pack
    let script =
      desk.mode == .list
      ? ([pack.series] + [pack.round].compactMap(\.self)).joined(separator: ", ").escaped
      : "\(desk.script.script) \(desk.script.qualification.code)  \(desk.place + 1) of \(pack.scripts.count)"
    let left = " \(pack.pack)  \(script)"
    let right = "\(desk.doneCount) of \(pack.scripts.count) marked  \(saved) "
    let fits = left.columns + right.columns < width
    // Where there is no room for all, which script it is and whether it is kept.
    let short = desk.mode == .list ? right : "\(saved) "
    let (first, last) =
      fits ? (left, right) : (" \(desk.mode == .list ? pack.pack.text : script)", short)
    let gap = max(1, width - first.columns - last.columns)
    return Line(text: cut(first + String(repeating: " ", count: gap) + last), isStrong: true)
  }

  /// Whether rows that are made for eighty columns would be cut off.
  private var isNarrow: Bool { width < 72 }

  private var foot: Line {
    let keys =
      switch desk.mode {
      case .list where isNarrow: "↑ ↓ Enter open  ? help  q stop"
      case .script where isNarrow: "0-9 mark  Tab criterion  ? all keys"
      case .flags where isNarrow: "1-8 set  any other key: back"
      case .comment where isNarrow: "Enter keep  Esc leave  Ctrl-U empty"
      case .descriptors where isNarrow, .help where isNarrow, .brief where isNarrow,
        .agreed where isNarrow:
        "↑ ↓ Space  any other key: back"
      case .list: "↑ ↓ choose  Enter open  u undo  ? help  q stop"
      case .script:
        "0-9 mark  Tab criterion  d levels  c comment  x unsure  f flag  n next  l list  ? keys"
      case .comment: "type, then Enter to keep  Esc leave as it was  Ctrl-U empty"
      case .otherCode: "the code of the other script, then Enter  Esc back"
      case .flags: "1-8 set or take off  any other key: back"
      case .descriptors, .help, .brief, .agreed: "↑ ↓ Space PgUp move  any other key: back"
      }
    return Line(text: cut(" " + (desk.news.isEmpty ? keys : desk.news)), isStrong: true)
  }

  private var body: (lines: [Line], page: Int, top: Int) {
    switch desk.mode {
    case .list: (list, 10, 0)
    case .script, .comment: scriptBody
    case .descriptors: paged(descriptors)
    case .agreed: paged(agreed)
    case .help: paged(help)
    case .brief: paged(brief)
    case .flags, .otherCode: (flags, 10, 0)
    }
  }

  private func paged(_ all: [Line]) -> (lines: [Line], page: Int, top: Int) {
    let room = max(1, height - 2)
    let top = min(desk.top, max(0, all.count - room))
    return (Array(all.dropFirst(top).prefix(room)), max(1, room - 1), top)
  }

  /// The text above, and below it the criterion that digits mark and what all have.
  private var scriptBody: (lines: [Line], page: Int, top: Int) {
    let panel = panel
    let room = max(3, height - 2 - panel.count - 1)
    let told = [
      desk.script.instruction.map { "For this script: \($0)." },
      desk.script.agreed.map { _ in MarkDesk.practice },
    ].compactMap(\.self).flatMap { wrapped($0, width: width - 2) + [""] }
    let all = told + blockLines(desk.script.blocks, width: width - 2)
    let top = min(desk.top, max(0, all.count - room))
    var lines = all.dropFirst(top).prefix(room).map { Line(text: cut(" " + $0)) }
    lines += Array(repeating: Line(text: ""), count: room - lines.count)
    let shown = min(all.count, top + room)
    let share = all.isEmpty ? 100 : shown * 100 / all.count
    let words = "\(desk.script.counted) words"
    let rule = "── \(words), \(share == 100 ? "end" : "\(share) %") "
    let bar = rule + String(repeating: "─", count: max(0, width - rule.columns))
    return (lines + [Line(text: bar)] + panel, max(1, room - 1), top)
  }

  private var panel: [Line] {
    if case .comment(let field, let text) = desk.mode {
      let name = field.description
      let typed = wrapped(text.isEmpty ? " " : text, width: width - 4).suffix(4)
      return [Line(text: cut(" \(name):"), isStrong: true)]
        + typed.enumerated().map { line in
          Line(text: "  \(line.element)\(line.offset == typed.count - 1 ? "▏" : "")")
        }
    }
    guard desk.criteria.indices.contains(desk.criterion) else { return [] }
    let current = desk.criteria[desk.criterion]
    let mark = desk.row.marks[current.id]
    let levels = current.levels.map { level in
      level.marks == mark ? "[\(level.marks) \(level.name)]" : " \(level.marks) \(level.name) "
    }
    let must = current.mustReach == nil ? "" : " (must be passed)"
    var lines = [Line(text: cut(" ▸ \(current.title)\(must)"), isStrong: true)]
    lines += wrapped(current.asks, width: width - 4).prefix(2).map { Line(text: "   \($0)") }
    lines += rows(of: levels).map { Line(text: cut("  \($0)")) }
    if let comment = desk.row.comments[current.id] {
      let said = wrapped("“\(comment)”", width: width - 4)
      lines += said.prefix(2).enumerated().map { number, text in
        Line(text: cut("   \(text)\(number == 1 && said.count > 2 ? "…" : "")"))
      }
    }
    return lines + wrapped(overview, width: width - 2).map { Line(text: " \($0)") }
  }

  /// Short texts beside each other, in as many rows as they need.
  private func rows(of texts: [String]) -> [String] {
    var rows = [""]
    for text in texts {
      let joined = rows[rows.count - 1].isEmpty ? text : "\(rows[rows.count - 1]) \(text)"
      if joined.columns <= width - 2 || rows[rows.count - 1].isEmpty {
        rows[rows.count - 1] = joined
      } else {
        rows.append(text)
      }
    }
    return rows
  }

  /// Every criterion with its mark, and what else is said of the script.
  private var overview: String {
    let row = desk.row
    let marks = desk.criteria.enumerated().map { number, criterion in
      let mark = row.marks[criterion.id].map(String.init) ?? "–"
      return number == desk.criterion ? "▸\(criterion.id) \(mark)" : "\(criterion.id) \(mark)"
    }
    let others = [
      desk.isDone(desk.script) && desk.pack.showsTotal ? desk.total : nil,
      row.comment.map { _ in "comment" }, row.note.map { _ in "note" },
      desk.later.contains(row.script) ? "not sure" : nil,
      row.flags.isEmpty ? nil : "flag: \(row.flags.map(\.description).joined(separator: ", "))",
    ].compactMap { $0 }
    return (marks + others).joined(separator: " · ")
  }

  private var list: [Line] {
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

  private var descriptors: [Line] {
    desk.criteria.flatMap { criterion -> [Line] in
      [Line(text: cut(" \(criterion.title)"), isStrong: true)]
        + criterion.levels.flatMap { level in
          wrapped("\(level.marks) \(level.name). \(level.descriptor)", width: width - 4)
            .map { Line(text: "  \($0)") }
        } + [Line(text: "")]
    }
  }

  /// What the leads agreed on for a practice script, beside what was given.
  private var agreed: [Line] {
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

  private var brief: [Line] {
    desk.pack.papers.flatMap { paper -> [Line] in
      let questions = paper.questions.enumerated().flatMap {
        wrapped("\($0.offset + 1). \($0.element)", width: width - 4)
      }
      let study = blockLines(paper.caseStudy, width: width - 4)
      return [Line(text: cut(" \(paper.title)"), isStrong: true)]
        + (questions + [""] + study + [""]).map { Line(text: "  \($0)") }
    }
  }

  private var flags: [Line] {
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
  private var help: [Line] {
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
