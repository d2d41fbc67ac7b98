import Findings

extension Receipt.Waiting {
  /// What is the matter, and what the participant should do, in a teacher's words.
  var words: String {
    let what = file.map(\.escaped) ?? "it"
    if let words = Self.ofTheFile[code] { return "\(file.map(\.escaped) ?? "It") \(words)" }
    if code == "words-over", sendAgain {
      return "It is over the word limit. Please shorten it and send it again."
    }
    if let words = Self.ofAll[code] { return words }
    return sendAgain
      ? "We could not use \(what) as it came. Please send it again, as a Word document (.docx) "
        + "if you can."
      : "A person here looks at something in \(what) first. You need do nothing unless we write "
        + "to you."
  }

  /// The codes that have words of their own.
  static var codes: [String] { Array(ofTheFile.keys) + Array(ofAll.keys) + ["words-over"] }

  private static let asWord = "Please save it as a Word document (.docx) and send it again."
  private static let tellWhich = "Please tell us which assessment it is for."

  private static let ofTheFile: [String: String] = [
    "has-password": "asks for a password. Please take the password off and send it again.",
    "old-word": "is in an older Word format that we cannot take. \(asWord)",
    "rich-text": "is of a kind that we cannot take. \(asWord)",
    "format-not-taken": "is of a kind that we cannot take. \(asWord)",
    "web-page": "is a web page. \(asWord)",
    "apple-pages":
      "is a Pages document. In Pages choose File, Export To, Word, and please send that.",
    "link-not-file": "holds a link and not the document. Please download the document and send it.",
    "google-link": "holds a link and not the document. Please download the document and send it.",
    "looks-scanned":
      "seems to be pictures of pages. Please send the document that they were made from.",
    "no-words": "holds no words that we can find. Please send the document with your text.",
    "empty-template":
      "holds little but the paper itself. Please send the document with your answer in it.",
    "last-years-draft":
      "was last saved before the paper came out. Please check that it is the right file, and send "
      + "us the right one or tell us that it is.",
    "file-empty": "is empty. Please send the document with your text.",
    "has-macros": "holds a macro. \(asWord)",
    "has-program": "holds a program. Please delete that from it and send it again.",
    "file-too-big":
      "is larger than we can take. Please make its pictures smaller and send it again.",
    "sealed-damaged": "arrived damaged. Please send it again.",
    "salvaged": "arrived damaged. Please send it again.",
    "sealed-for-others": "is locked, and not for us to open. Please send it again.",
  ]

  private static let ofAll: [String: String] = [
    "name-in-text":
      "It tells in its text who wrote it. Please take your name and the like out and send it again.",
    "too-many-files":
      "There are more files than we can take. Please put your whole response into one document "
      + "and send that.",
    "words-over": "It is over the word limit. A person here decides what that means.",
    "window-not-open":
      "It came before the window opened. A person here decides whether it counts.",
    "late": "It came after the close. If you have an extension, tell us; a person here decides.",
    "window-closed":
      "It came after the close. If you have an extension, tell us; a person here decides.",
    "entry-withdrawn": "Our list says that you have withdrawn. If that is wrong, tell us.",
    "entry-deferred":
      "Our list says that you hand in for a later window. If that is wrong, tell us.",
    "nobody-known": unknown, "unknown-person": unknown,
    "several-entries": "We do not know yet what it is for. \(tellWhich)",
    "other-assessment": "It seems to be for another assessment. \(tellWhich)",
    "other-qualification": "It seems to be for another assessment. \(tellWhich)",
    "very-short":
      "It is very short. Please check that it is the right file, and send us the right one or tell "
      + "us that it is.",
    "other-participant": unknown, "platform-ambiguous": unknown, "platform-contradiction": unknown,
    "same-file-two-people":
      "The same file has reached us before, and we find out why. You need do nothing unless we "
      + "write to you.",
    "marking-has-begun":
      "The one that you handed in before is being read already. A person here decides which one "
      + "counts.",
    "late-replacement":
      "You handed in another one on time. A person here decides which one counts.",
  ]

  private static let unknown =
    "We do not know yet whose it is. Please tell us your name and the e-mail address that you "
    + "use for the course."
}
