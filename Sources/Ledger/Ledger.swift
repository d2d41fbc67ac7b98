import Archive
package import Assessment
import CSQLite
import Findings
package import Foundation
import GRDB
import Sealing
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
  /// What signs the head after each step; nil where no key lies open.
  let signer = Mutex<SigningKey?>(nil)
  /// The right to change the series, given back when the ledger is let go of; nil for a reader.
  private let turn: SeriesTurn?

  private struct Run {
    let act: Act
    let first: Int
    var last: Int
  }

  /// Opens the ledger of an existing series folder.
  package init(
    opening folder: URL, turn: consuming SeriesTurn? = nil, watch: Watch = .none
  ) throws {
    let isToChange = turn != nil
    self.turn = turn
    self.watch = watch
    let path = folder.appending(path: Self.fileName).path
    guard FileManager.default.fileExists(atPath: path) else { throw LedgerError.noSeries(path) }
    self.folder = folder
    if isToChange { try Self.makeFolders(in: folder) }
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
    turn = nil
    let path = folder.appending(path: Self.fileName).path
    queue = try DatabaseQueue(path: path, configuration: Self.configuration)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    try Schema.migrator.migrate(queue)
    try queue.write(ChangeSchema.watch)
  }

  /// Opens the ledger of a series to look at it only: nothing is changed, not even its schema, and
  /// its folder may be one in which nothing can be written.
  package init(auditing folder: URL) throws {
    let path = folder.appending(path: Self.fileName).path
    guard FileManager.default.fileExists(atPath: path) else { throw LedgerError.noSeries(path) }
    self.folder = folder
    turn = nil
    watch = .none
    var configuration = Self.configuration
    configuration.readonly = !FileManager.default.isWritableFile(atPath: path)
    queue = try DatabaseQueue(path: path, configuration: configuration)
  }

  /// One more connection to the record, which only reads.
  func reader() throws -> DatabaseQueue {
    var configuration = Self.configuration
    configuration.readonly = true
    return try DatabaseQueue(path: queue.path, configuration: configuration)
  }

  /// Refuses a record of another version, which a reader cannot bring up to date.
  package func expectOwnVersion() throws {
    let migrator = Schema.migrator
    let (isNewer, isOwn) = try queue.read { database in
      (try migrator.hasBeenSuperseded(database), try migrator.hasCompletedMigrations(database))
    }
    if isNewer { throw LedgerError.newerSchema }
    guard isOwn else { throw LedgerError.olderSchema }
  }

  package static let fileName = "ledger.sqlite"

  /// The SQLite that is linked.
  package static var libraryVersion: String {
    let number = Database.sqliteLibVersionNumber
    return "\(number / 1_000_000).\(number / 1_000 % 1_000).\(number % 1_000)"
  }

  /// Whether a folder holds a series.
  package static func isHere(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: fileName).path)
  }

  /// Whether the record of a series can be written to.
  package static func isWritable(_ folder: URL) -> Bool {
    [folder.path, folder.appending(path: fileName).path].allSatisfy {
      FileManager.default.isWritableFile(atPath: $0)
    }
  }

  /// SQLite counts the memory of all its connections under one lock, for which the cores that read
  /// the record side by side would wait half of their time.
  ///
  /// That can be set until the first connection is there.
  private static let memoryIsUncounted = npq_sqlite_count_no_memory() == SQLITE_OK

  private static var configuration: Configuration {
    _ = memoryIsUncounted
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    // Who changes the series queues for a turn; this is for those who only read in the meantime.
    configuration.busyMode = .timeout(120)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA journal_mode = TRUNCATE")
      try database.execute(sql: "PRAGMA synchronous = FULL")
      try database.execute(sql: "PRAGMA secure_delete = ON")
      try database.execute(sql: "PRAGMA trusted_schema = OFF")
      try database.execute(sql: "PRAGMA cache_size = -16000")
      // Else every statement that fires a trigger writes the pages it touches, with what stands on
      // them, into a file of the system's temporary folder first.
      try database.execute(sql: "PRAGMA temp_store = MEMORY")
    }
    return configuration
  }

  /// One step: everything in it becomes true, or nothing.
  ///
  /// A step may not lie before the last event of the series. The events of one act, in one step or
  /// in several with nothing between them, are one run.
  func step<Value>(_ act: Act, _ body: (Database) throws -> Value) throws -> Value {
    try queue.write { database in
      try database.hold(megabytes: 48)
      if let last = try database.lastTime(), act.time < last {
        throw LedgerError.clockWentBack(last: last, now: act.time)
      }
      let last = try database.lastNumber()
      try database.expectNothingElse(signedWith: signer.withLock { $0 })
      let value = try body(database)
      let first = run.withLock { run in
        if run?.act.isOfOneRun(with: act) != true || run?.last != last {
          run = Run(act: act, first: last + 1, last: last)
        }
        return run?.first
      }
      try database.execute(
        // What came in with a join has its runs already.
        sql: """
          INSERT INTO run (event, first) SELECT number, ? FROM event
          WHERE number > ? AND number NOT IN (SELECT event FROM run)
          """,
        arguments: [first, last])
      let now = try database.lastNumber()
      run.withLock { $0?.last = now }
      try database.addHead(signedWith: signer.withLock { $0 })
      return value
    }
  }

  /// How many of so many packs or returns become true in one step.
  ///
  /// Their scripts lie anywhere in the record, so that some write most of its lists anew; of a whole
  /// country's more share that.
  static func inOneStep(of count: Int, atLeast few: Int) -> Int { min(96, max(few, count / 25)) }

  /// Gives back the memory that the last step was worked out in.
  func letGoOfWork() {
    queue.releaseMemory()
    giveBackFreedMemory()
  }

  /// The digest of the last head, as one line to be kept elsewhere.
  package func head() throws -> String { try queue.read { try $0.deposit() } }
}

extension Database {
  /// Keeps so much of the record at hand: for a step that changes many rows, so that each page is
  /// written once, and for whoever goes from row to row in no order.
  func hold(megabytes: Int) throws {
    try execute(sql: "PRAGMA cache_size = -\(megabytes * 1_000)")
  }
}

/// What can break between a command and its ledger.
package enum LedgerError: Error, CustomStringConvertible {
  case noSeries(String)
  case newerSchema
  case olderSchema
  case clockWentBack(last: Instant, now: Instant)
  case damaged(String)
  /// Something stands in the record that no step recorded.
  case altered(String)
  case noTurn(String, Int32)

  package var description: String {
    switch self {
    case .noSeries(let path): "no series here: \(path.escaped) is missing"
    case .newerSchema: "the series was written by a newer npq: update this one to open it"
    case .olderSchema:
      "the series was written by an earlier npq, and cannot be brought up to date where nothing "
        + "can be written: copy it to a place of your own"
    case .clockWentBack(let last, let now):
      "the time \(now) lies before the last act of the series, \(last)"
    case .noTurn(let path, let code):
      "nothing can be changed here: \(path.escaped): \(String(cString: strerror(code)).lowercased())"
    case .damaged(let what): "the record cannot be read: \(what)"
    case .altered(let what): "\(what), so that nothing is recorded on top of it"
    }
  }
}
