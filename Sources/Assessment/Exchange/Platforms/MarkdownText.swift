// Text that a person typed, as Markdown that shows and counts the same: what would be a mark is
// escaped, everything else is left as it is.

/// Text of several paragraphs.
func markdownText(_ text: String) -> String {
  text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    .map { markdownLine(String($0)) }
    // Each line that was typed is a paragraph, for in a box a line break is one.
    .joined(separator: "\n\n")
}

/// One line; line breaks in it become blanks.
func markdownLine(_ text: String) -> String {
  var line = String.UnicodeScalarView()
  var isStart = true
  let scalars = Array(text.trimmedBlanks.unicodeScalars)
  for (index, scalar) in scalars.enumerated() {
    let isBreak = scalar.properties.isWhitespace && scalar != " " && scalar != "\u{A0}"
    if isStart,
      "#-+=~>|!".unicodeScalars.contains(scalar) || "\\<[]*`_".unicodeScalars.contains(scalar)
    {
      line.append("\\")
    } else if "\\<[]*`_|".unicodeScalars.contains(scalar) {
      line.append("\\")
    } else if scalar == "." || scalar == ")", index > 0, index < 10,
      scalars[..<index].allSatisfy({ ("0"..."9").contains($0) })
    {
      line.append("\\")
    }
    line.append(isBreak ? " " : scalar)
    isStart = false
  }
  return String(line)
}
