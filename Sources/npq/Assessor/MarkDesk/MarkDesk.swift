import Assessment
import Foundation

/// Marking in the terminal: everything said so far, and what each key does to it.
///
/// It knows no terminal and no file, so that a test can press its keys.
struct MarkDesk {
  /// What the keys mean at the moment.
  enum Mode: Equatable {
    case script, list, descriptors, help, flags, brief, agreed
    case comment(MarkFact.Field, String)
    case otherCode(String)
  }

  private(set) var marked: MarkedScripts
  var mode = Mode.list
  /// The script, by its place in the pack.
  private(set) var place = 0
  /// The criterion that digits mark.
  private(set) var criterion = 0
  /// The first line of the text that shows.
  var top = 0
  /// A line of news, until the next key.
  private(set) var news = ""
  private(set) var isFinished = false

  init(
    _ pack: OpenedPack, rows: [ScriptMarks], later: Set<ScriptCode>, sent: [ScriptMarks]
  ) {
    marked = MarkedScripts(pack, rows: rows, later: later, sent: sent)
    place = pack.scripts.firstIndex { !isDone($0) } ?? 0
    criterion = firstOpen
  }

  var script: OpenedPack.Script { pack.scripts[place] }
  var criteria: [Rubric.Criterion] { pack.rubric(of: script)?.criteria ?? [] }

  var pack: OpenedPack { marked.pack }
  var later: Set<ScriptCode> { marked.later }
  var saved: [ScriptMarks] { marked.saved }
  var row: ScriptMarks { marked.row(script) }

  func row(_ script: OpenedPack.Script) -> ScriptMarks { marked.row(script) }
  func isDone(_ script: OpenedPack.Script) -> Bool { marked.isDone(script) }

  var doneCount: Int { pack.scripts.count(where: isDone) }

  private var firstOpen: Int { criteria.firstIndex { row.marks[$0.id] == nil } ?? 0 }

  /// Takes a key; true where something said has changed and is to be saved.
  mutating func press(_ key: Key) -> Bool {
    news = ""
    if key == .control("c") {
      isFinished = true
      return false
    }
    switch mode {
    case .comment(let field, let text): return type(key, into: text, of: field)
    case .otherCode(let text): return typeCode(key, text)
    case .list: return pressList(key)
    case .flags: return pressFlag(key)
    case .script: return pressScript(key)
    case .descriptors, .help, .brief, .agreed:
      if !scroll(key) { mode = .script }
      return false
    }
  }

  private mutating func pressList(_ key: Key) -> Bool {
    switch key {
    case .up, .text("k"): place = max(0, place - 1)
    case .down, .text("j"): place = min(pack.scripts.count - 1, place + 1)
    case .pageUp, .home: place = 0
    case .pageDown, .end: place = pack.scripts.count - 1
    case .enter, .text(" "), .text("l"): show(place)
    case .text("q"), .escape: isFinished = true
    case .text("u"): return undo()
    case .text("?"): mode = .help
    default: news = "Enter opens the script, q stops."
    }
    return false
  }

  private mutating func pressScript(_ key: Key) -> Bool {
    if scroll(key) { return false }
    switch key {
    case .text(let sign) where sign.isASCII && sign.isNumber: return mark(sign)
    case .text("-"), .backspace: return clearMark()
    case .tab: criterion = criteria.isEmpty ? 0 : (criterion + 1) % criteria.count
    case .backTab:
      criterion = criteria.isEmpty ? 0 : (criterion + criteria.count - 1) % criteria.count
    case .text("n"): show(place + 1)
    case .text("p"): show(place - 1)
    case .text("l"), .escape: mode = .list
    case .text("d"): (mode, top) = (.descriptors, 0)
    case .text("b"): (mode, top) = (.brief, 0)
    case .text("?"): (mode, top) = (.help, 0)
    case .text("a") where script.agreed != nil: showAgreed()
    case .text("f"): mode = .flags
    case .text("c") where criteria.indices.contains(criterion):
      let id = criteria[criterion].id
      mode = .comment(.commentOn(criterion: id), row.comments[id] ?? "")
    case .text("C"): mode = .comment(.comment, row.comment ?? "")
    case .text("N"): mode = .comment(.note, row.note ?? "")
    case .text("x"): return toggleLater()
    case .text("u"): return undo()
    case .text("q"): isFinished = true
    default: news = "That key does nothing here; ? shows the keys."
    }
    return false
  }

  /// The leads' marks of a practice script are for whoever has marked it.
  private mutating func showAgreed() {
    let isMarked = criteria.allSatisfy { row.marks[$0.id] != nil }
    if isMarked { (mode, top) = (.agreed, 0) } else { news = Self.practice }
  }

  static let practice =
    "Practice: once every criterion is marked, a shows what the leads agreed on."

  /// Moves in the text; false where the key is none for that.
  private mutating func scroll(_ key: Key) -> Bool {
    switch key {
    case .up, .text("k"): top -= 1
    case .down, .text("j"), .enter: top += 1
    case .pageDown, .text(" "): top += page
    case .pageUp: top -= page
    case .home: top = 0
    case .end: top = .max / 2
    default: return false
    }
    top = max(0, top)
    return true
  }

  /// The lines by which a page moves, as the screen last showed them.
  var page = 10

  private mutating func show(_ place: Int) {
    guard pack.scripts.indices.contains(place) else {
      news = place < 0 ? "This is the first script." : "This is the last script; l shows the list."
      return
    }
    self.place = place
    criterion = firstOpen
    top = 0
    mode = .script
  }
}

extension MarkDesk {
  private mutating func change(_ edit: (inout ScriptMarks) -> Void) -> Bool {
    marked.change(script, at: MarkedScripts.Place(script: place, criterion: criterion), edit)
  }

  private mutating func mark(_ sign: Character) -> Bool {
    guard criteria.indices.contains(criterion), let value = sign.wholeNumberValue else {
      return false
    }
    let current = criteria[criterion]
    guard let level = current.levels.first(where: { $0.marks == value }) else {
      news = "No level of \(current.title) gives \(sign)."
      return false
    }
    let isNew = change { row in
      row.marks[current.id] = value
      row.cleared.remove(.mark(criterion: current.id))
    }
    news = "\(current.title): \(value), \(level.name)."
    if criterion + 1 < criteria.count { criterion += 1 }
    if isDone(script) {
      news += pack.showsTotal ? " \(total)" : " Every criterion is marked."
      if script.agreed != nil { news += " a: what the leads agreed on." }
    }
    return isNew
  }

  /// The total, where the office lets it be seen.
  var total: String {
    let maximum = pack.rubric(of: script)?.maximum ?? 0
    return "Total \(row.marks.values.reduce(0, +)) of \(maximum)."
  }

  private mutating func clearMark() -> Bool {
    guard criteria.indices.contains(criterion) else { return false }
    let current = criteria[criterion]
    guard row.marks[current.id] != nil else {
      news = "\(current.title) has no mark."
      return false
    }
    news = "The mark for \(current.title) is taken back."
    return change { $0.marks[current.id] = nil }
  }

  private mutating func toggleLater() -> Bool {
    marked.toggleLater(script, at: MarkedScripts.Place(script: place, criterion: criterion))
    news = later.contains(script.script) ? "Kept as not sure." : "No longer kept as not sure."
    return true
  }

  private mutating func undo() -> Bool {
    guard let last = marked.undo() else {
      news = "There is nothing to undo."
      return false
    }
    place = last.script
    criterion = last.criterion
    if mode != .list { mode = .script }
    news = "Undone."
    return true
  }

  /// Typing of a comment: Enter keeps it, Escape leaves it as it was.
  private mutating func type(_ key: Key, into text: String, of field: MarkFact.Field) -> Bool {
    switch key {
    case .text(let sign): mode = .comment(field, text + String(sign))
    case .backspace: mode = .comment(field, String(text.dropLast()))
    case .control("u"): mode = .comment(field, "")
    case .escape: (mode, news) = (.script, "Left as it was.")
    case .enter:
      mode = .script
      let kept = text.trimmingCharacters(in: .whitespaces)
      news = kept.isEmpty ? "Nothing stands there now." : "Kept."
      return change { row in
        switch field {
        case .commentOn(let id): row.comments[id] = kept.isEmpty ? nil : kept
        case .comment: row.comment = kept.isEmpty ? nil : kept
        case .note: row.note = kept.isEmpty ? nil : kept
        case .mark, .flag: break
        }
        if !kept.isEmpty { row.cleared.remove(field) }
      }
    default: break
    }
    return false
  }

  private mutating func pressFlag(_ key: Key) -> Bool {
    let reasons = ScriptFlag.Reason.allCases
    guard case .text(let sign) = key, let number = sign.wholeNumberValue,
      reasons.indices.contains(number - 1)
    else {
      mode = .script
      return false
    }
    let reason = reasons[number - 1]
    if reason == .alike, !row.flags.contains(where: { $0.reason == .alike }) {
      mode = .otherCode("")
      return false
    }
    if reason == .welfare { news = "Ring the office today: \(pack.contact ?? "see their message")" }
    if reason == .other { news = "Say in a note what it is: press N when you are back." }
    return toggle(ScriptFlag(reason))
  }

  private mutating func toggle(_ flag: ScriptFlag) -> Bool {
    change { row in
      if row.flags.contains(where: { $0.reason == flag.reason }) {
        row.flags.removeAll { $0.reason == flag.reason }
      } else {
        row.flags = (row.flags + [flag]).sorted()
        row.cleared.remove(.flag(flag))
      }
    }
  }

  private mutating func typeCode(_ key: Key, _ text: String) -> Bool {
    switch key {
    case .text(let sign): mode = .otherCode(text + sign.uppercased())
    case .backspace: mode = .otherCode(String(text.dropLast()))
    case .enter:
      guard let code = ScriptCode(text), code != script.script else {
        news = "That is no code of another script."
        return false
      }
      mode = .flags
      return toggle(ScriptFlag(.alike, about: code))
    case .escape: mode = .flags
    default: break
    }
    return false
  }
}
