@testable import Documents

extension Made {
  /// A PDF of one page of text a string, with further objects and entries of the catalogue.
  static func portable(
    _ pages: [[String]], catalogue: String = "", objects more: [String] = [], info: String = ""
  ) -> [UInt8] {
    let first = 5 + more.count
    var objects: [String] = [
      "<< /Type /Catalog /Pages 2 0 R \(catalogue) >>",
      "<< /Type /Pages /Count \(pages.count) /Kids ["
        + pages.indices.map { "\(first + $0 * 2) 0 R" }.joined(separator: " ") + "] >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Producer (Made) \(info) >>",
    ]
    objects += more
    for (index, lines) in pages.enumerated() {
      let text = lines.map { "(\($0)) Tj 0 -40 Td" }.joined(separator: " ")
      let content = "BT /F1 12 Tf 72 720 Td \(text) ET"
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents \(first + index * 2 + 1) 0 R "
          + "/Resources << /Font << /F1 3 0 R >> >> >>")
      objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
    }
    return file(objects)
  }

  /// Objects in the order of their numbers, with table and trailer.
  private static func file(_ objects: [String]) -> [UInt8] {
    var text = "%PDF-1.5\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      text += String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset) 00000 n \n"
    }
    text += "trailer << /Size \(objects.count + 1) /Root 1 0 R /Info 4 0 R >>\n"
    return Array((text + "startxref\n\(table)\n%%EOF\n").utf8)
  }
}
