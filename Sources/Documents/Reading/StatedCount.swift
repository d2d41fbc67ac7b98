import Markup

/// The number of words that a word processor saved in a document, and what makes it differ from
/// ours.
package struct StatedCount: Sendable, Hashable {
  /// Who counted, as people call it.
  package enum Program: String, Sendable, Hashable, Codable {
    case word = "Word"
    case libreOffice = "LibreOffice"
    case other = "the word processor"
  }

  package let program: Program
  package let words: Int

  /// From the properties of a document; nil where no number, or none but 0, is said.
  init?(application: String, words: String) {
    guard let words = Int(words.filter { !$0.isWhitespace }), words > 0, words < 100_000_000
    else { return nil }
    self.words = words
    let name = application.lowercased()
    if name.contains("libreoffice") || name.contains("openoffice") {
      program = .libreOffice
    } else {
      program = name.contains("microsoft") || name.contains("word") ? .word : .other
    }
  }
}

extension StatedCount {
  /// Reads the properties that a Word document has of its program; damage there says nothing.
  static func read(office bytes: [UInt8]) -> StatedCount? {
    var texts: [String: String] = [:]
    var element = ""
    try? MarkupReader.read(bytes, vocabulary: officeVocabulary) { event in
      switch event {
      case .start(let name, _, _): element = name
      case .text(let text, _): texts[element, default: ""] += text
      case .end: element = ""
      }
    }
    return StatedCount(application: texts["ap:Application"] ?? "", words: texts["ap:Words"] ?? "")
  }

  /// Reads `meta.xml` of an ODT.
  static func read(open bytes: [UInt8]) -> StatedCount? {
    var (generator, words, element) = ("", "", "")
    try? MarkupReader.read(bytes, vocabulary: openDocumentVocabulary) { event in
      switch event {
      case .start(let name, let attributes, _):
        element = name
        if name == "meta:document-statistic" { words = attributes["meta:word-count"] ?? "" }
      case .text(let text, _): if element == "meta:generator" { generator += text }
      case .end: element = ""
      }
    }
    return StatedCount(application: generator, words: words)
  }
}

extension DocumentReading {
  /// Parts of which Word saves the number of words, the reference list among them; notes and text
  /// boxes are left out unless its user ticked them.
  private static let mainParts: [DocumentPart] = [
    .body, .headings, .tables, .captions, .references,
  ]
  private static let notedParts: [DocumentPart] = [.textBoxes, .footnotes, .endnotes]

  /// In one line, the number that the word processor saved, if it is not ours, and why.
  package func statedLine(counting parts: [DocumentPart]) -> String? {
    let counted = count(of: parts)
    guard let stated, stated.words != counted else { return nil }
    let head = "\(stated.program.rawValue)'s own number, saved in the file, is \(stated.words)"
    var more: [String] = []
    var less: [String] = []
    var rest = stated.words - counted
    func explain(_ what: String, _ difference: Int) {
      guard difference != 0 else { return }
      let said = "\(what) (\(abs(difference)))"
      if difference > 0 { more.append(said) } else { less.append(said) }
      rest -= difference
    }
    let own = Set(parts)
    for (part, isIn) in statedParts where isIn != own.contains(part) {
      explain(part.plural, (isIn ? 1 : -1) * (words[part] ?? 0))
    }
    explain("signs that stand alone", signsAlone)
    explain("words that nobody can see", unseenWords)
    var reasons: [String] = []
    if !more.isEmpty { reasons.append("it counts " + more.joined(separator: ", ")) }
    if !less.isEmpty { reasons.append("it leaves out " + less.joined(separator: ", ")) }
    if rest != 0 {
      let words = abs(rest) == 1 ? "1 word" : "\(abs(rest)) words"
      reasons.append(
        "\(words) \(rest > 0 ? "more" : "fewer") \(more.isEmpty && less.isEmpty ? "" : "still ")"
          + "may come of changes since it was saved")
    }
    return head + ": " + reasons.joined(separator: "; ")
  }

  /// Which parts the program's number holds.
  private var statedParts: [(DocumentPart, Bool)] {
    let isWord = stated?.program != .libreOffice
    return DocumentPart.allCases.filter { $0 != .hidden }.map { part in
      (part, Self.mainParts.contains(part) || !isWord && Self.notedParts.contains(part))
    }
  }

  /// Runs of signs between blanks, which Word takes for words; LibreOffice parts words at dashes.
  private var signsAlone: Int {
    guard stated?.program != .libreOffice else { return 0 }
    return paragraphs.reduce(0) { sum, paragraph in
      Self.mainParts.contains(paragraph.part) ? sum + countSigns(paragraph.text) : sum
    }
  }

  /// Words that only their look hides, which programs count.
  private var unseenWords: Int {
    paragraphs.reduce(0) { sum, paragraph in
      guard let how = paragraph.concealment, how != .hidden, how != .offPage else { return sum }
      return sum + countWords(paragraph.text)
    }
  }
}

/// How many runs of signs stand between blanks without a letter or digit.
func countSigns(_ text: String) -> Int {
  var count = 0
  var (hasSign, hasLetter) = (false, false)
  func close() {
    if hasSign, !hasLetter { count += 1 }
    (hasSign, hasLetter) = (false, false)
  }
  for scalar in text.unicodeScalars {
    switch WordClass(scalar) {
    case .blank: close()
    case .sign: hasSign = true
    case .letter, .ideograph: hasLetter = true
    }
  }
  close()
  return count
}

extension DocumentPart {
  /// What people call it.
  fileprivate var plural: String {
    switch self {
    case .body: "the text itself"
    case .headings: "headings"
    case .tables: "tables"
    case .textBoxes: "text boxes"
    case .footnotes: "footnotes"
    case .endnotes: "endnotes"
    case .headers: "page headers"
    case .footers: "page footers"
    case .captions: "captions"
    case .references: "the reference list"
    case .comments: "comments"
    case .charts: "charts"
    case .deletions: "deleted text"
    case .hidden: "hidden text"
    }
  }
}
