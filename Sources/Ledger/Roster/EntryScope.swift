import GRDB

/// Whose entries are read.
enum EntryScope {
  case everybody
  /// All entries of one person, by their numbers; attempts know of each other.
  case person([Int])

  /// Which rows belong to these entries, where a column holds the entry's number.
  func condition(_ column: String = "entry") -> String {
    switch self {
    case .everybody: "1"
    case .person(let entries):
      "\(column) IN (\(entries.map(String.init).joined(separator: ", ")))"
    }
  }
}

extension Database {
  /// The entries of one person, or of everybody.
  func scope(of person: String?) throws -> EntryScope {
    guard let person else { return .everybody }
    return .person(
      try Int.fetchAll(self, sql: "SELECT id FROM entry WHERE person = ?", arguments: [person]))
  }
}
