/// A YAML file that is written: so plain that the strictest reader takes it.
///
/// No text can be taken for a number, a word of YAML, an anchor or a tag: prose stands in folded
/// blocks, everything else between double quotes on one line.
indirect enum YAMLText {
  /// A number, a date or a word that stands as it is.
  case plain(String)
  case text(String)
  case block([(key: String, value: YAMLText)])
  case list([YAMLText])

  /// The file, ended by a line break.
  var file: String {
    var lines: [String] = []
    write(to: &lines, indent: 0)
    return lines.joined(separator: "\n") + "\n"
  }

  /// Writes what may not stand on the line of its key.
  private func write(to lines: inout [String], indent: Int) {
    let blanks = String(repeating: " ", count: indent)
    switch self {
    case .plain, .text: lines.append(blanks + short)
    case .block(let pairs):
      for pair in pairs {
        let key = Self.isWord(pair.key) ? pair.key : Self.quoted(pair.key)
        pair.value.write(after: "\(blanks)\(key):", to: &lines, indent: indent + 2)
      }
    case .list(let items):
      for item in items {
        guard case .block = item else {
          item.write(after: "\(blanks)-", to: &lines, indent: indent + 2)
          continue
        }
        let first = lines.count
        item.write(to: &lines, indent: indent + 2)
        lines[first] = "\(blanks)- " + lines[first].dropFirst(indent + 2)
      }
    }
  }

  /// Writes a value behind its key, or under it.
  private func write(after key: String, to lines: inout [String], indent: Int) {
    switch self {
    case .text(let text) where Self.isProse(text):
      lines.append("\(key) >-")
      lines += Self.folded(text, indent: indent)
    case .plain, .text: lines.append("\(key) \(short)")
    case .block(let pairs) where pairs.isEmpty: lines.append("\(key) {}")
    case .list(let items) where items.isEmpty: lines.append("\(key) []")
    case .block, .list:
      lines.append(key)
      write(to: &lines, indent: indent)
    }
  }

  private var short: String {
    switch self {
    case .plain(let word): word
    case .text(let text): Self.quoted(text)
    case .block, .list: ""
    }
  }

  /// Whether a key is a word of a format: small letters, with hyphens or underscores.
  private static func isWord(_ key: String) -> Bool {
    key.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x5F }
      && key.utf8.first != 0x2D
      && !["", "null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(key)
  }

  /// Whether a text can be folded: long, with single blanks, and without a sign that could be
  /// taken for the start of an anchor or a tag at the beginning of a line.
  private static func isProse(_ text: String) -> Bool {
    let words = text.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
    return text.utf8.count > 60 && words.allSatisfy { !$0.isEmpty && $0.first != 0x09 }
      && text.unicodeScalars.allSatisfy { isOrdinary($0) && $0 != "&" && $0 != "!" }
  }

  /// The words of a text in lines of at most 100 characters.
  private static func folded(_ text: String, indent: Int) -> [String] {
    let blanks = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, indent + line.count + 1 + word.count > 100 {
        lines.append(blanks + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + [blanks + line]
  }

  /// A text between double quotes; whatever could be taken for something else is escaped.
  private static func quoted(_ text: String) -> String {
    var shown = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": shown += "\\\""
      case "\\": shown += "\\\\"
      case "\n": shown += "\\n"
      case "&": shown += "\\x26"
      case "!": shown += "\\x21"
      case _ where isOrdinary(scalar): shown.unicodeScalars.append(scalar)
      default:
        let hex = String(scalar.value, radix: 16, uppercase: true)
        shown += "\\U" + String(repeating: "0", count: 8 - hex.count) + hex
      }
    }
    return shown + "\""
  }

  /// Whether a character is shown as itself by every reader.
  private static func isOrdinary(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
      0x10000...0x10FFFF:
      true
    default: false
    }
  }
}
