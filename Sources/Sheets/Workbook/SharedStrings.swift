import Markup

/// The texts that cells refer to by number (ISO/IEC 29500-1, 18.4).
struct SharedStrings {
  private(set) var texts: [String] = []

  init() {}

  init(_ parts: WorkbookParts) throws(WorkbookFlaw) {
    guard let part = parts.sharedStrings else { return }
    var texts: [String] = []
    var rich = RichText()
    try parts.read(part) { event in
      if case .start("s:si", _, _) = event { rich = RichText() }
      rich.take(event)
      if case .end("s:si", _) = event { texts.append(rich.text) }
    }
    self.texts = texts
  }
}

/// Gathers the text of a cell that may be in pieces of several fonts; how Japanese is pronounced
/// (`rPh`) is no part of it.
struct RichText {
  private var pieces = ""
  private var inText = false
  private var inPhonetic = false

  mutating func take(_ event: MarkupEvent) {
    switch event {
    case .start("s:t", _, _): inText = true
    case .end("s:t", _): inText = false
    case .start("s:rPh", _, _): inPhonetic = true
    case .end("s:rPh", _): inPhonetic = false
    case .text(let text, _) where inText && !inPhonetic: pieces += text
    default: break
    }
  }

  var text: String { unescaped(pieces) }
}

/// Text of a workbook spells what XML cannot hold as `_x000D_` (ST_Xstring, ISO/IEC 29500-1,
/// 22.9.2.19).
func unescaped(_ text: String) -> String {
  guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
  var output: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.first {
    if byte == UInt8(ascii: "_"), let unit = escapedUnit(rest) {
      output += Array(String(unit).utf8)
      rest = rest.dropFirst(7)
    } else {
      output.append(byte)
      rest = rest.dropFirst()
    }
  }
  return String(decoding: output, as: UTF8.self)
}

/// The character that seven bytes spell; nil where they spell none.
private func escapedUnit(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
  let seven = Array(bytes.prefix(7))
  guard seven.count == 7, seven[1] == UInt8(ascii: "x"), seven[6] == UInt8(ascii: "_"),
    seven[2...5].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
    let value = UInt32(String(decoding: seven[2...5], as: UTF8.self), radix: 16), value != 0
  else { return nil }
  return Unicode.Scalar(value)
}

/// A text as a workbook spells it.
func escaped(_ text: String) -> String {
  var output = String.UnicodeScalarView()
  var rest = Array(text.utf8)[...]
  for scalar in text.unicodeScalars {
    switch scalar {
    case "_" where escapedUnit(rest) != nil: output += "_x005F_".unicodeScalars
    case "\u{0}", "\u{FFFE}", "\u{FFFF}": output.append("\u{FFFD}")
    case "\t", "\n": output.append(scalar)
    case "\u{1}"..<" ":
      let digits = String(scalar.value, radix: 16, uppercase: true)
      output += "_x00\(digits.utf8.count == 1 ? "0" : "")\(digits)_".unicodeScalars
    default: output.append(scalar)
    }
    rest = rest.dropFirst(UTF8.width(scalar))
  }
  return String(output)
}
