package import Findings
import Foundation
import GRDB

extension Ledger {
  /// Whether an error says that the record does not hold what npq writes; whatever else breaks is
  /// the machine's fault, or ours.
  package static func isDamage(_ error: any Error) -> Bool {
    switch error {
    case LedgerError.damaged, is DecodingError, is RowDecodingError: true
    case let error as DatabaseError:
      error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB
    default: false
    }
  }

  /// The finding for such an error.
  package static func damage(_ error: any Error) -> Finding {
    let what =
      if case LedgerError.damaged(let what) = error { what } else {
        (error as? DatabaseError)?.message ?? "\(error)"
      }
    return SeriesAudit.damaged("cannot be read: \(what)")
  }
}
