import Findings
import Foundation
import Markup

/// A PDF drawn anew by poppler, or its text where the text holds words to be masked.
func cleanPortable(
  _ bytes: [UInt8], _ masking: Masking, _ reading: DocumentReading, _ copy: inout CleanCopy,
  _ poppler: Poppler = Poppler()
) throws(DocumentError) -> [UInt8] {
  copy.traces = reading.traces
  // What nobody saw in the PDF is not to be seen in its text.
  let text = reading.paragraphs.filter { $0.part != .hidden }.map(\.text)
  if let masked = masking.apply(to: text.joined(separator: "\n\n")) {
    copy.format = .txt
    copy.masked = [MaskedPlace(place: "text", count: masked.count)]
    copy.findings.append(
      Finding(
        "pdf-became-text", .note, "document.pdf",
        "the PDF names the person in its text, so the copy is its text alone with the names masked",
        remedy: "where the layout matters, ask for the Word document"))
    return Array((masked.text + "\n").utf8)
  }
  return try Poppler.withFolder(holding: bytes) { (folder) throws(DocumentError) in
    let outcomes = try poppler.run(
      Poppler.Job("pdftocairo", ["-pdf", "in.pdf", "out.pdf"]),
      then: [Poppler.Job("pdftotext", ["-enc", "UTF-8", "-eol", "unix", "out.pdf", "-"])],
      in: folder)
    guard outcomes[0].isFine, let data = try? Data(contentsOf: folder.appending(path: "out.pdf"))
    else { throw .poppler("pdftocairo", outcomes[0].errors) }
    let clean = withFixedDate(Array(data))
    let again = readAgain(clean, outcomes[1], reading, poppler)
    let saysTheSame = signs(of: again) == signs(of: reading)
    if !saysTheSame || !again.traces.isEmpty {
      copy.findings.append(
        Finding(
          "copy-differs", .held, "document.pdf",
          "the clean copy does not hold the same words as the PDF",
          remedy: "look at both before the copy goes to an assessor, or ask for the Word document"))
    }
    return clean
  }
}

/// What the copy says, and betrays.
///
/// Where it is pages alone, and nothing of the PDF was concealed, that is its text.
private func readAgain(
  _ clean: [UInt8], _ text: Poppler.Outcome, _ reading: DocumentReading, _ poppler: Poppler
) -> DocumentReading {
  // Where nothing was concealed, a drawing of it conceals nothing either.
  let mayConceal = reading.doubtfulWords > 0 || reading.paragraphs.contains { $0.part == .hidden }
  guard !mayConceal, text.isFine, isOfCairoAlone(clean) else {
    return readPortable(clean, name: "document.pdf", poppler, lookingForConcealed: mayConceal)
  }
  var again = DocumentReading()
  again.take(PortablePages(String(decoding: text.output, as: UTF8.self)).paragraphs)
  return again
}

/// Whether a PDF says of itself only that cairo drew it, at the fixed date, and holds no more.
private func isOfCairoAlone(_ bytes: [UInt8]) -> Bool {
  let producer = Array("/Producer (cairo ".utf8)
  guard let place = bytes.firstIndex(of: producer, from: 0),
    bytes.firstIndex(of: Array("/Producer".utf8), from: place + 1) == nil,
    let open = bytes[..<place].lastIndex(of: UInt8(ascii: "<")),
    let close = bytes.firstIndex(of: Array(">>".utf8), from: place)
  else { return false }
  let info = PortableNames(Array(bytes[open..<close])).names
  let date = Array("/CreationDate (\(PortableFacts.fixedDate.dropLast())".utf8)
  return info == ["Producer", "CreationDate"]
    && bytes[open..<close].contains(date)
    && !PortableNames(bytes).mayHoldMoreThanPages
}

/// What can be read, without spaces: a PDF holds none, they are told from the gaps between signs,
/// and a drawing with another font for Helvetica has other gaps.
private func signs(of reading: DocumentReading) -> [Unicode.Scalar] {
  reading.paragraphs.filter { $0.part != .hidden }.flatMap { paragraph in
    paragraph.text.unicodeScalars.filter { !$0.properties.isWhitespace }
  }
}

/// The PDF with the time at which cairo drew it overwritten by a fixed one of the same length.
func withFixedDate(_ bytes: [UInt8]) -> [UInt8] {
  var clean = bytes
  let key = Array("/CreationDate".utf8)
  var from = 0
  while let place = clean.firstIndex(of: key, from: from) {
    from = place + key.count
    guard let open = clean[from...].prefix(4).firstIndex(of: UInt8(ascii: "(")),
      let close = clean[open...].prefix(40).firstIndex(of: UInt8(ascii: ")"))
    else { continue }
    let room = close - open - 1
    let date = Array(PortableFacts.fixedDate.utf8.prefix(room))
    let padded = date + [UInt8](repeating: UInt8(ascii: " "), count: room - date.count)
    clean.replaceSubrange((open + 1)..<close, with: padded)
  }
  return clean
}
