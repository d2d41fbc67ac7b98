/// A path in an export, taken apart on its bytes: to Swift a slash with an accent is no slash.
struct ExportPath {
  /// The parts between slashes; a backslash parts as well, since old Windows programs wrote it.
  let parts: [String]

  init(_ path: String) {
    parts = path.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
      .map { String(decoding: Array($0), as: UTF8.self) }
      .filter { $0 != "." }
  }

  /// The last part.
  var name: String { parts.last ?? "" }

  /// What operating systems leave lying about, and hidden files.
  var isLitter: Bool {
    parts.isEmpty || parts.contains { Self.isSystems($0) || Self.isHidden($0) }
  }

  /// Whether only the file itself has a hidden name, which is none that an operating system gives.
  var isHiddenAlone: Bool {
    Self.isHidden(name) && !parts.contains(where: Self.isSystems)
      && !parts.dropLast().contains(where: Self.isHidden)
  }

  /// Whether a part is what an operating system makes by itself, and nobody hands in.
  private static func isSystems(_ part: String) -> Bool {
    part == "__MACOSX" || part.utf8.starts(with: "._".utf8)
      || [".ds_store", "thumbs.db", "desktop.ini"].contains(part.lowercased())
  }

  /// Whether a part is named as files are that are not shown, and those that Word has open.
  private static func isHidden(_ part: String) -> Bool {
    part.utf8.starts(with: ".".utf8) || part.utf8.starts(with: "~$".utf8)
  }

  /// Whether it climbs out of its folder; such a member is nobody's response.
  var climbs: Bool { parts.contains("..") }
}

extension StringProtocol {
  /// The parts between underscores, on bytes.
  func parted(by separator: String) -> [String] {
    let mark = Array(separator.utf8)
    var parts: [String] = []
    var rest = Array(utf8)[...]
    while let place = rest.firstRange(of: mark) {
      parts.append(String(decoding: rest[..<place.lowerBound], as: UTF8.self))
      rest = rest[place.upperBound...]
    }
    return parts + [String(decoding: rest, as: UTF8.self)]
  }

  /// Whether it is one or more ASCII digits.
  var isDigits: Bool { !utf8.isEmpty && utf8.allSatisfy { (48...57).contains($0) } }

  /// The ASCII digits at its end.
  var lastDigits: String {
    String(
      decoding: Array(utf8.reversed().prefix { (48...57).contains($0) }.reversed()), as: UTF8.self)
  }
}
