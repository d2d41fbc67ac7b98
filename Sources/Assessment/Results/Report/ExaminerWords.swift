import Documents

/// Markdown as a part of a page: headings, paragraphs, lists and tables, everything in it as text.
func wordsInHTML(_ markdown: String) -> String {
  var parts: [String] = []
  var list: String?
  func close() {
    if let open = list { parts.append("</\(open)>") }
    list = nil
  }
  let blocks = layoutMarkdown(markdown)
  // The highest heading of the text stands right under the page's title.
  let top = blocks.compactMap { if case .heading(let level) = $0.kind { level } else { nil } }.min()
  for block in blocks {
    if case .item(_, let number) = block.kind {
      let kind = number == nil ? "ul" : "ol"
      if list != kind {
        close()
        parts.append("<\(kind)>")
        list = kind
      }
      parts.append("<li>\(runsInHTML(block))</li>")
      continue
    }
    close()
    switch block.kind {
    case .heading(let level):
      let name = "h\(min(level - (top ?? level) + 2, 6))"
      parts.append("<\(name)>\(runsInHTML(block))</\(name)>")
    case .table: parts.append(tableInHTML(block))
    default: parts.append("<p>\(runsInHTML(block))</p>")
    }
  }
  close()
  return parts.joined(separator: "\n")
}

private func runsInHTML(_ block: Block) -> String {
  block.runs.map { run in
    guard case .text(let text, let bold, let italic) = run else { return "" }
    var html = text.inHTML
    if italic { html = "<em>\(html)</em>" }
    if bold { html = "<strong>\(html)</strong>" }
    return html
  }.joined()
}

private func tableInHTML(_ block: Block) -> String {
  let rows = block.rows.enumerated().map { number, cells in
    let name = number == 0 ? "th scope=\"col\"" : "td"
    let end = number == 0 ? "th" : "td"
    return "<tr>"
      + cells.map { "<\(name)>\($0.map(runsInHTML).joined(separator: " "))</\(end)>" }.joined()
      + "</tr>"
  }
  return "<div class=\"wide\"><table><tbody>\(rows.joined())</tbody></table></div>"
}
