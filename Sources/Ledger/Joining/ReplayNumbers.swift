// Rows and keys of another copy with the numbers that this record gives.
extension Replay {
  /// A row with the numbers that this record gives.
  mutating func mapped(
    _ row: [String: PlannedCell], _ shape: TableShape
  ) throws -> [String: PlannedCell] {
    var values = row
    for (column, table) in shape.references {
      guard case .number(let number)? = row[column] else { continue }
      guard let mine = try map.number(of: number, in: table) else {
        throw JoinRefusal.differs(
          shape.table.name, "rests on a row of \(table) that is not in this record")
      }
      values[column] = .number(mine)
    }
    if case .text(let check)? = row["check_name"] {
      values["check_name"] = .text(try ownCheck(check))
    }
    return values
  }

  /// The name of an integrity check that a flag opened holds the number of its query.
  private mutating func ownCheck(_ check: String) throws -> String {
    guard check.utf8.starts(with: "flag ".utf8), let number = Int(check.dropFirst(5)),
      let mine = try map.number(of: number, in: "query")
    else { return check }
    return "flag \(mine)"
  }

  /// A key as this record has it; nil where it has no such row.
  mutating func ownKey(_ key: [PlannedCell], _ shape: TableShape) throws -> [PlannedCell]? {
    var cells: [PlannedCell] = []
    for (column, cell) in zip(shape.table.key, key) {
      let table = column == shape.numbered ? shape.table.name : shape.references[column]
      guard let table, case .number(let number) = cell else {
        cells.append(cell)
        continue
      }
      guard let mine = try map.number(of: number, in: table) else { return nil }
      cells.append(.number(mine))
    }
    return cells
  }
}
