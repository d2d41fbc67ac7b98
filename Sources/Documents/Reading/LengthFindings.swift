import Findings

/// Ways in which a text may seem shorter than it is; none is proof of anything.
func lengthFindings(_ reading: DocumentReading, name: String) -> [Finding] {
  var findings: [Finding] = []
  if let hidden = reading.words[.hidden], [.docx, .odt].contains(reading.format) {
    findings.append(
      Finding(
        "hidden-text", .warning, name, "the document hides \(hidden) words, which do not count",
        remedy: "show them or delete them (in Word: select all, Font, untick Hidden)"))
  }
  var invisible = 0
  var joined = 0
  for paragraph in reading.paragraphs where paragraph.part != .comments {
    let lengths = Lengths(paragraph.text)
    invisible += lengths.invisible
    joined += lengths.joined
  }
  if invisible > 0 {
    findings.append(
      Finding(
        "invisible-characters", .warning, name,
        "the text holds \(invisible) characters that print as nothing or as a blank that is none",
        remedy: "nothing needs to be done if your language uses them; else replace them by blanks"))
  }
  if joined > 0 {
    findings.append(
      Finding(
        "joined-words", .warning, name, "\(joined) words are longer than any word is",
        remedy: "put blanks between words that run into each other"))
  }
  return findings
}

/// What is odd about the length of the words of a text.
private struct Lengths {
  /// Longer than any English word, or compound with hyphens; addresses are passed over.
  static let mostLetters = 60

  private(set) var invisible = 0
  private(set) var joined = 0
  private var letters = 0
  private var isAddress = false

  init(_ text: String) {
    text.forEachWordClass { kind, value in
      switch kind {
      case .letter: letters += 1
      case .sign: take(sign: value)
      case .blank, .ideograph:
        if value > 0x7F, WordClass.unseen.contains(value) { invisible += 1 }
        close()
      }
    }
    close()
  }

  private mutating func take(sign: UInt32) {
    switch sign {
    case 0x3A, 0x2F, 0x40, 0x5F: isAddress = true
    case 0x2060, 0xFEFF, 0x180E, 0x2063, 0x2064: invisible += 1
    default: return
    }
  }

  private mutating func close() {
    if letters > Self.mostLetters, !isAddress { joined += 1 }
    letters = 0
    isAddress = false
  }
}
