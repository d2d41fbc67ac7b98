/// Which way up a picture is shown (Exif 2.32, tag 0x0112).
///
/// It is all that is kept of a picture's EXIF: without it a photograph would lie on its side.
struct Orientation: Sendable, Equatable {
  /// 2 to 8; 1, as it lies, needs no saying.
  let value: UInt8

  /// Looks into the TIFF structure that EXIF is; nil where it says nothing, or as it lies.
  init?(tiff: ArraySlice<UInt8>) {
    guard let file = TaggedFile(Array(tiff)), let entries = file.entries(at: file.first),
      let entry = entries.first(where: { $0.tag == 0x0112 }), entry.type == 3, entry.count == 1
    else { return nil }
    let value = file.number(entry.place + 8, 2)
    guard (2...8).contains(value) else { return nil }
    self.value = UInt8(value)
  }

  /// The smallest TIFF structure that says it.
  var tiff: [UInt8] {
    [0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0]
      + [0, 0, 0, 0]
  }

  /// The orientation that a structure says, and whether it says anything else.
  static func read(_ tiff: ArraySlice<UInt8>) -> (orientation: Orientation?, saysMore: Bool) {
    let orientation = Orientation(tiff: tiff)
    return (orientation, orientation.map { !tiff.elementsEqual($0.tiff) } ?? true)
  }
}

/// The numbers and tables of a TIFF structure (TIFF 6.0, section 2).
struct TaggedFile {
  /// One entry of a table: what it is about and where it stands.
  struct Entry {
    let place: Int
    let tag: Int
    let type: Int
    let count: Int
  }

  var bytes: [UInt8]
  private let isBig: Bool

  static let mostEntries = 1_000

  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 8 else { return nil }
    isBig = bytes.starts(with: [0x4D, 0x4D, 0, 0x2A])
    guard isBig || bytes.starts(with: [0x49, 0x49, 0x2A, 0]) else { return nil }
    self.bytes = bytes
  }

  /// Where the first table stands.
  var first: Int { number(4, 4) }

  func number(_ place: Int, _ count: Int) -> Int {
    guard place >= 0, count <= bytes.count - place else { return 0 }
    let run = bytes[place..<(place + count)]
    return isBig
      ? run.reduce(0) { $0 << 8 | Int($1) } : run.reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func write(_ value: Int, at place: Int, _ count: Int) {
    for index in 0..<count {
      let shift = 8 * (isBig ? count - 1 - index : index)
      bytes[place + index] = UInt8(value >> shift & 255)
    }
  }

  /// The entries of the table at a place; nil where none stands there.
  func entries(at place: Int) -> [Entry]? {
    guard place >= 8, place <= bytes.count - 2 else { return nil }
    let count = number(place, 2)
    guard count > 0, count <= Self.mostEntries, count * 12 <= bytes.count - place - 2 else {
      return nil
    }
    return (0..<count).map { index in
      let entry = place + 2 + index * 12
      return Entry(
        place: entry, tag: number(entry, 2), type: number(entry + 2, 2),
        count: number(entry + 4, 4))
    }
  }

  /// Where the value of an entry stands; nil where it runs over the end.
  func value(of entry: Entry) -> Range<Int>? {
    let sizes = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4]
    let bytes = entry.count * (sizes[entry.type] ?? 1)
    let start = bytes <= 4 ? entry.place + 8 : number(entry.place + 8, 4)
    guard bytes >= 0, start >= 0, bytes <= self.bytes.count - start else { return nil }
    return start..<(start + bytes)
  }
}
