/// A PDF as cairo 1.16 writes it, with what that has no words for put in: the language, that its
/// title is to be shown, and what stands in place of each picture when it is read aloud.
///
/// Only objects that the table at its end names are looked at, since pictures come from strangers.
struct TaggedFile {
  private let bytes: [UInt8]
  /// Where the table begins, where its rows begin, and where each object begins.
  private let table: Int
  private let rows: Int
  private let offsets: [Int]

  /// Nil where there is no plain table.
  init?(_ bytes: [UInt8]) {
    let mark = Array("startxref\n".utf8)
    guard
      let foot = (0...max(0, bytes.count - mark.count)).last(where: {
        bytes[$0...].starts(with: mark)
      }),
      let table = Self.number(in: bytes[(foot + mark.count)...]), table < foot,
      bytes[table...].starts(with: Array("xref\n0 ".utf8)),
      let count = Self.number(in: bytes[(table + 7)...]),
      let end = bytes[(table + 7)...].firstIndex(of: UInt8(ascii: "\n")),
      end + 1 + count * 20 <= foot
    else { return nil }
    self.bytes = bytes
    self.table = table
    rows = end + 1
    offsets = (0..<count).map { row in
      let start = end + 1 + row * 20
      let isUsed = bytes[start + 17] == UInt8(ascii: "n")
      return isUsed ? Self.number(in: bytes[start..<(start + 10)]) ?? 0 : 0
    }
  }

  private static func number(in bytes: ArraySlice<UInt8>) -> Int? {
    let digits = bytes.prefix(10).prefix { (0x30...0x39).contains($0) }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// The whole file, with words for its pictures in their order.
  func telling(language: String, pictures: [String]) -> [UInt8] {
    let figures = ends(of: "/StructElem\n   /S /Figure\n")
    var added = ends(of: "/Catalog\n").map {
      ($0, "   /Lang (\(language))\n   /ViewerPreferences << /DisplayDocTitle true >>\n")
    }
    if figures.count == pictures.count {
      added += zip(figures, pictures).map { ($0, "   /Alt <\(Self.hex($1))>\n") }
    }
    added.sort { $0.0 < $1.0 }
    var (result, place) = ([UInt8](), 0)
    for (end, text) in added {
      result += bytes[place..<end] + Array(text.utf8)
      place = end
    }
    func moved(_ offset: Int) -> Int {
      added.reduce(offset) { $1.0 <= offset ? $0 + $1.1.utf8.count : $0 }
    }
    result += bytes[place..<rows]
    for (row, offset) in offsets.enumerated() {
      let (start, digits) = (rows + row * 20, String(moved(offset)))
      let padded = String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits
      result +=
        Array((offset == 0 ? "0000000000" : padded).utf8) + bytes[(start + 10)..<(start + 20)]
    }
    let rest = bytes[(rows + offsets.count * 20)...]
    let foot = Array("startxref\n".utf8)
    let trailer = rest.prefix(max(0, rest.count - "startxref\n\(table)\n%%EOF\n".utf8.count))
    return result + trailer + foot + Array("\(moved(table))\n%%EOF\n".utf8)
  }

  /// Where a kind of object goes on after its first words, by the objects' numbers.
  private func ends(of kind: String) -> [Int] {
    offsets.enumerated().compactMap { number, offset in
      let head = Array("\(number) 0 obj\n<< /Type \(kind)".utf8)
      return offset > 0 && bytes[min(offset, bytes.count)...].starts(with: head)
        ? offset + head.count : nil
    }
  }

  /// A text as PDF takes it in every language.
  private static func hex(_ text: String) -> String {
    (["FEFF"]
      + text.utf16.prefix(2_000).map { unit in
        let digits = String(unit, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
      }).joined()
  }
}
