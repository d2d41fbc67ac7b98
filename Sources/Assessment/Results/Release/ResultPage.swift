import Foundation

/// A letter as one HTML page to read, print and keep; it loads nothing and runs nothing.
///
/// Paragraphs are parted by empty lines; lines that are set in are a list.
package func resultPage(subject: String, lines: [String], footer: String) -> String {
  let style = """
    body{font:17px/1.5 Georgia,"Times New Roman",serif;max-width:40rem;margin:2.5rem auto;padding:0 1.25rem;color:#1a1a1a;background:#fff}
    h1{font-size:1.35rem;line-height:1.3}ul{padding-left:1.25rem}li{margin:.35rem 0;overflow-wrap:anywhere}
    footer{margin-top:2.5rem;border-top:1px solid #888;padding-top:.75rem;font:.8rem/1.4 system-ui,sans-serif;color:#4d4d4d;overflow-wrap:anywhere}
    @media print{body{margin:0;max-width:none;padding:0}footer{break-inside:avoid}}
    @page{size:A4;margin:22mm}
    """
  let digest = Data(Digest(of: Array(style.utf8)).bytes).base64EncodedString()
  let page =
    [
      "<!DOCTYPE html>", "<html lang=\"en-GB\">", "<head>", "<meta charset=\"utf-8\">",
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        + "'sha256-\(digest)'\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<title>\(subject.inHTML)</title>", "<style>\(style)</style>", "</head>", "<body>", "<main>",
      "<h1>\(subject.inHTML)</h1>",
    ] + paragraphs(lines)
    + ["</main>", "<footer>\(footer.inHTML)</footer>", "</body>", "</html>"]
  return page.joined(separator: "\n") + "\n"
}

private func paragraphs(_ lines: [String]) -> [String] {
  lines.split(whereSeparator: \.isEmpty).flatMap { block in
    var page: [String] = []
    var plain: [String] = []
    var items: [String] = []
    func close() {
      if !plain.isEmpty { page.append("<p>\(plain.joined(separator: "<br>\n"))</p>") }
      if !items.isEmpty { page += ["<ul>"] + items.map { "<li>\($0)</li>" } + ["</ul>"] }
      plain = []
      items = []
    }
    for line in block {
      let isItem = line.utf8.starts(with: "  ".utf8)
      if isItem ? !plain.isEmpty : !items.isEmpty { close() }
      if isItem {
        items.append(line.dropFirst(2).description.inHTML)
      } else {
        plain.append(line.inHTML)
      }
    }
    close()
    return page
  }
}
