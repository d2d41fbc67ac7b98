func trim(_ text: String) -> String {
  let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
  var trimmed = text[...].drop(while: isBlank)
  while let last = trimmed.last, isBlank(last) { trimmed.removeLast() }
  return String(trimmed)
}

/// The level of a heading that begins with number signs.
func headingLevel(_ line: String) -> Int? {
  let level = line.prefix { $0 == "#" }.count
  guard (1...6).contains(level) else { return nil }
  return line.count == level || line.dropFirst(level).first == " " ? level : nil
}

/// The level of the heading that a line underlines.
func underline(_ line: String) -> Int? {
  guard line.count >= 3 else { return nil }
  if line.allSatisfy({ $0 == "=" }) { return 1 }
  return line.allSatisfy { $0 == "-" } ? 2 : nil
}

func isRule(_ line: Substring) -> Bool {
  let marks = line.filter { $0 != " " }
  guard marks.count >= 3, let first = marks.first else { return false }
  return "-*_".contains(first) && marks.allSatisfy { $0 == first }
}

func isRow(_ line: String) -> Bool { line.contains("|") }

/// The line under a table's head, such as `|---|:-:|`.
func isDelimiter(_ line: String) -> Bool {
  line.contains("-") && line.contains("|") && line.allSatisfy { "-:| ".contains($0) }
}

func afterFootnoteLabel(_ line: Substring) -> Substring? {
  guard line.hasPrefix("[^"), let end = line.firstRange(of: "]:") else { return nil }
  return line[end.upperBound...].drop { $0 == " " }
}

/// A line `[label]: address`, which shows nothing.
func isLinkDefinition(_ line: Substring) -> Bool {
  guard line.hasPrefix("["), let end = line.firstRange(of: "]: ") else { return false }
  return !line[..<end.lowerBound].dropFirst().contains("]")
}

/// What follows the mark of a list item.
func afterListMark(_ line: Substring) -> Substring? {
  var rest = line
  if let first = rest.first, "-*+".contains(first) {
    rest = rest.dropFirst()
  } else {
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard (1...9).contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    guard rest.first == "." || rest.first == ")" else { return nil }
    rest = rest.dropFirst()
  }
  guard rest.first == " " || rest.first == "\t" else { return nil }
  rest = rest.drop { $0 == " " || $0 == "\t" }
  for box in ["[ ] ", "[x] ", "[X] "] where rest.hasPrefix(box) { return rest.dropFirst(4) }
  return rest
}
