import Assessment
import Foundation
import GRDB

/// Two versions of one matter, one of each copy.
struct ClashPair {
  struct Side {
    let change: BranchChange
    /// The row, with the numbers of this record.
    let row: [String: PlannedCell]
    let word: ClashWord
  }

  let record: String
  /// What it is about, in the same words in every copy.
  let subject: [PlannedCell]
  let entry: Int?
  let mine, other: Side

  var held: Side { ClashWord.isEarlier(mine.word, other.word) ? mine : other }
  var left: Side { ClashWord.isEarlier(mine.word, other.word) ? other : mine }
}

extension JoinClashes {
  /// What a change says of a matter.
  private typealias Said = (change: BranchChange, row: [String: PlannedCell])

  /// What each copy said last of each matter of which both said something; `name` gives the columns
  /// that tell the matter, for a change of some tables.
  mutating func pairs(
    of records: Set<String>,
    _ name: (BranchChange, TableShape, [String: PlannedCell]) -> [String]?
  ) throws -> [ClashPair] {
    var matters: Set<String> = []
    try ours.eachChange(of: records) { change in
      for (matter, _) in try Self.said(change, replay.shapes, name, { $0 }) {
        matters.insert(matter)
      }
    }
    guard !matters.isEmpty else { return [] }
    var other: [String: Said] = [:]
    let shapes = replay.shapes
    try replay.branch.eachChange(of: records) { change in
      let said = try Self.said(change, shapes, name) { theirs in
        guard let shape = shapes[change.record] else { return theirs }
        var row = try replay.mapped(theirs, shape)
        if let numbered = shape.numbered, case .number(let number)? = theirs[numbered] {
          row[numbered] = try replay.map.number(of: number, in: change.record).map { .number($0) }
        }
        return row
      }
      for (matter, row) in said where matters.contains(matter) { other[matter] = (change, row) }
    }
    guard !other.isEmpty else { return [] }
    var mine: [String: Said] = [:]
    try ours.eachChange(of: records) { change in
      for (matter, row) in try Self.said(change, shapes, name, { $0 }) where other[matter] != nil {
        mine[matter] = (change, row)
      }
    }
    return try mine.sorted { $0.value.0.id < $1.value.0.id }.compactMap { key, said in
      guard let theirs = other[key] else { return nil }
      let subject = try subject(said.0.record, said.1)
      let all = try PlannedCell.text(of: subject.cells)
      return ClashPair(
        record: said.0.record, subject: subject.cells, entry: subject.entry,
        mine: try side(said, of: ours, in: own, all),
        other: try side(theirs, of: replay.branch, in: replay.other, all))
    }
  }

  /// What a change says, by its matter; `mapped` gives the row with the numbers of this record.
  private static func said(
    _ change: BranchChange, _ shapes: [String: TableShape],
    _ name: (BranchChange, TableShape, [String: PlannedCell]) -> [String]?,
    _ mapped: ([String: PlannedCell]) throws -> [String: PlannedCell]
  ) throws -> [(matter: String, row: [String: PlannedCell])] {
    guard let shape = shapes[change.record], change.kind != .removed, let row = try change.row(),
      let columns = name(change, shape, row)
    else { return [] }
    return try parts(of: mapped(row)).map { (try matter(change, columns, $0), $0) }
  }

  private static func matter(
    _ change: BranchChange, _ columns: [String], _ row: [String: PlannedCell]
  ) throws -> String {
    try PlannedCell.text(of: [.text(change.record)] + columns.map { row[$0] ?? .nothing })
  }

  /// What a row is about, in words that are the same in every copy, and its entry.
  private func subject(
    _ record: String, _ row: [String: PlannedCell]
  ) throws -> (cells: [PlannedCell], entry: Int?) {
    switch record {
    case "entry":
      let entry: Int? = if case .number(let id)? = row["id"] { id } else { nil }
      return (try name(ofEntry: entry), entry)
    case "exception":
      let entry: Int? = if case .number(let id)? = row["entry"] { id } else { nil }
      return (
        try name(ofEntry: entry)
          + [row["kind"], row[Self.part] ?? row["check_name"]].map {
            $0 ?? .nothing
          }, entry
      )
    case "name_decision":
      let entry: Int? = if case .number(let id)? = row["entry"] { id } else { nil }
      // The words name somebody: their digest is enough to tell them apart.
      let words: String = if case .text(let words)? = row["words"] { words } else { "" }
      let digest = Digest(of: Data(words.utf8)).description.prefix(16)
      return (try name(ofEntry: entry) + [.text(String(digest))], entry)
    case "query_act":
      let query = try Row.fetchOne(
        own.cachedStatement(sql: "SELECT entry, assessor, flag FROM query WHERE id = ?"),
        arguments: [row["query"]?.value])
      let entry: Int? = query?["entry"]
      let act: PlannedCell = row["kind"] == .text("owner") ? .text("owner") : .text("answer")
      return (
        try name(ofEntry: entry) + [
          .text(query?["assessor"] ?? ""), .text(query?["flag"] ?? ""), act,
        ],
        entry
      )
    case "agreement", "resolution", "feedback", "released", "reopening", "carried",
      "carried_away", "earlier_marker", "earlier_attempt":
      let entry: Int? = if case .number(let id)? = row["entry"] { id } else { nil }
      let part = ["earlier_marker": "assessor", "earlier_attempt": "attempt"][record]
      return (try name(ofEntry: entry) + (part.map { [row[$0] ?? .nothing] } ?? []), entry)
    case "approval":
      return (
        ["assessor", "assessment", "qualification"].map { row[$0] ?? .nothing }, nil
      )
    case "sample_outcome", "departure":
      return ([row[record == "departure" ? "assessor" : "sample"] ?? .nothing], nil)
    default:
      let key = replay.shapes[record]?.table.key ?? []
      return (key.map { row[$0] ?? .nothing }, nil)
    }
  }

  func name(ofEntry entry: Int?) throws -> [PlannedCell] {
    let row = try Row.fetchOne(
      own.cachedStatement(
        sql: "SELECT person, assessment, qualification, attempt FROM entry WHERE id = ?"),
      arguments: [entry])
    guard let row else { return [] }
    return [
      .text(row["person"]), .text(row["assessment"]), .text(row["qualification"]),
      .number(row["attempt"]),
    ]
  }

  private func side(
    _ said: Said, of branch: Branch,
    in database: Database, _ subject: String
  ) throws -> ClashPair.Side {
    var word = try word(said.change.record, said.change.event, of: branch, in: database, subject)
    word.rank = Self.rank(said.change.record, said.row, at: word.time)
    return ClashPair.Side(change: said.change, row: said.row, word: word)
  }

  /// What an adjustment adjusts is one matter each: two that allow different things stand together.
  static func parts(of row: [String: PlannedCell]) throws -> [[String: PlannedCell]] {
    guard row["kind"] == .text("adjustment"), case .text(let json)? = row["value"],
      let all = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    else { return [row] }
    return try all.sorted { $0.key < $1.key }.map { key, value in
      let bytes = try JSONSerialization.data(
        withJSONObject: [key: value], options: [.sortedKeys, .withoutEscapingSlashes])
      return row.merging([
        "value": .text(String(decoding: bytes, as: UTF8.self)), part: .text(key),
      ]) { $1 }
    }
  }

  /// Beside the columns of an exception: which part of an adjustment it is.
  static let part = "part"
}
