import Archive
import Assessment
import Findings

/// What one archive holds and what was found on the way.
struct ArchiveInspection {
  /// An archive as a machine reads of it.
  struct Listed: Encodable {
    let path: String
    let verdict: Verdict
    let entries: [Entry]
  }

  /// An entry; the digest is null for folders and for what was not read.
  struct Entry: Encodable {
    let path: String
    let kind: ArchiveEntry.Kind
    let bytes: Int
    var sha256: String?

    init(_ entry: ArchiveEntry) {
      path = entry.name
      kind = entry.kind
      bytes = entry.bytes
    }

    enum CodingKeys: String, CodingKey {
      case path, kind, bytes, sha256
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(path, forKey: .path)
      try container.encode(kind, forKey: .kind)
      try container.encode(bytes, forKey: .bytes)
      try container.encode(sha256, forKey: .sha256)
    }
  }

  let listed: Listed
  let findings: [Finding]

  /// Checks an archive and, if nothing stands against it, reads every entry to its end.
  init(of file: InputFile, _ limits: ArchiveLimits) {
    var entries: [Entry] = []
    var found: [Finding] = []
    var verdict = Verdict.accepted
    do throws(ArchiveError) {
      let report = try checkContainer(path: file.path, limits: limits)
      entries = report.entries.map(Entry.init)
      found = report.findings
      if found.verdict != .refused { try Self.digest(&entries, file.path, limits) }
      verdict = found.verdict
    } catch {
      if case .refused(let findings) = error {
        found += findings.filter { !found.contains($0) }
        verdict = found.verdict
      } else {
        verdict = .failed
        found.append(
          Finding(
            "not-readable", .refused, "", error.description,
            remedy: "check the file and your rights to it, and try again"))
      }
    }
    listed = Listed(path: file.name, verdict: verdict, entries: entries)
    findings = found.map { $0.naming(archive: file.name) }
  }

  private static func digest(
    _ entries: inout [Entry], _ path: String, _ limits: ArchiveLimits
  ) throws(ArchiveError) {
    var reader = try ZipReader(path: path, limits: limits)
    var index = 0
    while let entry = try reader.next() {
      var stream = Digest.Stream()
      try reader.read { stream.update($0) }
      if entry.kind == .file, entries.indices.contains(index) {
        entries[index].sha256 = stream.digest.description
      }
      index += 1
    }
  }

  /// One line for the archive and one for each entry.
  var text: String {
    let lines = listed.entries.map { entry in
      let digest = entry.sha256 ?? String(repeating: "-", count: 64)
      return "\(digest)  \(String(repeating: " ", count: max(0, 11 - "\(entry.bytes)".count)))"
        + "\(entry.bytes)  \(entry.path.escaped)"
    }
    let count = lines.count == 1 ? "1 entry" : "\(lines.count) entries"
    return (["\(listed.path.escaped): \(listed.verdict.rawValue), \(count)"] + lines)
      .joined(separator: "\n") + "\n"
  }
}
