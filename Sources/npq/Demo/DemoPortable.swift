import Foundation

/// A PDF of paragraphs, set in lines of Helvetica on as many pages as they need.
func demoPortable(_ paragraphs: [String]) -> [UInt8] {
  let lines = paragraphs.flatMap { broken($0) + [""] }
  let pages = stride(from: 0, to: lines.count, by: 48).map {
    Array(lines[$0..<min($0 + 48, lines.count)])
  }
  var objects = [
    "<< /Type /Catalog /Pages 2 0 R >>", "",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ]
  var kids: [String] = []
  for page in pages {
    let shown = page.map { "(\($0)) Tj 0 -14 Td" }.joined(separator: "\n")
    let stream = "BT /F1 10 Tf 50 800 Td\n\(shown)\nET"
    objects.append("<< /Length \(stream.utf8.count) >>\nstream\n\(stream)\nendstream")
    objects.append(
      """
      << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents \(objects.count) 0 R \
      /Resources << /Font << /F1 3 0 R >> >> >>
      """)
    kids.append("\(objects.count) 0 R")
  }
  objects[1] = "<< /Type /Pages /Kids [\(kids.joined(separator: " "))] /Count \(kids.count) >>"
  return numbered(objects)
}

/// The objects with the table of where each begins.
private func numbered(_ objects: [String]) -> [UInt8] {
  var bytes = Array("%PDF-1.4\n".utf8)
  var places: [Int] = []
  for (index, object) in objects.enumerated() {
    places.append(bytes.count)
    bytes += Array("\(index + 1) 0 obj\n\(object)\nendobj\n".utf8)
  }
  let start = bytes.count
  bytes += Array("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8)
  for place in places { bytes += Array("\(padded(place, 10)) 00000 n \n".utf8) }
  let trailer = "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
  return bytes + Array(trailer.utf8)
}

private func broken(_ paragraph: String) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in paragraph.split(separator: " ") {
    if !line.isEmpty, line.utf8.count + word.utf8.count > 92 {
      lines.append(line)
      line = ""
    }
    line += line.isEmpty ? String(word) : " \(word)"
  }
  return line.isEmpty ? lines : lines + [line]
}
