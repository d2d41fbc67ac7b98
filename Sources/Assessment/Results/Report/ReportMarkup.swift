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
      \(table.html(caption: title, hidden: true))
      </details>
      </figure>
      """
  }

  /// The table without a plot; a sentence alone where there are no rows.
  var inSection: String {
    let numbers = table.rows.isEmpty ? "" : table.html(caption: title, hidden: true)
    return "<section><h4>\(title.inHTML)</h4><p>\(told.inHTML)</p>\(numbers)</section>"
  }
}

extension ReportTable {
  /// The table; its caption is hidden from sight where a heading says the same above it.
  func html(caption: String, hidden: Bool = false) -> String {
    let numeric = columns.indices.map { column in
      rows.allSatisfy { $0.count <= column || $0[column].isNumeric }
    }
    let wordy = columns.indices.map { column in
      rows.contains { $0.count > column && $0[column].utf8.count > 40 }
    }
    func name(_ column: Int) -> String {
      guard column > 0 else { return "" }
      return numeric[column] ? " class=\"number\"" : wordy[column] ? " class=\"words\"" : ""
    }
    let head = columns.enumerated().map { column, title in
      "<th scope=\"col\"\(name(column))>\(title.inHTML)</th>"
    }.joined()
    let body = rows.map { cells in
      let rest = cells.enumerated().dropFirst().map { column, cell in
        "<td\(name(column))>\(cell.inHTML)</td>"
      }.joined()
      return "<tr><th scope=\"row\">\((cells.first ?? "").inHTML)</th>\(rest)</tr>"
    }.joined(separator: "\n")
    let sight = hidden ? "<span class=\"hidden\">\(caption.inHTML)</span>" : caption.inHTML
    return "<div class=\"wide\"><table><caption>\(sight)</caption><thead><tr>\(head)</tr>"
      + "</thead><tbody>\n\(body)\n</tbody></table></div>"
  }
}

extension String {
  /// Whether a cell holds a number or nothing.
  fileprivate var isNumeric: Bool {
    unicodeScalars.allSatisfy { "0123456789.,+\u{2212}-%\u{a0}".unicodeScalars.contains($0) }
  }
}
