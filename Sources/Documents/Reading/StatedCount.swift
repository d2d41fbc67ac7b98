import Markup

/// The number of words that LibreOffice saved in a document.
///
/// What Word saves is left alone: in 172 of 204 public documents of 20 words and more it is an
/// estimate (5.7 characters a word, 120 characters a line), not what Word itself shows.
struct StatedCount: Sendable, Hashable {
  let words: Int

  /// From the properties of a document; nil where another program made it, or no number is said.
  init?(application: String, words: String) {
    let name = application.lowercased()
    let isKnown = ["libreoffice", "openoffice", "collabora"].contains { name.contains($0) }
    guard isKnown, let words = Int(words.filter { !$0.isWhitespace }), words > 0,
      words < 100_000_000
    else { return nil }
    self.words = words
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

/// What a word processor's own number is, and why it is not ours.
package struct OwnNumber: Sendable, Hashable {
  /// Such as `Word shows about 1612`.
  package let head: String
  package let reasons: [String]

  package var text: String {
    reasons.isEmpty ? head : head + ": " + reasons.joined(separator: "; ")
  }
}

extension DocumentReading {
  /// Parts that Word's number holds with everything ticked that it offers, and LibreOffice's.
  private static let programParts = Set(DocumentPart.counted + [.references])

  /// The number that the participant's own word processor shows, where it is not ours.
  package func ownNumber(counting parts: [DocumentPart]) -> OwnNumber? {
    let counted = count(of: parts)
    let own = Set(parts)
    var (more, less): ([String], [String]) = ([], [])
    var known = counted
    func explain(_ what: String, _ words: Int) {
      guard words != 0 else { return }
      if words > 0 { more.append("\(what) (\(words))") } else { less.append("\(what) (\(-words))") }
      known += words
    }
    for part in DocumentPart.allCases where part != .hidden {
      let isIn = Self.programParts.contains(part)
      if isIn != own.contains(part) { explain(part.plural, (isIn ? 1 : -1) * (words[part] ?? 0)) }
    }
    if format == .docx, stated == nil { explain("signs that stand alone", signsAlone) }
    explain("words that nobody can see", unseenWords)
    let reasons = [("it counts ", more), ("it leaves out ", less)].filter { !$0.1.isEmpty }
      .map { $0.0 + $0.1.joined(separator: ", ") }
    if let stated {
      guard stated.words != counted else { return nil }
      let rest = stated.words - known
      let unknown =
        "\(abs(rest)) \(rest > 0 ? "more" : "fewer") come of numbers of lists, dashes or later changes"
      return OwnNumber(
        head: "LibreOffice's own number, saved in the file, is \(stated.words)",
        reasons: reasons + (rest == 0 ? [] : [unknown]))
    }
    guard format == .docx, known != counted else { return nil }
    return OwnNumber(head: "Word shows about \(known)", reasons: reasons)
  }

  /// Runs of signs between blanks, which Word takes for words; LibreOffice does not.
  private var signsAlone: Int {
    paragraphs.reduce(0) { sum, paragraph in
      Self.programParts.contains(paragraph.part) ? sum + countSigns(paragraph.text) : sum
    }
  }

  /// Words that only their look hides, which programs count.
  private var unseenWords: Int {
    paragraphs.reduce(0) { sum, paragraph in
      guard let how = paragraph.concealment, how != .hidden else { return sum }
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
  text.forEachWordClass { kind, _ in
    switch kind {
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
