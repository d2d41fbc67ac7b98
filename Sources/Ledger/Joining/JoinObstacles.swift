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

  /// What bears a number by which people know it.
  private static let numbered = [
    ("pack", "was given out"), ("sample", "was drawn"), ("release", "went out"),
  ]

  mutating func findings() throws -> [Finding] {
    guard let mine = try byEntry(ours, mapping: false),
      let other = try byEntry(theirs, mapping: true)
    else { return [] }
    return erased() + (try sameNumber()) + (try moved(mine, other))
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

  /// Copies that give numbers under one name may give one number to two things, and letters, lists
  /// and sheets bear it.
  private func sameNumber() throws -> [Finding] {
    try Self.numbered.flatMap { table, verb in
      let theirs = try numbers(self.theirs, table)
      return try numbers(ours, table).filter { theirs[$0.key] != nil }
        .sorted { $0.key < $1.key }.map { number, event in
          Finding(
            "join-both", .refused, "\(table) \(number)",
            "\(verb) in both copies since they parted, under one name: event \(event) here, event "
              + "\(theirs[number] ?? 0) in the other",
            remedy: table == "release" ? Self.beforeRelease : Self.beforeNumber)
        }
    }
  }

  private static let beforeNumber =
    "npq undo it in one of the two copies, give that a name with npq detach, do it again there, "
    + "and join"
  private static let beforeRelease =
    "npq restore a backup of one copy from before its release --as-copy NAME, publish again, and "
    + "join"

  private func numbers(_ branch: Branch, _ table: String) throws -> [String: Int] {
    var numbers: [String: Int] = [:]
    for change in branch.standing where change.record == table && change.kind == .added {
      guard case .some(let cell) = change.key.first else { continue }
      numbers[cell.words] = change.event
    }
    return numbers
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
      if shape.table.name == "allocation" { continue }
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
