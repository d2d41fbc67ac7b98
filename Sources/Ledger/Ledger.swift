package import Assessment
import Findings
package import Foundation
import GRDB
import Synchronization

/// The record of one series: its database and its folders.
///
/// The only class of the program. Each step is one method in one transaction; reading is a method
/// that returns values.
package final class Ledger: Sendable {
  /// The series folder.
  package let folder: URL
  let queue: DatabaseQueue
  /// Who follows its long steps.
  let watch: Watch
  /// The run that the last step belonged to.
  private let run = Mutex<Run?>(nil)

  private struct Run {
    let act: Act
    let first: Int
    var last: Int
  }

  /// Opens the ledger of an existing series folder.
  package init(opening folder: URL, watch: Watch = .none) throws {
    self.watch = watch
    let path = folder.appending(path: Self.fileName).path
    guard FileManager.default.fileExists(atPath: path) else { throw LedgerError.noSeries(path) }
    self.folder = folder
    queue = try DatabaseQueue(path: path, configuration: Self.configuration)
    let known = try queue.read { try Schema.migrator.hasBeenSuperseded($0) }
    if known { throw LedgerError.newerSchema }
    try Schema.migrator.migrate(queue)
    try queue.write(ChangeSchema.watch)
  }

  /// Makes the database of a new series; the folder is there and holds none yet.
  init(creatingIn folder: URL) throws {
    watch = .none
    self.folder = folder
    let path = folder.appending(path: Self.fileName).path
    queue = try DatabaseQueue(path: path, configuration: Self.configuration)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    try Schema.migrator.migrate(queue)
    try queue.write(ChangeSchema.watch)
  }

  package static let fileName = "ledger.sqlite"

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA journal_mode = TRUNCATE")
      try database.execute(sql: "PRAGMA synchronous = FULL")
      try database.execute(sql: "PRAGMA secure_delete = ON")
      try database.execute(sql: "PRAGMA trusted_schema = OFF")
    }
    return configuration
  }

  /// One step: everything in it becomes true, or nothing.
  ///
  /// A step may not lie before the last event of the series. The events of one act, in one step or
  /// in several with nothing between them, are one run.
  func step<Value>(_ act: Act, _ body: (Database) throws -> Value) throws -> Value {
    try queue.write { database in
      if let last = try database.lastTime(), act.time < last {
        throw LedgerError.clockWentBack(last: last, now: act.time)
      }
      let last = try database.lastNumber()
      let value = try body(database)
      let first = run.withLock { run in
        if run?.act != act || run?.last != last { run = Run(act: act, first: last + 1, last: last) }
        return run?.first
      }
      try database.execute(
        sql: "INSERT INTO run (event, first) SELECT number, ? FROM event WHERE number > ?",
        arguments: [first, last])
      let now = try database.lastNumber()
      run.withLock { $0?.last = now }
      return value
    }
  }

  /// The digest of the last event, as one line to be kept elsewhere.
  package func head() throws -> String {
    try queue.read { database in
      let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM event") ?? 0
      return "\(count) \(try database.head()?.description ?? "")"
    }
  }
}

/// What can break between a command and its ledger.
package enum LedgerError: Error, CustomStringConvertible {
  case noSeries(String)
  case newerSchema
  case clockWentBack(last: Instant, now: Instant)
  case damaged(String)

  package var description: String {
    switch self {
    case .noSeries(let path): "no series here: \(path.escaped) is missing"
    case .newerSchema: "the series was written by a newer npq: update this one to open it"
    case .clockWentBack(let last, let now):
      "the time \(now) lies before the last act of the series, \(last)"
    case .damaged(let what): "the record cannot be read: \(what)"
    }
  }
}
