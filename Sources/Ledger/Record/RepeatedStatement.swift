import GRDB

extension Database {
  /// Writes rows with a statement that SQLite takes apart once, however often it is said.
  func executeRepeated(sql: String, arguments: StatementArguments) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
