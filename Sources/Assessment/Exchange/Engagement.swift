package import Findings
import Sheets

/// Reads engagement in hundredths of a per cent: `participant` and `percent`, or a column for each
/// of the policy's `parts` with its weight.
///
/// What the parts come to is cut there, never rounded up: 89.996 is not 90.
package func readEngagement(
  _ bytes: [UInt8], name: String, participants: PersonIndex?, parts: [String: Int]
) -> Judged<Roster<EntryRow<Int>>> {
  let titles = Dictionary(
    uniqueKeysWithValues: parts.keys.map { (RosterColumns.key($0), $0) })
  let columns = RosterColumns(
    known: ["percent"] + titles.keys.sorted(), required: [],
    aliases: [
      "engagement": "percent", "engagement_percent": "percent", "per_cent": "percent",
      "participation": "percent",
    ])
  return EntryList<Int>(
    bytes: bytes, name: name, participants: participants, columns: columns
  ).read { row in
    if row.text("percent") != nil || parts.isEmpty {
      guard row.required("percent") != nil else { return nil }
      return row.hundredths("percent")
    }
    var sum = 0
    for (title, part) in titles {
      guard row.required(title) != nil, let share = row.hundredths(title) else { return nil }
      sum += share * (parts[part] ?? 0)
    }
    return sum / 100
  }
}

extension RowReader {
  /// A per cent in hundredths: `88`, `88.5`, `88,5 %`.
  fileprivate mutating func hundredths(_ column: String) -> Int? {
    guard let text = text(column) else { return nil }
    if let value = Assessment.hundredths(ofPercent: text) { return value }
    find(
      "roster-bad-number",
      "the column \"\(title(column))\" holds \"\(text.excerpt)\", which is no per cent from 0 to 100",
      remedy: "write it like 88 or 88.5, and not as a share like 0.885")
    return nil
  }
}

/// A per cent from 0 to 100 in hundredths, with at most two decimal places; nil for anything else,
/// and for a share of one such as `0.88`, which is how a spreadsheet may hold 88 per cent.
package func hundredths(ofPercent text: String) -> Int? {
  var bytes = Array(text.utf8)
  while let last = bytes.last, last == UInt8(ascii: "%") || last == UInt8(ascii: " ") {
    bytes.removeLast()
  }
  let pieces = bytes.split(
    omittingEmptySubsequences: false, whereSeparator: { ".,".utf8.contains($0) })
  guard (1...2).contains(pieces.count), pieces.allSatisfy({ !$0.isEmpty }), pieces[0].count <= 3,
    let whole = number(pieces[0])
  else { return nil }
  var value = whole * 100
  if pieces.count == 2 {
    guard pieces[1].count <= 2, let part = number(pieces[1]) else { return nil }
    value += pieces[1].count == 1 ? part * 10 : part
    guard value > 100 || value == 0 else { return nil }
  }
  return value <= 10_000 ? value : nil
}

/// A per cent as people write it, from hundredths: `88`, `88.5`, `88.25`.
package func percentText(_ hundredths: Int) -> String {
  let rest = hundredths % 100
  if rest == 0 { return "\(hundredths / 100)" }
  return "\(hundredths / 100)." + (rest % 10 == 0 ? "\(rest / 10)" : two(rest))
}
