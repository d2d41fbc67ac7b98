extension String {
  /// The text as it may be shown on a terminal: control, bidirectional, invisible and private
  /// characters are written as `\u{…}`.
  public var escaped: String {
    // Nearly all there is shows as itself.
    if utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return self }
    var shown = ""
    for scalar in unicodeScalars {
      if scalar.isSafeToShow {
        shown.unicodeScalars.append(scalar)
      } else {
        shown += "\\u{" + String(scalar.value, radix: 16) + "}"
      }
    }
    return shown
  }
}

extension Unicode.Scalar {
  /// Whether the scalar shows as itself and moves no other character.
  var isSafeToShow: Bool {
    if (0x20...0x7E).contains(value) { return true }
    return switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      // The soft joiners hold ordinary words together in several scripts.
      value == 0x200C || value == 0x200D
    default: true
    }
  }
}
