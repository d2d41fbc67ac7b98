import Findings

/// Text with the masks applied; front matter loses the lines that tell who wrote it.
func cleanPlain(
  _ bytes: [UInt8], as format: DocumentFormat, _ masking: Masking, _ copy: inout CleanCopy
) -> [UInt8] {
  guard let decoded = decodeText(bytes) else { return bytes }
  var text = decoded.text
  if format == .md, let bare = withoutTellingFrontMatter(text) {
    text = bare
    copy.traces.append(Trace("front matter", .frontMatter))
  }
  if format == .md, let bare = withoutComments(text) {
    text = bare
    copy.traces.append(Trace("text", .comments))
  }
  if let masked = masking.apply(to: text) {
    text = masked.text
    copy.masked.append(MaskedPlace(place: "text", count: masked.count))
  }
  return Array(text.utf8)
}

/// Nil where there is nothing to take out.
private func withoutTellingFrontMatter(_ text: String) -> String? {
  var lines = lines(of: text)
  guard let first = lines.first, trim(first) == "---",
    let end = lines.indices.dropFirst().first(where: { ["---", "..."].contains(trim(lines[$0])) })
  else { return nil }
  var kept: [String] = []
  var isDropping = false
  for line in lines[1..<end] {
    // A value may go on in indented lines.
    let isContinuation = line.first == " " || line.first == "\t" || line.hasPrefix("- ")
    if !isContinuation { isDropping = isTellingFrontMatter(line) }
    if !isDropping { kept.append(line) }
  }
  guard kept.count < end - 1 else { return nil }
  // A head without a line would show as two rules.
  if kept.allSatisfy({ trim($0).isEmpty }) {
    lines.removeSubrange(0...end)
  } else {
    lines.replaceSubrange(1..<end, with: kept)
  }
  return lines.joined(separator: "\n")
}

/// The text without HTML comments, which no reader of the page sees; nil where there are none.
///
/// Code is left as it is.
private func withoutComments(_ text: String) -> String? {
  guard text.utf8.count > 6, text.contains("<!--") else { return nil }
  var kept: [String] = []
  var isCode = false
  var isComment = false
  for line in lines(of: text) {
    let start = line.drop { $0 == " " }
    if !isComment, start.hasPrefix("```") || start.hasPrefix("~~~") { isCode.toggle() }
    guard !isCode else {
      kept.append(line)
      continue
    }
    let (bare, changed) = withoutComments(line: line, &isComment)
    if !changed || !trim(bare).isEmpty { kept.append(bare) }
  }
  let bare = kept.joined(separator: "\n")
  return bare == lines(of: text).joined(separator: "\n") ? nil : bare
}

private func withoutComments(line: String, _ isComment: inout Bool) -> (String, changed: Bool) {
  var bare = ""
  var rest = line[...]
  var changed = isComment
  while !rest.isEmpty {
    if isComment {
      guard let end = rest.firstRange(of: "-->") else { break }
      rest = rest[end.upperBound...]
      isComment = false
    } else {
      guard let start = rest.firstRange(of: "<!--") else {
        bare += rest
        break
      }
      bare += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      (isComment, changed) = (true, true)
    }
  }
  return (bare, changed)
}
