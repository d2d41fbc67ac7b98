import Foundation

/// A name as far as two spellings of it have it in common.
struct PersonName {
  /// The parts in order of the alphabet, without accents and case.
  let parts: [String]
  /// All letters of the parts.
  let letters: [UInt8]

  init(_ name: String) {
    let plain = name.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars
      .filter { !$0.properties.isDiacritic && $0.properties.generalCategory != .nonspacingMark }
      .filter { $0 != "'" && $0 != "’" && $0 != "-" }
    parts = plain.split { !$0.properties.isAlphabetic }.map { String($0) }.sorted()
    letters = Array(parts.joined().utf8).sorted()
  }

  /// All letters as one text that no part can be.
  var letterKey: String { " " + String(decoding: letters, as: UTF8.self) }

  /// How far two names are apart: 0 for the same parts in any order, 1 for the same letters, as
  /// where a system runs first and last name together, then by the parts that only one has; nil
  /// where they are not alike.
  func distance(to other: PersonName) -> Int? {
    if parts == other.parts { return parts.isEmpty ? nil : 0 }
    if letters == other.letters { return 1 }
    let common = Set(parts).intersection(other.parts)
    guard !common.isEmpty else {
      let apart = Self.difference(letters, other.letters)
      return apart <= 2 && letters.count > 5 ? 1 + apart : nil
    }
    return 1 + parts.count + other.parts.count - 2 * common.count
  }

  /// How many letters only one of two sorted lists has.
  private static func difference(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var (l, r, count) = (0, 0, 0)
    while l < left.count, r < right.count {
      if left[l] == right[r] {
        l += 1
        r += 1
      } else {
        count += 1
        if left[l] < right[r] { l += 1 } else { r += 1 }
      }
    }
    return count + left.count - l + right.count - r
  }
}
