import Findings

/// The one folder at the top of a ZIP in which the bag lies (RFC 8493, section 4).
struct BagRoot {
  /// The names of the bag's files begin with these bytes; empty where it lies at the top.
  private let prefix: [UInt8]
  let findings: [Finding]

  init(of names: [String], _ profile: BagProfile) {
    let paths = names.map(Self.tidy)
    let declaration = Array("/bagit.txt".utf8)
    let tops = Set(paths.map { Array($0.prefix { $0 != UInt8(ascii: "/") }) })
    let roots = tops.filter { top in paths.contains(top + declaration) }
    let atTop = paths.contains(Array("bagit.txt".utf8))
    let remedy = "make a ZIP of the bag's folder alone, with nothing beside it"
    func fault(_ severity: Finding.Severity, _ message: String) -> Finding {
      Finding("bag-root", severity, "", message, remedy: remedy)
    }
    if atTop {
      prefix = []
      let severity: Finding.Severity = profile == .submission ? .refused : .warning
      findings = [fault(severity, "the bag lies at the top of the archive and not in a folder")]
      return
    }
    let chosen = roots.min { $0.lexicographicallyPrecedes($1) } ?? tops.first ?? []
    prefix = chosen + [UInt8(ascii: "/")]
    let others = tops.subtracting([chosen]).sorted { $0.lexicographicallyPrecedes($1) }
    findings = others.map { fault(.refused, "\(shownPath($0)) lies beside the bag's folder") }
  }

  /// The path inside the bag; nil for what lies outside, empty for the folder itself.
  func inside(_ name: String) -> [UInt8]? {
    let path = Self.tidy(name)
    if path + [UInt8(ascii: "/")] == prefix { return [] }
    guard path.starts(with: prefix) else { return nil }
    return Array(path.dropFirst(prefix.count))
  }

  /// The name without empty and one-dot parts, which mean nothing, and without a slash at its end.
  private static func tidy(_ name: String) -> [UInt8] {
    let bytes = Array(name.utf8)
    guard !isTidy(bytes) else { return bytes }
    let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.contains(where: { $0.isEmpty || $0.elementsEqual(".".utf8) }) else { return bytes }
    return Array(
      parts.filter { !$0.isEmpty && !$0.elementsEqual(".".utf8) }.joined(separator: "/".utf8))
  }

  /// Whether every part of a name begins with something else than a slash or a dot, as most do.
  private static func isTidy(_ name: [UInt8]) -> Bool {
    var before = UInt8(ascii: "/")
    for byte in name {
      if before == UInt8(ascii: "/"), byte == before || byte == UInt8(ascii: ".") { return false }
      before = byte
    }
    return before != UInt8(ascii: "/")
  }
}
