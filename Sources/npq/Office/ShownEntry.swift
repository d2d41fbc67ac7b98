import Assessment
import Findings
import Ledger

/// One entry in a few lines: who, in what, where it stands, what came, and which of it counts.
struct ShownEntry {
  let standing: Standing
  let submissions: [ArrivalRecord]
  /// The response that counts, or else the last that waits.
  let counts: Int?

  var text: String {
    let entry = standing.entry
    let flags = entry.flags.isEmpty ? "" : " [" + entry.flags.joined(separator: ", ").escaped + "]"
    let first =
      "\(entry.name.escaped) (\(entry.person)), \(entry.qualification.code) in "
      + "\(entry.assessment), script \(entry.script): \(standing.state.rawValue)\(flags); "
      + standing.next
    return ([first] + submissions.map(line)).joined(separator: "\n")
  }

  private func line(_ item: ArrivalRecord) -> String {
    let late = item.lateSeconds > 0 ? ", late" : ""
    let words = item.words.map { ", \($0) words" } ?? ""
    let receipt = item.receipt.map { ", receipt \($0)" } ?? ""
    let other = submissions.first { $0.id == item.replaces }
    let place = other.map { ", in place of \($0.receipt ?? "event \($0.event)")" } ?? ""
    return "  \(word(item)) \(item.received)\(late): \(item.name.escaped)\(words)\(receipt)"
      + ", event \(item.event)\(place)"
  }

  /// How the response stands, in one word.
  private func word(_ item: ArrivalRecord) -> String {
    switch item.standing {
    case .held: "held"
    case .settled:
      submissions.contains { $0.replaces == item.id && $0.standing == .accepted }
        ? "replaced" : "settled"
    case .accepted: item.id == counts ? "accepted" : "accepted earlier"
    }
  }
}
