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

  func cut(_ text: String) -> String {
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
  var isNarrow: Bool { width < 72 }

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
}
