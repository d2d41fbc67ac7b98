/// Where the attributes stand in the bytes of one well-formed start tag.
///
/// Expat tells what an attribute says but not where it stands; to change one without writing the
/// whole document anew, the tag is looked at again.
package struct MarkupTag: Sendable {
  /// An attribute's bytes: with the white space before it, and its value within the quotes.
  package struct Attribute: Sendable {
    package let whole: Range<Int>
    package let value: Range<Int>
  }

  /// In the order of `MarkupAttributes.items`: namespace declarations are left out.
  package private(set) var attributes: [Attribute] = []
  /// Where a further attribute can be put.
  package let end: Int

  /// Looks at the tag that stands at `range` of a UTF-8 document.
  package init(_ bytes: [UInt8], at range: Range<Int>) {
    let close = range.upperBound - 1
    let slash = close > range.lowerBound && bytes[close - 1] == UInt8(ascii: "/")
    end = slash ? close - 1 : close
    var index = range.lowerBound + 1
    while index < end, !bytes[index].isMarkupSpace { index += 1 }
    while index < end {
      let start = index
      while index < end, bytes[index].isMarkupSpace { index += 1 }
      let name = index
      while index < end, bytes[index] != UInt8(ascii: "=") { index += 1 }
      let isDeclaration = Self.isDeclaration(bytes[name..<index])
      while index < end, bytes[index] != 0x22, bytes[index] != 0x27 { index += 1 }
      guard index < end else { break }
      let quote = bytes[index]
      let value = index + 1
      index = value
      while index < end, bytes[index] != quote { index += 1 }
      let range = value..<index
      index = min(index + 1, end)
      if !isDeclaration { attributes.append(.init(whole: start..<index, value: range)) }
    }
  }

  /// Whether a name is `xmlns` or has that prefix.
  private static func isDeclaration(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.starts(with: "xmlns".utf8) else { return false }
    guard let next = name.dropFirst(5).first else { return true }
    return next == UInt8(ascii: ":") || next.isMarkupSpace
  }
}

extension UInt8 {
  fileprivate var isMarkupSpace: Bool {
    self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D
  }
}

extension String {
  /// The text as it stands in XML, between tags or within quotes.
  package var markupEscaped: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
