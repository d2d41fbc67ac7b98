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
      guard let event = branch.events.first(where: { $0.command == "retain" }) else {
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
    try branch.eachChange(of: [table]) { change in
      guard change.kind == .added, let cell = try change.key().first else { return }
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
    try branch.eachChange { change in
      guard shapes[change.record] != nil else { return }
      let isMove =
        try change.record == "entry" && change.kind == .changed
        && change.before()?["script"] != change.row()?["script"]
      for number in [change.entryBefore, change.entry].compactMap(\.self) {
        guard let entry = try mapping ? map.number(of: number, in: "entry") : number else {
          continue
        }
        tables[abs(entry), default: []].insert(change.record)
        if isMove { tables[abs(entry), default: []].insert(Self.moves) }
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
    // The first of two that added the same row is told by what it says.
    let apart: Set = ["receipt", "returned", "query", "allocation"]
    var last: [[String]: BranchChange] = [:]
    try branch.eachChange { change in
      // A row that the other record numbered for itself is none of ours.
      guard !apart.contains(change.record), let shape = shapes[change.record],
        let key = try ownKey(change.key(), shape)
      else { return }
      last[[change.record, try PlannedCell.text(of: key)]] = change
    }
    var mine: [[String]: BranchChange] = [:]
    try ours.eachChange(of: Set(last.keys.map { $0[0] })) { change in
      let place = [change.record, try PlannedCell.text(of: change.key())]
      if last[place] != nil { mine[place] = change }
    }
    var findings: [Finding] = []
    for (place, theirs) in last.sorted(by: { $0.value.id < $1.value.id }) {
      guard let shape = shapes[theirs.record], let change = mine[place] else { continue }
      let (made, ours) = (try theirs.row(), try change.row())
      if Self.registers.contains(shape.table.name), made != nil, ours != nil { continue }
      let silent = ["event", "cohort", shape.numbered].compactMap(\.self)
      let row = try made.map { try mapped($0.filter { !silent.contains($0.key) }, shape) }
      let own = ours?.filter { !silent.contains($0.key) }
      if row == own {
        if shape.table.name != "entry" { settled.insert(place) }
      } else {
        findings +=
          JoinRefusal.differs(
            "\(theirs.record), event \(theirs.event) of the other",
            "is not what event \(change.event) made of it here"
          ).findings
      }
    }
    return findings
  }
}
