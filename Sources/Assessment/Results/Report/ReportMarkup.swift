/// A part of a page that can be folded.
func fold(_ title: String, id: String, level: Int, _ content: String) -> String {
  "<details class=\"fold\" id=\"\(id)\"><summary><h\(level)>\(title.inHTML)</h\(level)></summary>"
    + "\n\(content)\n</details>"
}

extension ReportFigure {
  /// The plot with its sentence, and the table folded behind it; without a plot the table alone.
  func html(prefix: String) -> String {
    let name = "\(prefix)-\(id)"
    guard let plot else { return inSection }
    return """
      <figure id="\(name)">
      <h4>\(title.inHTML)</h4>
      <div class="wide">\(plot.svg(name, title: title, told: told))</div>
      <figcaption>\(told.inHTML)</figcaption>
      <details><summary>The numbers: \(title.inHTML)</summary>
      \(table.html(caption: title))
      </details>
      </figure>
      """
  }

  /// The table without a plot; a sentence alone where there are no rows.
  var inSection: String {
    let numbers = table.rows.isEmpty ? "" : table.html(caption: title)
    return "<section><h4>\(title.inHTML)</h4><p>\(told.inHTML)</p>\(numbers)</section>"
  }
}

extension ReportTable {
  func html(caption: String) -> String {
    let head = columns.map { "<th scope=\"col\">\($0.inHTML)</th>" }.joined()
    let body = rows.map { cells in
      let rest = cells.dropFirst().map { cell in
        "<td\(cell.isNumeric ? " class=\"number\"" : "")>\(cell.inHTML)</td>"
      }.joined()
      return "<tr><th scope=\"row\">\((cells.first ?? "").inHTML)</th>\(rest)</tr>"
    }.joined(separator: "\n")
    return "<div class=\"wide\"><table><caption>\(caption.inHTML)</caption><thead><tr>\(head)</tr>"
      + "</thead><tbody>\n\(body)\n</tbody></table></div>"
  }
}

extension String {
  /// Whether a cell holds a number or nothing.
  fileprivate var isNumeric: Bool {
    unicodeScalars.allSatisfy { "0123456789.,+\u{2212}-%\u{a0}".unicodeScalars.contains($0) }
  }
}
