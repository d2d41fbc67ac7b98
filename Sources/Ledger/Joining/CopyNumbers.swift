import Assessment
import GRDB

/// Numbers that people read, and that mean the same in every copy of a series.
///
/// A copy that works apart gives numbers that no other copy gives, so that nothing has to be given
/// another number when the copies are joined: it stands on packs, letters and lists by then.
extension Database {
  /// How many numbers of each table a copy with a name has to itself.
  private static let block = 10_000

  /// The next number of a sample or a release; never one that was given before, even if that was
  /// undone.
  func nextNumber(of table: String) throws -> Int {
    let first = try setting("copy").map { Self.block * Self.place(of: $0) } ?? 0
    let given = """
      SELECT max(json_extract(key, '$[0]')) FROM change WHERE record = ?1 AND kind = 'added'
      AND json_extract(key, '$[0]') BETWEEN ?2 AND ?3
      """
    let standing = "SELECT max(rowid) FROM \"\(table)\" WHERE rowid BETWEEN ?2 AND ?3"
    let range: StatementArguments = [table, first, first + Self.block - 1]
    let last = try Int.fetchOne(
      self, sql: "SELECT max(coalesce((\(given)), 0), coalesce((\(standing)), 0))",
      arguments: range)
    return max(first, last ?? 0) + 1
  }

  /// The number of a pack, which bears the name of the copy that gave it out.
  func packNumber(_ number: Int) throws -> String {
    let digits = String(repeating: "0", count: max(0, 4 - "\(number)".count)) + "\(number)"
    return try setting("copy").map { "M\(digits)-\($0.prefix(40))" } ?? "M\(digits)"
  }

  /// Where the numbers of a copy begin: between 1 and 899, the same for the same name everywhere.
  private static func place(of copy: String) -> Int {
    var sum = 0
    for byte in Digest(of: Array(copy.utf8)).description.utf8.prefix(12) {
      sum = (sum * 31 + Int(byte)) % 899
    }
    return sum + 1
  }
}
