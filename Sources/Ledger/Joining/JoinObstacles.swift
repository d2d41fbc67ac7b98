import Assessment
import Findings
import Foundation
import GRDB

/// What two copies did apart and cannot be brought together: each matter by name.
struct JoinObstacles {
  let ours, theirs: Branch
  let shapes: [String: TableShape]
  var map: RowMap
  private let own: Database

  init(_ ours: Branch, _ replay: Replay) {
    self.ours = ours
    theirs = replay.branch
    shapes = replay.shapes
    map = replay.map
    own = replay.own
  }

  /// What one copy alone may do: packs bear numbers, samples are drawn of all, and results go out
  /// once.
  private static let alone: [(what: String, tables: Set<String>)] = [
    ("packs were given out", ["pack", "pack_key", "pack_script"]),
    ("samples were drawn or decided", ["sample", "sample_script", "sample_outcome"]),
    ("leads decided about assessors", ["approval"]),
    ("results went out", ["release", "released", "reopening", "dfe_payload", "dfe_answer"]),
    ("entries were carried", ["carried", "carried_away", "earlier_marker"]),
  ]

  /// What one copy alone may do with a script.
  private static let aloneOnEntry: [(what: String, tables: Set<String>)] = [
    ("shared out", ["allocation"]), ("moderated", ["agreement", "resolution"]),
    ("made a common script", ["definitive", "definitive_mark", "common_script"]),
    ("given feedback", ["feedback"]),
  ]

  /// What a released result rests on.
  private static let behindResults: Set = [
    "allocation", "exception", "fact", "feedback", "submission", "agreement", "resolution",
  ]

  mutating func findings() throws -> [Finding] {
    guard let mine = try byEntry(ours, mapping: false),
      let other = try byEntry(theirs, mapping: true)
    else { return [] }
    return erased() + doneTwice() + (try onEntries(mine, other)) + (try moved(mine, other))
      + (try released(mine, other))
  }

  private func erased() -> [Finding] {
    [(ours, "here"), (theirs, "in the other")].compactMap { branch, place in
      guard let event = branch.events.first(where: { $0.body.command == "retain" }) else {
        return nil
      }
      return Finding(
        "join-erased", .refused, "event \(event.number) \(place)",
        "erased what was past its date, and the other copy still holds it",
        remedy: "erase after joining: restore a backup from before npq retain, and join that")
    }
  }

  private func doneTwice() -> [Finding] {
    Self.alone.compactMap { what, tables in
      let mine = ours.standing.filter { tables.contains($0.record) }.map(\.event)
      let other = theirs.standing.filter { tables.contains($0.record) }.map(\.event)
      guard let first = mine.first, let second = other.first else { return nil }
      return Finding(
        "join-both", .refused, what,
        "in both copies since they parted: event \(first) here, event \(second) in the other",
        remedy: JoinRefusal.undoOne)
    }
  }

  private func onEntries(
    _ mine: [Int: Set<String>], _ other: [Int: Set<String>]
  ) throws -> [Finding] {
    try Set(mine.keys).intersection(other.keys).sorted().flatMap { entry in
      try Self.aloneOnEntry.compactMap { what, tables in
        guard !tables.isDisjoint(with: mine[entry] ?? []),
          !tables.isDisjoint(with: other[entry] ?? [])
        else { return nil }
        return Finding(
          "join-both", .refused, try script(entry), "was \(what) in both copies since they parted",
          remedy: JoinRefusal.undoOne)
      }
    }
  }

  /// A move gives scripts to other people; whatever else happened to these cannot follow.
  private func moved(
    _ mine: [Int: Set<String>], _ other: [Int: Set<String>]
  ) throws -> [Finding] {
    let sides = [(mine, other), (other, mine)]
    let entries = sides.flatMap { moving, touching in
      moving.filter { $0.value.contains(Self.moves) && touching[$0.key] != nil }.map(\.key)
    }
    return try Set(entries).sorted().map { entry in
      Finding(
        "join-moved", .refused, try script(entry),
        "was moved to another person in one copy, and worked on in the other",
        remedy: "undo the move, join, and move it again")
    }
  }

  private func released(
    _ mine: [Int: Set<String>], _ other: [Int: Set<String>]
  ) throws -> [Finding] {
    let sides = [(mine, other), (other, mine)]
    let entries = sides.flatMap { releasing, changing in
      releasing.filter { entry, tables in
        tables.contains("released") && !Self.behindResults.isDisjoint(with: changing[entry] ?? [])
      }.map(\.key)
    }
    return try Set(entries).sorted().map { entry in
      Finding(
        "join-released", .refused, try script(entry),
        "was released in one copy, and what its result rests on was changed in the other",
        remedy: "undo the change in the other copy and join; npq reopen opens the result again")
    }
  }

  private static let moves = "entry, moved"

  /// The tables in which a branch changed something of each entry that both copies hold.
  private mutating func byEntry(
    _ branch: Branch, mapping: Bool
  ) throws -> [Int: Set<String>]? {
    var tables: [Int: Set<String>] = [:]
    for change in branch.standing {
      guard let shape = shapes[change.record] else { continue }
      for row in [change.before, change.row].compactMap(\.self) {
        let column = change.record == "entry" ? "id" : "entry"
        guard change.record == "entry" || shape.table.columns.contains("entry"),
          case .number(let number)? = row[column],
          let entry = try mapping ? map.number(of: number, in: "entry") : number
        else { continue }
        tables[abs(entry), default: []].insert(change.record)
        if change.record == "entry", change.kind == .changed,
          change.before?["script"] != change.row?["script"]
        {
          tables[abs(entry), default: []].insert(Self.moves)
        }
      }
    }
    return tables
  }

  private func script(_ entry: Int) throws -> String {
    try String.fetchOne(own, sql: "SELECT script FROM entry WHERE id = ?", arguments: [entry]) ?? ""
  }
}

extension Replay {
  /// Rows that both changed since they parted: those that come to the same stand, and the first
  /// that does not is named.
  ///
  /// What has a rule of its own, as clashes have, is left to that.
  mutating func settle(_ ours: Branch) throws -> [Finding] {
    var mine: [[String]: BranchChange] = [:]
    for change in ours.standing {
      mine[[change.record, try PlannedCell.text(of: change.key)]] = change
    }
    var last: [[String]: (change: BranchChange, key: [PlannedCell])] = [:]
    for change in branch.standing {
      guard let shape = shapes[change.record], let key = try ownKey(change.key, shape) else {
        continue
      }
      let place = [change.record, try PlannedCell.text(of: key)]
      if mine[place] != nil { last[place] = (change, key) }
    }
    var findings: [Finding] = []
    for (place, theirs) in last.sorted(by: { $0.value.change.id < $1.value.change.id }) {
      guard let shape = shapes[theirs.change.record], let change = mine[place] else { continue }
      // The first of two that added the same row is told by what it says.
      if ["receipt", "returned", "query"].contains(shape.table.name) { continue }
      if Self.registers.contains(shape.table.name), change.row != nil, theirs.change.row != nil {
        continue
      }
      let apart = ["event", "cohort", shape.numbered].compactMap(\.self)
      let row = try theirs.change.row.map { row in
        try mapped(row.filter { !apart.contains($0.key) }, shape)
      }
      let own = change.row?.filter { !apart.contains($0.key) }
      if row == own {
        if shape.table.name != "entry" { settled.insert(place) }
      } else {
        findings +=
          JoinRefusal.differs(
            "\(theirs.change.record), event \(theirs.change.event) of the other",
            "is not what event \(change.event) made of it here"
          ).findings
      }
    }
    return findings
  }
}
