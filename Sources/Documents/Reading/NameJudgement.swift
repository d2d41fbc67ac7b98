import Findings

/// What a file's name says that it is.
enum NamedFormat: Sendable, Equatable {
  case known(DocumentFormat)
  /// A name that ends in nothing.
  case none
  /// A format that we don't take: a code, what it is, and what to do.
  case unwanted(code: String, what: String, remedy: String)

  init(name: String) {
    let base = name.fileName
    guard let dot = base.lastIndex(of: UInt8(ascii: ".")), dot > base.startIndex,
      dot + 1 < base.endIndex
    else {
      self = .none
      return
    }
    self = Self.of(String(decoding: base[(dot + 1)...], as: UTF8.self).lowercased())
  }

  private static func of(_ ending: String) -> NamedFormat {
    switch ending {
    case "docx": .known(.docx)
    case "odt": .known(.odt)
    case "pdf": .known(.pdf)
    case "txt", "text": .known(.txt)
    case "md", "markdown": .known(.md)
    case "doc", "dot", "wps":
      .unwanted(code: "old-word", what: "is in the format of old Word", remedy: asDocx("Word"))
    case "docm", "dotm":
      .unwanted(code: "has-macros", what: "is a Word document with macros", remedy: asDocx("Word"))
    case "dotx", "ott":
      .unwanted(code: "is-template", what: "is a template", remedy: asDocxAnywhere)
    case "rtf":
      .unwanted(code: "rich-text", what: "is in Rich Text Format", remedy: asDocx("Word"))
    case "pages":
      .unwanted(
        code: "apple-pages", what: "is in the format of Apple Pages",
        remedy: "in Pages choose File, Export To, Word, and hand in the DOCX file")
    case "gdoc":
      .unwanted(
        code: "google-link", what: "is only a link to a Google document",
        remedy: "in Google Docs choose File, Download, Microsoft Word, and hand in the DOCX file")
    case "html", "htm", "mht", "mhtml":
      .unwanted(code: "web-page", what: "is a web page", remedy: asDocxAnywhere)
    case "zip":
      .unwanted(
        code: "format-not-taken", what: "is a ZIP",
        remedy: "take the document out of it (in Windows: Extract All), and hand that in")
    case "jpg", "jpeg", "png", "heic", "heif", "gif", "tif", "tiff", "bmp", "webp":
      .unwanted(
        code: "format-not-taken", what: "is a picture",
        remedy: "hand in the document that you typed, as a Word document (.docx)")
    case "url", "webloc", "lnk":
      .unwanted(
        code: "format-not-taken", what: "is only a link",
        remedy: "open what it leads to, save that as a Word document (.docx), and hand in that file"
      )
    case "crdownload", "part", "partial", "download":
      .unwanted(
        code: "format-not-taken", what: "is a download that has not ended",
        remedy:
          "wait until it has ended, or download the document again, and hand in the whole file"
      )
    default:
      .unwanted(
        code: "format-not-taken", what: "has an ending that we do not take",
        remedy: "hand in a DOCX, ODT, PDF, text or Markdown file")
    }
  }

  static func asDocx(_ program: String) -> String {
    "open it in \(program), choose Save As, Word Document (.docx), and hand in the new file"
  }

  /// The same where nobody can tell which program it was.
  static let asDocxAnywhere =
    "open it in your word processor, save it as a Word document (.docx: in Word or LibreOffice "
    + "with File, Save As, in Google Docs with File, Download, in Pages with File, Export To), "
    + "and hand in the new file"
}

/// Compares what a name says with what the bytes are; nil where both agree on a format that we
/// read, as far as that can be told before a ZIP is opened.
func judgeName(_ name: String, _ content: Content, _ bytes: [UInt8]) -> Finding? {
  func refused(_ code: String, _ message: String, _ remedy: String) -> Finding {
    Finding(code, .refused, name, message, remedy: remedy)
  }
  if content == .empty {
    return refused(
      "empty-file", "the file is empty", "save the document again and hand in the new file")
  }
  if content == .compound(.encrypted) { return passwordFinding(name) }
  let named = NamedFormat(name: name)
  if case .known(let format) = named, format.fits(content) { return nil }
  let beside = companions.first { name.fileName.starts(with: $0.start.utf8) }
  if named != NamedFormat.none, let beside {
    return refused(
      "format-not-taken", "the file is not the document, but \(beside.what)",
      "choose the file of the same name without \(beside.start) in front")
  }
  switch named {
  case .none:
    return refused(
      "no-ending", "the file's name does not say what it is",
      content.likely(bytes).map { "\($0.words): put .\($0.ending) at the end of its name" }
        ?? "save it from your word processor as a Word document (.docx), and hand in that file")
  case .unwanted(let code, let what, let remedy): return refused(code, "the file \(what)", remedy)
  case .known(let format):
    let again =
      "open it in the program that made it, save it as a Word document (.docx), and hand in the "
      + "new file"
    return refused(
      "wrong-content",
      "the name says \(format.rawValue.uppercased()), but the file is \(content.words)",
      content.likely(bytes).map {
        "\($0.words): let its name end in .\($0.ending) instead, or save it as a Word document "
          + "(.docx)"
      } ?? again)
  }
}

/// Files that lie beside documents, by how their names begin.
private let companions: [(start: String, what: String)] = [
  ("~$", "a note that Word keeps beside it while it is open"),
  (".~lock.", "a note that LibreOffice keeps beside it while it is open"),
  ("._", "what a Mac keeps beside it"),
]

extension String {
  /// What stands behind the last stroke.
  fileprivate var fileName: ArraySlice<UInt8> {
    let bytes = Array(utf8)
    return bytes[(bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...]
  }
}

extension DocumentFormat {
  /// Whether a file of the format may be what its bytes say.
  fileprivate func fits(_ content: Content) -> Bool {
    switch (self, content) {
    case (.docx, .zip), (.odt, .zip), (.pdf, .pdf), (.txt, .text), (.md, .text), (.txt, .html),
      (.md, .html):
      true
    default: false
    }
  }
}

func passwordFinding(
  _ name: String, _ message: String = "the document cannot be opened without a password"
) -> Finding {
  Finding(
    "has-password", .refused, name, message,
    remedy: "take the password off in the program that made it, save, and hand in the new file")
}

extension Content {
  /// A format that we read which the file may well be, and how names of such files end.
  fileprivate func likely(_ bytes: [UInt8]) -> (words: String, ending: String)? {
    switch self {
    case .pdf: ("it looks like a PDF", "pdf")
    case .zip where bytes.contains("word/document.xml"): ("it looks like a Word document", "docx")
    case .zip where bytes.prefix(120).contains("application/vnd.oasis.opendocument.text"):
      ("it looks like an OpenDocument text", "odt")
    default: nil
    }
  }

  /// What a person would call it.
  var words: String {
    switch self {
    case .empty: "empty"
    case .pdf: "a PDF"
    case .zip: "a ZIP or an office document"
    case .compound(.word): "a document of old Word"
    case .compound: "a file of old Office"
    case .rtf: "in Rich Text Format"
    case .html: "a web page"
    case .text: "plain text"
    case .other(let words): words
    }
  }
}
