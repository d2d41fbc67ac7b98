// Numbers, days and spans of time as a letter to a person writes them. English only, as the whole
// assessment is; no locale of the machine plays a part.

/// A number with commas between thousands: `1,486`.
package func spoken(_ number: Int) -> String {
  var digits = String(number.magnitude)
  var groups: [Substring] = []
  while digits.count > 3 {
    groups.insert(digits.suffix(3), at: 0)
    digits.removeLast(3)
  }
  groups.insert(digits[...], at: 0)
  return (number < 0 ? "-" : "") + groups.joined(separator: ",")
}

/// A count with its noun: `1 file`, `2 files`.
package func spoken(_ number: Int, _ noun: String) -> String {
  "\(spoken(number)) \(noun)\(number == 1 ? "" : "s")"
}

/// A day: `7 June 2027`.
package func spoken(_ day: CivilDate) -> String {
  let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  return "\(day.day) \(months[day.month - 1]) \(day.year)"
}

/// A moment as clocks in a zone show it: `Monday 15 March 2027, 23:41`.
package func spoken(_ instant: Instant, in zone: String) -> String {
  let (day, second) = instant.civil(in: zone)
  let weekday = day.weekday.rawValue
  let name = weekday.prefix(1).uppercased() + weekday.dropFirst()
  return "\(name) \(spoken(day)), \(two(second / 3600)):\(two(second / 60 % 60))"
}

/// A span of time in its two largest units: `2 days 3 hours`, `12 minutes`, `40 seconds`.
package func spoken(seconds: Int) -> String {
  let parts = [
    (seconds / 86_400, "day"), (seconds / 3600 % 24, "hour"), (seconds / 60 % 60, "minute"),
    (seconds % 60, "second"),
  ]
  guard let first = parts.firstIndex(where: { $0.0 > 0 }) else { return "0 seconds" }
  // Seconds matter only where nothing larger is there.
  let last = min(first + 1, first == 3 ? 3 : 2)
  return parts[first...last].filter { $0.0 > 0 }.map { spoken($0.0, $0.1) }.joined(separator: " ")
}

/// A size: `512 bytes`, `48 kB`, `1.4 MB`; kB and MB are 10^3 and 10^6.
package func spoken(bytes: Int) -> String {
  if bytes < 1000 { return spoken(bytes, "byte") }
  if bytes < 1_000_000 { return "\(bytes / 1000) kB" }
  let tenths = bytes / 100_000
  return tenths % 10 == 0 ? "\(spoken(tenths / 10)) MB" : "\(spoken(tenths / 10)).\(tenths % 10) MB"
}
