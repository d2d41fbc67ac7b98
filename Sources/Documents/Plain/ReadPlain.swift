import Findings

/// Reads a text or Markdown file.
func readPlain(_ bytes: [UInt8], as format: DocumentFormat, name: String) -> DocumentReading {
  var reading = DocumentReading()
  guard let decoded = decodeText(bytes) else {
    reading.findings.append(damagedFinding(name, "it is no text that we can read"))
    return reading
  }
  reading.format = format
  let text = decoded.text
  if format == .md {
    var markdown = MarkdownText()
    markdown.read(lines(of: text))
    reading.take(markdown.paragraphs)
    if markdown.namesAuthor { reading.traces.append(Trace("front matter", .frontMatter)) }
    if markdown.paragraphs.contains(where: { $0.part == .hidden }) {
      reading.traces.append(Trace("text", .comments))
    }
  } else {
    reading.take(blocks(of: text))
  }
  reading.findings += plainFindings(text, decoded, bytes, name: name)
  return reading
}

private func plainFindings(_ text: String, _ decoded: DecodedText, _ bytes: [UInt8], name: String)
  -> [Finding]
{
  var findings: [Finding] = []
  if decoded.isGuess {
    findings.append(
      Finding(
        "guessed-encoding", .warning, name,
        "the file does not say how its letters are stored; it was read as Windows-1252",
        remedy: "check letters with accents, or save the file as UTF-8"))
  }
  if Content(bytes) == .html {
    findings.append(
      Finding(
        "html-as-text", .warning, name,
        "the file is a web page that is named as text; its tags are read as they stand",
        remedy: "open it in a browser, copy the text into a document, and hand that in"))
  }
  let isStrange = text.unicodeScalars.contains { scalar in
    let value = scalar.value
    return value < 0x20 && !(0x09...0x0D).contains(value) || (0x7F...0x9F).contains(value)
      || (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }
  if isStrange {
    findings.append(
      Finding(
        "control-characters", .warning, name,
        "the text holds characters that steer a terminal or turn the direction of writing",
        remedy: "delete them, or save the text anew from your word processor"))
  }
  if text.utf8.allSatisfy({ $0 <= 0x20 }) {
    findings.append(
      Finding(
        "no-words", .refused, name, "the file holds no words",
        remedy: "hand in the file with your text"))
  }
  return findings
}

/// The lines of a text, whichever way they end.
func lines(of text: String) -> [String] {
  let bytes = Array(text.utf8)
  var lines: [String] = []
  var (start, index) = (0, 0)
  while index < bytes.count {
    let count = breakBytes(bytes, at: index)
    if count > 0 {
      lines.append(String(decoding: bytes[start..<index], as: UTF8.self))
      start = index + count
    }
    index += max(1, count)
  }
  lines.append(String(decoding: bytes[start...], as: UTF8.self))
  return lines
}

/// The bytes of the break that stands at a place; 0 where none does.
private func breakBytes(_ bytes: [UInt8], at index: Int) -> Int {
  switch bytes[index] {
  case 0x0A, 0x0C: 1
  case 0x0D: index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
  // The separators of lines and paragraphs, U+2028 and U+2029.
  case 0xE2:
    bytes[index...].starts(with: [0xE2, 0x80, 0xA8])
      || bytes[index...].starts(with: [0xE2, 0x80, 0xA9]) ? 3 : 0
  default: 0
  }
}

/// Paragraphs between empty lines; a line that announces the references stands alone.
func blocks(of text: String) -> [Paragraph] {
  var paragraphs: [Paragraph] = []
  var block: [String] = []
  func close() {
    if !block.isEmpty {
      paragraphs.append(Paragraph(part: .body, text: block.joined(separator: "\n")))
    }
    block = []
  }
  for line in lines(of: text) {
    if line.unicodeScalars.allSatisfy({ WordClass($0) == .blank }) {
      close()
    } else if namesReferences(line) {
      close()
      paragraphs.append(Paragraph(part: .body, text: line))
    } else {
      block.append(line)
    }
  }
  close()
  return paragraphs
}
