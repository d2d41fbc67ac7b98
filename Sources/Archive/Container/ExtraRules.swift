/// What may stand in the extra fields of a header.
enum ExtraRules {
  static func judge(_ extra: ExtraFields, _ member: Member, _ findings: inout FindingList) {
    guard !extra.fields.isEmpty else { return }
    judgeUnicodePath(extra, member, &findings)
    for field in extra.all(ExtraFields.libarchive) where !isPlain(field) {
      findings.refuse(
        "not-a-plain-file", member.name, "an extra field makes it other than a plain file")
    }
    let unknown = extra.fields.lazy.map(\.id).filter { !ExtraFields.ordinary.contains($0) }
    if !unknown.isEmpty {
      let shown = Set(unknown).sorted().map { "0x" + String($0, radix: 16) }.joined(separator: ", ")
      findings.note(
        "extra-unknown", member.name, "it carries data that is not read (extra field \(shown))")
    }
  }

  /// Info-ZIP's Unicode path (APPNOTE 4.6.9) must say the same name, else two programs would see
  /// two names.
  private static func judgeUnicodePath(
    _ extra: ExtraFields, _ member: Member, _ findings: inout FindingList
  ) {
    let fields = extra.all(ExtraFields.unicodePath)
    guard !fields.isEmpty else { return }
    let isSame = fields.count == 1 && UnicodePath(fields[0]).map { $0.agrees(with: member) } == true
    if !isSame {
      findings.refuse(
        "unicode-path-differs", member.name, "a second name is hidden beside its name")
    }
  }

  /// libarchive's field: a map of what follows, of which bit 2 says external attributes.
  private static func isPlain(_ field: Record) -> Bool {
    guard field.count >= 1 else { return false }
    let map = field.byte(0)
    guard map & 0x84 != 0 else { return true }
    let offset = 1 + (map & 1 != 0 ? 2 : 0) + (map & 2 != 0 ? 2 : 0)
    guard map & 0x80 == 0, field.count >= offset + 4 else { return false }
    return [0, 4, 8].contains(field.u32(offset) >> 28)
  }
}
