import GRDB

/// What has to be known of a table to bring its rows into another record.
struct TableShape {
  let table: WatchedTable
  /// The columns that hold numbers given by the record itself, each with the table of these numbers.
  let references: [String: String]
  /// The column under which the record numbers the rows of this table; nil where its keys come from
  /// outside or from other tables.
  let numbered: String?

  var noted: Set<String> { ChangeSchema.bookkeeping[table.name, default: []] }
}

extension Database {
  /// Every watched table by its name.
  func shapes() throws -> [String: TableShape] {
    var keys: [String: [String]] = ["event": ["number"]]
    var parents: [String: [String: String]] = ["event": [:]]
    let tables = try watchedTables()
    for table in tables {
      keys[table.name] = table.key
      parents[table.name] = [:]
      for reference in try foreignKeys(on: table.name) {
        guard let column = reference.originColumns.first, reference.originColumns.count == 1 else {
          continue
        }
        parents[table.name]?[column] = reference.destinationTable
      }
    }
    func root(_ table: String) -> String {
      // A row that shares its number with another one refers to that.
      guard let key = keys[table], key.count == 1, let parent = parents[table]?[key[0]] else {
        return table
      }
      return root(parent)
    }
    var numbered: [String: String] = ["event": "number"]
    for table in tables where table.key.count == 1 && parents[table.name]?[table.key[0]] == nil {
      let column = try columns(in: table.name).first { $0.name == table.key[0] }
      if column?.type.uppercased() == "INTEGER" { numbered[table.name] = table.key[0] }
    }
    return Dictionary(
      uniqueKeysWithValues: tables.map { table in
        let references = parents[table.name, default: [:]].mapValues(root)
          .filter { numbered[$0.value] != nil }
        return (
          table.name,
          TableShape(table: table, references: references, numbered: numbered[table.name])
        )
      })
  }
}
