import Assessment
import Findings
import Ledger

/// Finds a response by the number of its receipt, a script code, or the number of its event.
struct ResponseSearch {
  let ledger: Ledger

  func find(_ text: String) throws -> Judged<ArrivalRecord> {
    if let found = try ledger.response(named: text.uppercased()) { return Judged(found) }
    return Judged(
      nil,
      [
        Finding(
          "no-such-response", .refused, text,
          "is no receipt, no script with a response, and no event that received one",
          remedy: "npq show PERSON lists what came, with the numbers")
      ])
  }
}
