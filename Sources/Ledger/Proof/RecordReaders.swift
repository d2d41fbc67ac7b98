import Archive
import Foundation
import GRDB
import Synchronization

extension Ledger {
  /// Reads the record on all cores, a piece at a time; the answers come in the order of the pieces,
  /// each with what broke it.
  ///
  /// To be called while `queue` reads: until that is done nobody can write, so that each connection
  /// of these sees what that one does. The long pieces should be the first.
  func readOnAllCores<Piece: Sendable, Answer: Sendable>(
    _ pieces: [Piece], _ watch: Watch, _ work: @Sendable (Piece, Database) throws -> Answer
  ) throws -> [Result<Answer, any Error>] {
    let cores = max(1, min(Cores.count, 8, pieces.count))
    let answers = Mutex<[Result<Answer, any Error>?]>(Array(repeating: nil, count: pieces.count))
    let unopened = Mutex<(any Error)?>(nil)
    let next = Atomic(0)
    let done = Atomic(0)
    watch.tell(0, of: pieces.count)
    // What they read it in lies free with each core in turn, where the next ones do not find it.
    defer { giveBackFreedMemory() }
    Cores.perform(cores) { _ in
      do {
        try reader().read { database in
          try database.hold(megabytes: 64 / cores)
          while true {
            let index = next.add(1, ordering: .relaxed).oldValue
            guard index < pieces.count else { return }
            let answer = Result {
              try watch.mayStop()
              return try work(pieces[index], database)
            }
            answers.withLock { $0[index] = answer }
            watch.tell(done.add(1, ordering: .relaxed).newValue, of: pieces.count)
          }
        }
      } catch {
        unopened.withLock { $0 = error }
      }
    }
    // What one connection could not be opened for, the others did.
    return try answers.withLock { $0 }.map { answer in
      if let answer { return answer }
      throw unopened.withLock { $0 } ?? LedgerError.damaged(Self.fileName)
    }
  }
}
