import Assessment

/// What was said of each script so far, and what each change did, so that it can be undone.
struct MarkedScripts {
  /// Where the desk stood when something was said: the places of script and criterion.
  struct Place {
    let script, criterion: Int
  }

  private struct Done {
    let before: ScriptMarks
    let wasLater: Bool
    let place: Place
  }

  let pack: OpenedPack
  /// What the return before said, which can only be taken back by name.
  private let sent: [ScriptCode: ScriptMarks]
  private var rows: [ScriptCode: ScriptMarks]
  private(set) var later: Set<ScriptCode>
  private var undoable: [Done] = []

  init(
    _ pack: OpenedPack, rows: [ScriptMarks], later: Set<ScriptCode>, sent: [ScriptMarks]
  ) {
    self.pack = pack
    self.rows = Dictionary(rows.map { ($0.script, $0) }) { first, _ in first }
    self.later = later
    self.sent = Dictionary(sent.map { ($0.script, $0) }) { first, _ in first }
  }

  func row(_ script: OpenedPack.Script) -> ScriptMarks {
    rows[script.script]
      ?? ScriptMarks(
        script: script.script, assessor: pack.assessor, pack: pack.pack, revision: pack.revision,
        rubric: pack.schemes[script.qualification]?.digest ?? pack.digest)
  }

  func isDone(_ script: OpenedPack.Script) -> Bool {
    let row = row(script)
    let criteria = pack.rubric(of: script)?.criteria ?? []
    return row.flags.contains { $0.reason == .iKnowTheAuthor }
      || criteria.allSatisfy { row.marks[$0.id] != nil }
  }

  /// Changes the row of a script; false where it says the same as before.
  mutating func change(
    _ script: OpenedPack.Script, at place: Place, _ edit: (inout ScriptMarks) -> Void
  ) -> Bool {
    let before = row(script)
    var changed = before
    edit(&changed)
    guard changed != before else { return false }
    remember(script, at: place)
    rows[script.script] = changed
    return true
  }

  mutating func toggleLater(_ script: OpenedPack.Script, at place: Place) {
    remember(script, at: place)
    if later.remove(script.script) == nil { later.insert(script.script) }
  }

  private mutating func remember(_ script: OpenedPack.Script, at place: Place) {
    undoable.append(
      Done(before: row(script), wasLater: later.contains(script.script), place: place))
  }

  /// Takes the last change back; where it was made, or nil where there is none.
  mutating func undo() -> Place? {
    guard let last = undoable.popLast() else { return nil }
    let script = last.before.script
    rows[script] = last.before
    if last.wasLater { later.insert(script) } else { later.remove(script) }
    return last.place
  }

  /// Every row with what it takes back of what was sent.
  var saved: [ScriptMarks] {
    let source = MarkFact.Source(file: "", received: Instant(seconds: 0))
    return pack.scripts.map { script in
      var row = row(script)
      guard let before = sent[script.script] else { return row }
      let said = Set(row.facts(from: source).filter { $0.value != .cleared }.map(\.key.field))
      row.cleared = Set(before.facts(from: source).map(\.key.field)).subtracting(said)
      return row
    }
  }
}
