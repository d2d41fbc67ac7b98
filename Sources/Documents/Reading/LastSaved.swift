import Archive
import Markup

/// When a document says that it was last saved, as `2026-05-02`; nil where it does not say.
///
/// The day alone: a document states its time in a zone of its own or in none.
package func lastSaved(_ bytes: [UInt8], as format: DocumentFormat) -> String? {
  switch format {
  case .docx:
    part("docProps/core.xml", of: bytes).flatMap { day(after: "<dcterms:modified", in: $0) }
  case .odt: part("meta.xml", of: bytes).flatMap { day(after: "<dc:date", in: $0) }
  case .pdf: portableDay(bytes)
  case .txt, .md: nil
  }
}

/// One part of a document that is a ZIP; the others are passed over unread.
private func part(_ name: String, of bytes: [UInt8]) -> [UInt8]? {
  do throws(ArchiveError) {
    var reader = try ZipReader(bytes: bytes, limits: Parts.limits)
    while let entry = try reader.next() {
      guard entry.name.lowercased() == name.lowercased() else { continue }
      return entry.bytes <= 1_000_000 ? try reader.readAll() : nil
    }
    return nil
  } catch {
    return nil
  }
}

/// The day at the start of an element's text.
private func day(after tag: String, in bytes: [UInt8]) -> String? {
  guard let start = bytes.firstIndex(of: Array(tag.utf8), from: 0),
    let end = bytes[(start + tag.utf8.count)...].firstIndex(of: UInt8(ascii: ">"))
  else { return nil }
  let text = bytes[(end + 1)...].prefix(10)
  return isDay(text) ? String(decoding: text, as: UTF8.self) : nil
}

/// `/ModDate (D:20260502…)` where it stands in the open.
private func portableDay(_ bytes: [UInt8]) -> String? {
  let key = Array("/ModDate".utf8)
  guard let start = bytes.firstIndex(of: key, from: 0) else { return nil }
  let rest = bytes[(start + key.count)...].prefix(24)
  guard let mark = rest.firstRange(of: Array("D:".utf8)) else { return nil }
  let digits = Array(rest[mark.upperBound...].prefix(8))
  guard digits.count == 8 else { return nil }
  let text = digits[..<4] + [45] + digits[4..<6] + [45] + digits[6...]
  return isDay(text) ? String(decoding: text, as: UTF8.self) : nil
}

private func isDay(_ text: some Collection<UInt8>) -> Bool {
  text.count == 10
    && text.enumerated().allSatisfy { place, byte in
      [4, 7].contains(place) ? byte == 45 : (48...57).contains(byte)
    }
}
