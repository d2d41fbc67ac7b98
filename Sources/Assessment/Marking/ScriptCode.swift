import Crypto
import Foundation

/// The name under which an assessor sees a response: `S`, eight symbols of Crockford's base 32, and
/// a check symbol of the same alphabet.
///
/// It is drawn with HMAC-SHA-256 from the entry under the series' secret, so that nobody without
/// the secret can compute it from what is publicly known. It never looks like a number or a date
/// to a spreadsheet.
package struct ScriptCode: Sendable, Hashable {
  /// The code in its one spelling, ten ASCII characters.
  package let text: String

  /// Reads a code as a person may have typed it: in any case, with `I` or `L` for 1 and `O` for 0,
  /// with blanks or hyphens between; nil where it is no code or its check symbol does not fit.
  package init?(_ typed: some StringProtocol) {
    let bytes = typed.utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ") }
    guard bytes.count == 10, bytes[0] | 0x20 == UInt8(ascii: "s") else { return nil }
    var values: [UInt8] = []
    for byte in bytes.dropFirst() {
      guard let value = Self.value(of: byte) else { return nil }
      values.append(value)
    }
    guard let check = values.popLast(), check == Self.check(values) else { return nil }
    text = Self.spelled(values)
  }

  /// The code of one entry.
  ///
  /// The HMAC is over assessment, participant and attempt in decimal, each after its length as four
  /// bytes, high byte first; where `taken` holds the code already, over a counter from 1 as well.
  package init(
    assessment: Identifier, participant: Identifier, attempt: Int, secret: [UInt8],
    taken: Set<ScriptCode> = []
  ) {
    var counter = 0
    var code = Self.drawn([assessment.text, participant.text, String(attempt)], secret)
    while taken.contains(code) {
      counter += 1
      code = Self.drawn(
        [assessment.text, participant.text, String(attempt), String(counter)], secret)
    }
    self = code
  }

  private init(symbols: [UInt8]) { text = Self.spelled(symbols) }

  private static func drawn(_ fields: [String], _ secret: [UInt8]) -> ScriptCode {
    var message: [UInt8] = []
    for field in fields {
      let length = UInt32(field.utf8.count)
      message += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
      message += Array(field.utf8)
    }
    let code = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: secret))
    let bits = code.prefix(5).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return ScriptCode(
      symbols: stride(from: 35, through: 0, by: -5).map { UInt8(bits >> UInt64($0) & 31) })
  }

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  private static func value(of byte: UInt8) -> UInt8? {
    let upper = (97...122).contains(byte) ? byte - 32 : byte
    switch upper {
    case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
    case UInt8(ascii: "O"): return 0
    default: return alphabet.firstIndex(of: upper).map { UInt8($0) }
    }
  }

  private static func spelled(_ values: [UInt8]) -> String {
    let symbols = (values + [check(values)]).map { alphabet[Int($0)] }
    return "S" + String(decoding: symbols, as: UTF8.self)
  }

  /// The sum of the symbols as elements of GF(32) (x⁵ + x² + 1), each times its own power of x.
  ///
  /// Eight different factors, none 0 or 1, so that one wrong symbol or two exchanged ones always
  /// show.
  private static func check(_ values: [UInt8]) -> UInt8 {
    values.reversed().reduce(UInt8(0)) { sum, value in
      let raised = (sum ^ value) << 1
      return raised & 32 == 0 ? raised : raised ^ 0b100101
    }
  }
}

extension ScriptCode: CustomStringConvertible, Comparable {
  package var description: String { text }

  /// Orders codes by their bytes.
  package static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension ScriptCode: Codable {
  package init(from decoder: any Decoder) throws {
    self = try decoder.text("not a script code") { ScriptCode($0) }
  }

  package func encode(to encoder: any Encoder) throws {
    try text.encode(to: encoder)
  }
}
