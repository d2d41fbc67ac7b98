/// Where a person's words stand in what a document says, by part.
package func places(of masks: [Mask], in reading: DocumentReading) -> [MaskedPlace] {
  let masking = Masking(masks)
  var counts: [DocumentPart: Int] = [:]
  for paragraph in reading.paragraphs {
    if let found = masking.apply(to: paragraph.text) {
      counts[paragraph.part, default: 0] += found.count
    }
  }
  return DocumentPart.allCases.compactMap { part in
    counts[part].map { MaskedPlace(place: part.rawValue, count: $0) }
  }
}

/// A file's name with masks applied; there an underscore, a dot or a dash may stand for a blank.
package func maskedFileName(_ name: String, _ masks: [Mask]) -> String {
  let masking = Masking(masks)
  if let masked = masking.apply(to: name) { return masked.text }
  let spread = String(
    String.UnicodeScalarView(
      name.unicodeScalars.map { "_.-+".unicodeScalars.contains($0) ? " " : $0 }))
  return masking.apply(to: spread)?.text ?? name
}
