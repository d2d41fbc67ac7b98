/// Which characters may stand in a name.
///
/// Real names in any script pass, also from right to left and with emoji. What moves, hides or
/// fakes other characters does not (Unicode Technical Report 36, section 3).
enum ScalarRules {
  static func problems(of name: String) -> [NameProblem] {
    var problems: [NameProblem] = []
    func add(_ problem: NameProblem) {
      if !problems.contains(problem) { problems.append(problem) }
    }
    for scalar in name.unicodeScalars {
      if let problem = problem(of: scalar) { add(problem) }
    }
    if hasEncodedMark(Array(name.utf8)) { add(.encoded) }
    return problems
  }

  /// Whether a dot, slash, backslash or zero byte stands there as in a web address.
  private static func hasEncodedMark(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { index in
      guard bytes[index] == 0x25, bytes.count - index >= 3 else { return false }
      let digits = String(decoding: bytes[index + 1...index + 2], as: UTF8.self).lowercased()
      return ["2e", "2f", "5c", "00"].contains(digits)
    }
  }

  private static func problem(of scalar: Unicode.Scalar) -> NameProblem? {
    switch scalar.value {
    case 0: return .nul
    case 0x01...0x1F, 0x7F...0x9F, 0x2028, 0x2029: return .control
    case 0x20...0x7E: return nil
    case 0x202A...0x202E, 0x2066...0x2069: return .bidi
    case 0xFDD0...0xFDEF: return .noncharacter
    case let value where value & 0xFFFE == 0xFFFE: return .noncharacter
    // Full-width dot, slash and backslash, division and fraction slash, one-dot leader.
    case 0xFF0E, 0xFF0F, 0xFF3C, 0x2215, 0x2044, 0x2024, 0x29F8, 0xFE68: return .lookalike
    // Joiners and variation selectors shape the words and emoji of many scripts.
    case 0x200C, 0x200D, 0xFE00...0xFE0F: return nil
    default:
      let properties = scalar.properties
      let isInvisible =
        properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format
      return isInvisible ? .invisible : nil
    }
  }
}
