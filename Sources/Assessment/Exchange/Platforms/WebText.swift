/// Turns a web page that a platform made of typed text into Markdown: paragraphs, headings, lists,
/// tables and links as text, and nothing that a browser would run or fetch.
///
/// It reads any bytes; what is no HTML comes out as it stands. Whoever marks gets the text, never
/// the page: opened from a disk, a page could read what lies beside it.
package func webText(_ bytes: [UInt8]) -> [UInt8] {
  var reader = WebTextReader()
  var tokens = WebTokens(String(decoding: bytes, as: UTF8.self))
  while let token = tokens.next() { reader.take(token) }
  return Array(reader.finish().utf8)
}

/// Gathers the blocks of a page.
private struct WebTextReader {
  private var blocks: [String] = []
  private var text = ""
  private var prefix = ""
  private var lists: [Int?] = []
  /// The tag within which nothing is text.
  private var skipped: String?
  private var row: [String]?
  private var rows: [[String]] = []
  private var address: String?

  mutating func take(_ token: WebTokens.Token) {
    switch token {
    case .text(let more): if skipped == nil { text += more }
    case .open(let tag, let link): open(tag, link)
    case .close(let tag): close(tag)
    }
  }

  mutating func finish() -> String {
    closeBlock()
    closeTable()
    return blocks.joined(separator: "\n\n") + (blocks.isEmpty ? "" : "\n")
  }

  private mutating func open(_ tag: String, _ link: String?) {
    guard skipped == nil else { return }
    switch tag {
    case "script", "style", "title", "template", "noscript", "svg", "math", "iframe", "object",
      "select", "textarea", "video", "audio":
      skipped = tag
    case "br": lineBreak()
    case "a": address = link
    case "h1", "h2", "h3", "h4", "h5", "h6":
      closeBlock()
      prefix = String(repeating: "#", count: Int(tag.dropFirst()) ?? 1) + " "
    case "ul", "ol":
      closeBlock()
      lists.append(tag == "ol" ? 0 : nil)
    case "li": openItem()
    case "td", "th":
      if row == nil { row = [] }
      closeCell()
    case "tr":
      closeRow()
      row = []
    case _ where Self.blocks.contains(tag): if row == nil { closeBlock() } else { text += " " }
    default: break
    }
  }

  private mutating func close(_ tag: String) {
    if let open = skipped {
      if open == tag { skipped = nil }
      return
    }
    switch tag {
    case "a":
      // A page that is only a link has to show where it leads.
      if let address, text.trimmedBlanks.isEmpty { text += address }
      address = nil
    case "ul", "ol":
      closeBlock()
      _ = lists.popLast()
    case "td", "th": closeCell()
    case "tr": closeRow()
    case "table": closeTable()
    case _ where Self.blocks.contains(tag) || tag.hasPrefix("h") && tag.utf8.count == 2:
      if row == nil { closeBlock() } else { text += " " }
    default: break
    }
  }

  private mutating func lineBreak() {
    if row == nil { closeBlock(keepsPrefix: true) } else { text += " " }
  }

  private mutating func openItem() {
    closeBlock()
    // Nobody reads a deeper list, and a page could make one of any depth.
    let indent = String(repeating: "  ", count: min(max(0, lists.count - 1), 8))
    if let last = lists.last, let number = last {
      lists[lists.count - 1] = number + 1
      prefix = indent + "\(number + 1). "
    } else {
      prefix = indent + "- "
    }
  }

  private mutating func closeBlock(keepsPrefix: Bool = false) {
    let line = markdownLine(Self.joined(text))
    text = ""
    if !line.isEmpty {
      blocks.append(prefix + line)
      prefix = ""
    } else if !keepsPrefix {
      prefix = ""
    }
  }

  private mutating func closeCell() {
    guard row != nil, !text.trimmedBlanks.isEmpty else { return }
    row?.append(markdownLine(Self.joined(text)))
    text = ""
  }

  private mutating func closeRow() {
    closeCell()
    if let row, !row.isEmpty { rows.append(row) }
    row = nil
  }

  private mutating func closeTable() {
    closeRow()
    guard let width = rows.map(\.count).max() else { return }
    // The head is as wide as the widest row, or that row's end were lost. The others stay as they
    // are: one wide row in a page of many would make more cells than any memory holds.
    rows[0] += Array(repeating: "", count: width - rows[0].count)
    var lines = rows.map { "| " + $0.joined(separator: " | ") + " |" }
    lines.insert("|" + String(repeating: " --- |", count: width), at: 1)
    blocks.append(lines.joined(separator: "\n"))
    rows = []
  }

  /// Runs of blanks are one, as a browser shows them.
  private static func joined(_ text: String) -> String {
    text.unicodeScalars.split { $0.properties.isWhitespace }.map(String.init)
      .joined(separator: " ")
  }

  private static let blocks: Set = [
    "p", "div", "section", "article", "header", "footer", "blockquote", "pre", "table", "thead",
    "tbody", "dl", "dt", "dd", "figure", "figcaption", "address", "body", "html", "hr", "form",
  ]
}
