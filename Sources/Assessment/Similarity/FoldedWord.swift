import Foundation

/// What a character outside ASCII does for the words that are compared.
enum LetterClass {
  case letter
  /// Is a word of its own.
  case ideograph
  case hyphen
  /// Is passed over: it prints as nothing, or as a mark on a letter.
  case passed
  /// Parts words.
  case other

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x2018, 0x2019, 0x201B, 0x02BC, 0xFF07: self = .passed
    case 0xB9, 0xB2, 0xB3, 0x2070...0x2079: self = .passed
    case 0xAD, 0x200B...0x200F, 0x2060...0x2064, 0xFEFF, 0x180E: self = .passed
    case 0x2010, 0x2011, 0xFE63, 0xFF0D: self = .hyphen
    case 0xA0, 0x2000...0x206F: self = .other
    case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF:
      self = .ideograph
    default:
      let properties = scalar.properties
      if properties.isAlphabetic || properties.numericType != nil {
        self = .letter
      } else if properties.isDefaultIgnorableCodePoint || properties.generalCategory.isMark {
        self = .passed
      } else {
        self = .other
      }
    }
  }
}

/// The letters of a word as they are compared, in UTF-8: decomposed by compatibility (NFKD), marks
/// taken off, in lower case, with lookalikes as the Latin letter that they look like.
func foldedWord(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  let word = String(decoding: bytes, as: UTF8.self).decomposedStringWithCompatibilityMapping
  var folded: [UInt8] = []
  for scalar in word.unicodeScalars {
    if let latin = lookalikes[scalar] {
      folded.append(latin)
      continue
    }
    let isKept = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    guard isKept, !scalar.properties.generalCategory.isMark else { continue }
    folded += Array(scalar.properties.lowercaseMapping.utf8)
  }
  return folded
}

extension Unicode.GeneralCategory {
  fileprivate var isMark: Bool {
    self == .nonspacingMark || self == .enclosingMark || self == .spacingMark
  }
}

/// Letters of other scripts that are put in the place of Latin ones to hide a copy, from Unicode's
/// table of confusables (UTS 39).
private let lookalikes: [Unicode.Scalar: UInt8] = {
  var table: [Unicode.Scalar: UInt8] = [:]
  let pairs = [
    ("аеорсухіјѕһԁԛԝӏкґ", "aeopcyxijshdqwlkr"), ("АВЕКМНОРСТХУІЈЅԌԚԜҮ", "abekmhopctxyijsgqwy"),
    ("αονρικυϲϳτγ", "aovpikucjty"), ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx"),
    ("օսոցհ", "ounqh"), ("ıɡɑɩʏ", "igaiy"),
  ]
  for (others, latins) in pairs {
    for (other, latin) in zip(others.unicodeScalars, latins.utf8) { table[other] = latin }
  }
  return table
}()
