import Assessment
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
    .people(try entries(ofPeopleWith: scripts).map(\.entry))
  }

  /// The same in parts of about so many, for who needs nobody's beside another's; in the order of
  /// people.
  func scopes(
    ofPeopleWith scripts: Set<String>, atOnce: Int = 2_000
  ) throws -> [EntryScope] {
    var parts: [[Int]] = []
    var last: String?
    for (entry, person) in try entries(ofPeopleWith: scripts) {
      if parts.isEmpty || person != last && parts[parts.count - 1].count >= atOnce {
        parts.append([])
      }
      parts[parts.count - 1].append(entry)
      last = person
    }
    return parts.map { .people($0) }
  }

  private func entries(
    ofPeopleWith scripts: Set<String>
  ) throws -> [(entry: Int, person: String)] {
    let list = String(decoding: try canonicalJSON(scripts.sorted()), as: UTF8.self)
    return try Row.fetchAll(
      self,
      sql: """
        SELECT id, person FROM entry WHERE person IN (
          SELECT person FROM entry WHERE script IN (SELECT value FROM json_each(?)))
        ORDER BY person, assessment, qualification, attempt
        """, arguments: [list]
    ).map { ($0[0], $0[1]) }
  }
}
