/// TIFF: keeps what draws the picture, and blanks everything else where it stands, so that no
/// place in the file moves (TIFF 6.0, sections 8 to 22).
func cleanTIFF(_ bytes: [UInt8]) -> CleanPicture? {
  guard var file = TaggedFile(bytes) else { return nil }
  var fields: [String] = []
  var seen: Set<Int> = []
  var place = file.first
  while place != 0 {
    guard seen.insert(place).inserted, seen.count <= 200, let entries = file.entries(at: place)
    else { return nil }
    let next = file.number(place + 2 + entries.count * 12, 4)
    let kept = entries.filter { drawing.contains($0.tag) }
    for entry in entries where !drawing.contains(entry.tag) {
      fields.append(names[entry.tag] ?? "other tags")
      file.blank(entry, depth: 0)
    }
    file.rewrite(place, kept, of: entries.count, next: next)
    place = next
  }
  return seen.isEmpty ? nil : CleanPicture(bytes: file.bytes, fields: fields)
}

/// Tags that say how the picture is stored and drawn, which way up, and in which colours.
private let drawing: Set<Int> = {
  let ranges: [ClosedRange<Int>] = [
    254...259, 262...266, 273...274, 277...284, 290...293, 296...297, 301...301, 317...325,
    330...330, 332...347, 512...521, 529...532, 34_675...34_675,
  ]
  return Set(ranges.joined()).subtracting([285, 333, 337])
}()

private let names = [
  270: "description", 271: "camera", 272: "camera", 305: "program", 306: "time", 315: "artist",
  316: "computer", 700: "XMP", 33_432: "copyright", 33_723: "IPTC", 34_377: "Photoshop",
  34_665: "EXIF", 34_853: "place",
]

extension TaggedFile {
  /// Zeroes the value of an entry, and of all entries of a table that it leads to.
  fileprivate mutating func blank(_ entry: Entry, depth: Int) {
    let leads = [34_665, 34_853, 40_965].contains(entry.tag)
    if leads, depth < 4, let inner = entries(at: number(entry.place + 8, 4)) {
      for entry in inner { blank(entry, depth: depth + 1) }
      zero((inner[0].place - 2)..<(inner[inner.count - 1].place + 12))
    }
    if let value = value(of: entry) { zero(value) }
  }

  private mutating func zero(_ range: Range<Int>) {
    for index in range.clamped(to: 8..<max(8, bytes.count)) { bytes[index] = 0 }
  }

  /// Writes a table anew with some of its entries, which leaves room at its end.
  fileprivate mutating func rewrite(_ place: Int, _ kept: [Entry], of count: Int, next: Int) {
    let rows = kept.map { Array(bytes[$0.place..<($0.place + 12)]) }
    let end = place + 2 + count * 12
    zero(place..<min(end + 4, bytes.count))
    write(kept.count, at: place, 2)
    for (index, row) in rows.enumerated() {
      bytes.replaceSubrange((place + 2 + index * 12)..<(place + 14 + index * 12), with: row)
    }
    let nextPlace = place + 2 + kept.count * 12
    if nextPlace + 4 <= bytes.count { write(next, at: nextPlace, 4) }
  }
}
