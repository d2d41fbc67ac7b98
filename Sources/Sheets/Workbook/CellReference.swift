/// The address of a cell, as `D3`: letters for the column, then the row from 1
/// (ISO/IEC 29500-1, 18.18.7).
struct CellReference: Hashable {
  /// From 0.
  let column: Int
  /// From 1.
  let row: Int

  /// A sheet reaches as far as `XFD1048576`.
  static let mostColumns = 16_384
  static let mostRows = 1_048_576

  /// Reads an address; nil where it is none, or lies outside any sheet.
  init?(_ text: some StringProtocol) {
    var column = 0
    var row = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0:
        column = column * 26 + Int(byte - 64)
      case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0 && (row > 0 || byte != 48):
        row = row * 10 + Int(byte - 48)
      default: return nil
      }
      guard column <= Self.mostColumns, row <= Self.mostRows else { return nil }
    }
    guard column > 0, row > 0 else { return nil }
    self.column = column - 1
    self.row = row
  }

  /// The letters of a column that is counted from 0.
  static func letters(of column: Int) -> String {
    var rest = column + 1
    var letters: [UInt8] = []
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }
}
