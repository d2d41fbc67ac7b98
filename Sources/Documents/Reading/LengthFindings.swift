import Findings

/// Ways in which a text may seem shorter or longer than it is; none is proof of anything.
func lengthFindings(_ reading: DocumentReading, name: String) -> [Finding] {
  var findings = concealedFindings(reading, name: name)
  let (references, counted) = (
    reading.words[.references] ?? 0, reading.count(of: DocumentPart.counted)
  )
  if references > 200, references * 2 > counted {
    findings.append(
      Finding(
        "long-references", .warning, name,
        "\(references) words stand under the heading of the reference list, and it does not count",
        remedy:
          "if something else follows the list, such as an appendix, give it a heading of its own "
          + "(in Word: Home, Styles, Heading 1)"))
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

/// Words that a document holds and that nobody can read, by why not.
private func concealedFindings(_ reading: DocumentReading, name: String) -> [Finding] {
  var words: [Concealment: Int] = [:]
  for paragraph in reading.paragraphs where paragraph.part == .hidden {
    guard let how = paragraph.concealment else { continue }
    words[how, default: 0] += countWords(paragraph.text)
  }
  var findings = Concealment.allCases.compactMap { how -> Finding? in
    guard let count = words[how], count > 0 else { return nil }
    let verb = count == 1 ? "does" : "do"
    let them = count == 1 ? "1 word" : "\(count) words"
    return Finding(
      how.code, .warning, name, "\(how.message(them, reading.format)), which \(verb) not count",
      remedy: how.remedy(reading.format))
  }
  if reading.doubtfulWords > 0 {
    let count = reading.doubtfulWords
    findings.append(
      Finding(
        "pale-text", .warning, name,
        (count == 1 ? "1 word " : "\(count) words ")
          + (reading.format == .pdf
            ? "cannot be seen on the page as we draw it, and count"
            : "may be white on white, and count: it depends on what lies behind"),
        remedy: "nothing has to be done if you can read them on the page"))
  }
  return findings
}

extension Concealment {
  /// The code of the finding that tells of it.
  package var code: String {
    switch self {
    case .hidden: "hidden-text"
    case .pale: "pale-text"
    case .tiny: "tiny-text"
    case .squeezed: "squeezed-text"
    case .offPage: "text-off-page"
    }
  }

  fileprivate func message(_ words: String, _ format: DocumentFormat?) -> String {
    switch self {
    case .pale where format == .pdf: "the PDF holds \(words) that nobody can see on its pages"
    case .hidden: "the document hides \(words)"
    case .pale: "the document holds \(words) in the colour of the page"
    case .tiny: "the document holds \(words) smaller than 2 points"
    case .squeezed: "the document holds \(words) pressed together until nobody can read them"
    case .offPage: "the document holds \(words) outside the page"
    }
  }

  fileprivate func remedy(_ format: DocumentFormat?) -> String {
    switch self {
    case _ where format == .pdf:
      "show them or delete them in the document that the PDF was made from, and make the PDF again"
    case .hidden:
      "show them or delete them: select everything, then in Word Home, Font, untick Hidden; in "
        + "LibreOffice Format, Character, Font Effects, untick Hidden"
    case .pale:
      "if they belong to your response, select everything and set the font colour to automatic; "
        + "else delete them"
    case .tiny: "if they belong to your response, make them as large as the rest; else delete them"
    case .squeezed:
      "if they belong to your response, select them and set scale, spacing and line height to "
        + "normal (in Word: Font, Advanced, and Paragraph, Line spacing); else delete them"
    case .offPage: "move the text box onto the page, or delete it"
    }
  }
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
