/// The directory of a ZIP: one record for each entry.
enum Directory {
  /// Reads every record, at most one more than the limit; nil where the directory cannot be read.
  static func read(
    _ source: borrowing ByteSource, _ end: EndRecord, _ limits: ArchiveLimits,
    _ findings: inout FindingList
  ) throws(ArchiveError) -> [Member]? {
    guard end.entries <= limits.entries else {
      findings.tooManyEntries("\(end.entries)", limits)
      return nil
    }
    guard end.directoryOffset <= end.limit, end.directorySize <= end.limit - end.directoryOffset
    else {
      findings.refuse(
        "directory-damaged", "the archive's directory does not lie where its end says",
        remedy: Remedy.sendAgain)
      return nil
    }
    let directoryEnd = end.directoryOffset + end.directorySize
    var members: [Member] = []
    var window = ByteWindow(stride: 65_536)
    var place = end.directoryOffset
    while place < directoryEnd {
      guard
        let (member, length) = try Member.read(
          source, &window, at: place, limit: directoryEnd, &findings)
      else {
        try explainDamage(source, end, at: place, &findings)
        return nil
      }
      guard members.count < limits.entries else {
        findings.tooManyEntries("more than \(limits.entries)", limits)
        return nil
      }
      members.append(member)
      place += length
    }
    if members.count != end.entries {
      findings.refuse(
        "count-mismatch",
        "the archive's end counts \(end.entries) entries and its directory has \(members.count)")
    }
    if directoryEnd < end.limit {
      findings.hidden(end.limit - directoryEnd, where: "after the directory")
    }
    return members
  }

  /// Says why no record stands where one should.
  private static func explainDamage(
    _ source: borrowing ByteSource, _ end: EndRecord, at place: Int, _ findings: inout FindingList
  ) throws(ArchiveError) {
    let spare = end.limit - end.directoryOffset - end.directorySize
    if spare > 0, try startsRecord(source, end.limit - end.directorySize) {
      findings.hidden(spare, where: "before the archive")
    } else if try source.bytes(at: place, count: 4) == Array("PK\u{6}\u{8}".utf8) {
      findings.refuse(
        "encrypted", "the archive's directory has a password", remedy: EndRecord.noPassword)
    } else {
      findings.refuse(
        "directory-damaged", "the archive's directory is damaged", remedy: Remedy.sendAgain)
    }
  }

  private static func startsRecord(
    _ source: borrowing ByteSource, _ place: Int
  ) throws(ArchiveError) -> Bool {
    try source.bytes(at: place, count: 4) == Array("PK\u{1}\u{2}".utf8)
  }
}

extension FindingList {
  mutating func tooManyEntries(_ count: String, _ limits: ArchiveLimits) {
    refuse(
      "too-many-entries", "the archive holds \(count) entries and the limit is \(limits.entries)",
      remedy: "send only the files that were asked for")
  }

  mutating func hidden(_ count: Int, where place: String) {
    refuse("hidden-bytes", "\(count) bytes \(place) belong to no entry")
  }
}
