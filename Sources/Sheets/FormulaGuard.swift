// A spreadsheet runs a cell that begins like a formula, and in a locale with another separator it
// splits a cell in the middle. So an apostrophe goes before each beginning of a formula, at the
// start of a cell and after a separator, quote or line break inside it (OWASP ASVS 5.0 1.2.10,
// CWE-1236). The rule can be turned round: reading takes off exactly what writing put there.

/// The text with an apostrophe before each beginning of a formula.
func guarded(_ text: String) -> String {
  // EF begins the full-width forms.
  guard text.utf8.contains(where: { "=+-@'\t\r\n".utf8.contains($0) || $0 == 0xEF }) else {
    return text
  }
  return rewritten(text) { apostrophes, output in
    output.append(contentsOf: repeatElement("'", count: apostrophes + 1))
  }
}

/// The text as it was before it was guarded.
func restored(_ text: String) -> String {
  guard text.utf8.contains(UInt8(ascii: "'")) else { return text }
  return rewritten(text) { apostrophes, output in
    output.append(contentsOf: repeatElement("'", count: max(apostrophes - 1, 0)))
  }
}

/// Goes through the places where a spreadsheet could see a cell begin, and lets `mark` write the
/// apostrophes that stand before a beginning of a formula.
private func rewritten(
  _ text: String, mark: (_ apostrophes: Int, _ output: inout String.UnicodeScalarView) -> Void
) -> String {
  var output = String.UnicodeScalarView()
  var rest = text.unicodeScalars[...]
  var begins = true
  var first = true
  while let scalar = rest.first {
    if begins {
      let apostrophes = rest.prefix { $0 == "'" }.count
      let after = rest.dropFirst(apostrophes).first
      if let after, startsFormula(after, atStart: first) {
        mark(apostrophes, &output)
      } else {
        output.append(contentsOf: repeatElement("'", count: apostrophes))
      }
      rest = rest.dropFirst(apostrophes)
      begins = false
      first = false
      if apostrophes > 0 || rest.isEmpty { continue }
    }
    output.append(scalar)
    rest = rest.dropFirst()
    begins = splitsCells(scalar)
  }
  return String(output)
}

private func startsFormula(_ scalar: Unicode.Scalar, atStart: Bool) -> Bool {
  switch scalar {
  case "=", "+", "-", "@", "＝", "＋", "－", "＠": true
  case "\t", "\r", "\n": atStart
  default: false
  }
}

private func splitsCells(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case ",", ";", "\t", "\r", "\n", "\"": true
  default: false
  }
}
