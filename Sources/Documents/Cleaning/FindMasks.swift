/// A place in a document where a person's words stand, with the text around it.
package struct NamePlace: Sendable, Hashable {
  /// The words that were looked for.
  package let words: String
  /// The part of the document; `cover` for the short lines at its head.
  package let place: String
  package let before, found, after: String
}

/// Every place where a person's words stand in what a document says, in its order.
package func namePlaces(of masks: [Mask], in reading: DocumentReading) -> [NamePlace] {
  let masking = Masking(masks)
  var places: [NamePlace] = []
  var bodyLines = 0
  for paragraph in reading.paragraphs {
    let isBody = [.body, .headings, .tables, .textBoxes].contains(paragraph.part)
    if isBody, !paragraph.text.isEmpty { bodyLines += 1 }
    guard masking.mayStand(in: [paragraph.text]) else { continue }
    var folded = Folded()
    folded.append(paragraph.text, piece: 0)
    let hits = masking.hits(in: folded)
    guard !hits.isEmpty else { continue }
    let isCover =
      isBody && bodyLines <= 8 && paragraph.text.split(whereSeparator: \.isWhitespace).count <= 12
    let scalars = Array(paragraph.text.unicodeScalars)
    for hit in hits {
      let origins = folded.origins[hit.range]
      guard let start = origins.first?.index, let end = origins.last?.end else { continue }
      places.append(
        NamePlace(
          words: hit.mask.text, place: isCover ? "cover" : paragraph.part.rawValue,
          before: text(scalars[max(0, start - 40)..<start]), found: text(scalars[start..<end]),
          after: text(scalars[end..<min(scalars.count, end + 40)])))
    }
  }
  return places
}

private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
  String(String.UnicodeScalarView(scalars)).split(whereSeparator: \.isNewline)
    .joined(separator: " ")
}

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
