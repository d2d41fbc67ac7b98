/// What YAML readers take an unquoted word for, other than a text.
///
/// After the type repository of YAML 1.1 (yaml.org/type), which PyYAML and others follow: a
/// mark scheme must say the same to whoever reads it.
enum PlainKind: String {
  case nothing, truth = "a yes or no", numeral = "a number", date = "a date"

  /// The kind of an unquoted word; nil where it is a text.
  init?(_ word: String) {
    let bytes = Array(word.utf8)
    switch word {
    case "", "~", "null", "Null", "NULL": self = .nothing
    case "yes", "Yes", "YES", "no", "No", "NO", "true", "True", "TRUE", "false", "False", "FALSE",
      "on", "On", "ON", "off", "Off", "OFF":
      self = .truth
    case ".inf", ".Inf", ".INF", "-.inf", "-.Inf", "-.INF", "+.inf", ".nan", ".NaN", ".NAN":
      self = .numeral
    case _ where !"0123456789+-.".utf8.contains(bytes[0]): return nil
    case _ where Self.startsAsDate(bytes): self = .date
    case _ where Self.isNumber(word): self = .numeral
    default: return nil
    }
  }

  /// Four digits, a hyphen, a digit, and nothing but what a timestamp is written with.
  private static func startsAsDate(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 8, bytes[4] == UInt8(ascii: "-"), number(bytes[0..<4]) != nil else {
      return false
    }
    return bytes.allSatisfy { (48...57).contains($0) || "-:.+TtZz ".utf8.contains($0) }
  }

  /// Whole numbers of any base, fractions, and the sexagesimal numbers of YAML 1.1 (`1:30`).
  private static func isNumber(_ word: String) -> Bool {
    let whole = /[-+]?(0b[01_]+|0o[0-7]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?)/
    let decimal = /[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?/
    return word.wholeMatch(of: whole) != nil || word.wholeMatch(of: decimal) != nil
  }
}

/// The value of a decimal whole number without leading zeros; nil for anything else.
func wholeNumber(_ text: String) -> Int? {
  let bytes = Array(text.utf8)
  let isNegative = bytes.first == UInt8(ascii: "-")
  let digits = bytes.dropFirst(isNegative ? 1 : 0)
  guard digits.count == 1 || digits.first != UInt8(ascii: "0"), let value = number(digits) else {
    return nil
  }
  return isNegative ? -value : value
}

/// The minutes after midnight that `hh:mm` names; nil for anything else.
package func minuteOfDay(_ text: String) -> Int? {
  let bytes = Array(text.utf8)
  guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = number(bytes[0..<2]),
    let minute = number(bytes[3..<5]), hour < 24, minute < 60
  else { return nil }
  return hour * 60 + minute
}
