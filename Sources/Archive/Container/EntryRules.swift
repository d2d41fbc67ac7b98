/// What an entry may be: a plain file or folder, stored or deflated, without a password, of a
/// bearable size.
enum EntryRules {
  static func judge(
    _ member: inout Member, _ limits: ArchiveLimits, _ findings: inout FindingList
  ) {
    judgeMethod(member, &findings)
    judgeKind(&member, &findings)
    judgeSizes(member, limits, &findings)
    if let extra = member.extra { ExtraRules.judge(extra, member, &findings) }
    if member.comment > 0 {
      findings.warn(
        "entry-comment", member.name, "it carries a comment of \(member.comment) bytes",
        remedy: "nothing has to be done; the comment is not passed on")
    }
  }

  /// Bits 0, 6 and 13 of the flags say encrypted, strongly encrypted, and masked headers.
  private static func judgeMethod(_ member: Member, _ findings: inout FindingList) {
    if member.flags & 0x2041 != 0 || member.method == 99 || member.extra?.hasPassword == true {
      findings.refuse("encrypted", member.name, "it has a password", remedy: EndRecord.noPassword)
    } else if ![0, 8].contains(member.method) || member.flags & 0x0020 != 0 {
      let name = methods[member.method] ?? "method \(member.method)"
      findings.refuse(
        "method-not-allowed", member.name,
        "it is compressed with \(name), and only plain ZIP compression (deflate) is opened")
    }
  }

  private static let methods = [
    1: "shrink", 6: "implode", 9: "deflate64", 12: "bzip2", 14: "LZMA", 20: "Zstandard",
    93: "Zstandard", 94: "MP3", 95: "xz", 96: "JPEG", 97: "WavPack", 98: "PPMd",
  ]

  /// The file type in a Unix mode, tested whatever system the entry says it is from, for
  /// unpacking programs do the same.
  private static func judgeKind(_ member: inout Member, _ findings: inout FindingList) {
    let type = member.attributes >> 28
    let isDOSFolder = member.attributes & 0x10 != 0
    let hasSlash = member.rawName.last == 0x2F
    member.kind = hasSlash ? .folder : .file
    // Volume label and device; a reparse point, which is a link, where the low bits are NTFS's.
    let isUnixExtended = member.attributes & 0x8000 != 0
    let isSpecial =
      member.attributes & 0x48 != 0
      || !isUnixExtended && [0, 10, 11, 14].contains(member.host) && member.attributes & 0x400 != 0
    if isSpecial || ![0, 4, 8].contains(type) {
      let name = types[type] ?? "a special file"
      findings.refuse(
        "not-a-plain-file", member.name, "it is \(name), not a plain file or folder",
        remedy: "put the file itself into the ZIP, not a link to it")
    } else if !hasSlash, type == 4 || type == 0 && isDOSFolder {
      findings.refuse(
        "kind-mismatch", member.name, "its name is a file's and its attributes are a folder's")
    } else if hasSlash, member.numbers.bytes != 0 {
      findings.refuse("folder-with-data", member.name, "it is a folder and yet has content")
    }
    if member.attributes >> 16 & 0o6000 != 0 {
      findings.warn(
        "special-permissions", member.name, "it would run with its owner's rights",
        remedy: "nothing has to be done; permissions are not passed on")
    }
  }

  private static let types: [UInt32: String] = [
    1: "a pipe", 2: "a device", 6: "a device", 10: "a symbolic link", 12: "a socket",
  ]

  private static func judgeSizes(
    _ member: Member, _ limits: ArchiveLimits, _ findings: inout FindingList
  ) {
    let numbers = member.numbers
    if member.method == 0, member.flags & 0x2041 == 0, numbers.bytes != numbers.compressed {
      findings.refuse(
        "size-mismatch", member.name,
        "it is stored as it is and yet has two sizes, \(numbers.bytes) and \(numbers.compressed)")
    }
    if numbers.bytes > limits.entryBytes {
      findings.refuse(
        "entry-too-large", member.name,
        "it has \(numbers.bytes) bytes and the limit is \(limits.entryBytes)",
        remedy: "make the file smaller, for instance its pictures")
    }
    if limits.isBomb(bytes: numbers.bytes, from: numbers.compressed) {
      findings.refuse(
        "ratio-too-high", member.name,
        "it grows from \(numbers.compressed) to \(numbers.bytes) bytes and the limit is \(limits.ratio) times",
        remedy: bombRemedy)
    }
  }

  private static let bombRemedy =
    "look into the files: one that shrinks so much is almost empty; send one without the filling"

  /// The limits on all entries together.
  static func judgeTotal(
    _ members: [Member], _ limits: ArchiveLimits, _ findings: inout FindingList
  ) {
    let bytes = members.reduce(0) { $0.addingSaturated($1.numbers.bytes) }
    let compressed = members.reduce(0) { $0.addingSaturated($1.numbers.compressed) }
    if bytes > limits.totalBytes {
      findings.refuse(
        "total-too-large", "all entries have \(bytes) bytes and the limit is \(limits.totalBytes)",
        remedy: "send only the files that were asked for, or make them smaller")
    }
    if limits.isBomb(bytes: bytes, from: compressed) {
      findings.refuse(
        "ratio-too-high",
        "the archive grows from \(compressed) to \(bytes) bytes and the limit is \(limits.ratio) times",
        remedy: bombRemedy)
    }
  }
}
