import GRDB

/// Whose entries are read.
enum EntryScope {
  case everybody
  /// All entries of some people, by their numbers; attempts know of each other.
  case people([Int])

  /// Which rows belong to these entries, where a column holds the entry's number.
  func condition(_ column: String = "entry") -> String {
    switch self {
    case .everybody: "1"
    case .people(let entries):
      "\(column) IN (\(entries.map(String.init).joined(separator: ", ")))"
    }
  }
}

extension Database {
  /// The entries of one person, or of everybody.
  func scope(of person: String?) throws -> EntryScope {
    guard let person else { return .everybody }
    return .people(
      try Int.fetchAll(self, sql: "SELECT id FROM entry WHERE person = ?", arguments: [person]))
  }

  /// The entries of everybody whose one of the scripts is.
  func scope(ofPeopleWith scripts: Set<String>) throws -> EntryScope {
    var entries: [Int] = []
    for script in scripts.sorted() {
      entries += try Int.fetchAll(
        self,
        sql: """
          SELECT id FROM entry WHERE person = (SELECT person FROM entry WHERE script = ?)
          """, arguments: [script])
    }
    return .people(entries)
  }
}
