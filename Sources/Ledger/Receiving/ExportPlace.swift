package import Archive
package import Assessment
package import Findings
package import Foundation

/// An export as it lies on the disk: an archive as it was downloaded, or a folder.
package struct ExportPlace: Sendable {
  /// The archive's or the folder's own name.
  package let name: String
  /// The files in it, in the order in which they lie there.
  package let members: [ExportMember]
  /// What was found about its names; nothing of it refuses.
  package let findings: [Finding]
  private let content: Content

  private enum Content {
    /// An archive, and which of its entries each member is.
    case archive(path: String, entries: [Int])
    /// Where each member lies.
    case folder([String])
  }

  /// A folder's files by their paths below it.
  package init(name: String, files: [(path: String, name: String)]) {
    self.name = name
    members = files.map { file in
      let values = try? URL(filePath: file.path).resourceValues(forKeys: [.fileSizeKey])
      return ExportMember(path: file.name, bytes: values?.fileSize ?? 0)
    }
    findings = []
    content = .folder(files.map(\.path))
  }

  /// An archive, opened one level deep.
  /// - Throws: `ArchiveError.refused` where it is none that may be opened.
  package init(archive path: String, name: String) throws(ArchiveError) {
    let reader = try ZipReader(path: path, limits: .inbox)
    self.name = name
    let files = reader.report.entries.indices.filter { reader.report.entries[$0].kind == .file }
    members = files.map { index in
      let entry = reader.report.entries[index]
      return ExportMember(path: entry.name, bytes: entry.bytes)
    }
    findings = reader.report.findings.map { $0.naming(archive: name) }
    content = .archive(path: path, entries: files)
  }

  /// The path of the archive; nil for a folder.
  package var archive: String? {
    if case .archive(let path, _) = content { path } else { nil }
  }

  /// Whether it is a submission package or another bag, and no export.
  package var isBag: Bool {
    members.contains { member in
      let parts = member.path.utf8.split(separator: UInt8(ascii: "/"))
      return parts.count <= 2 && parts.last.map { $0.elementsEqual("bagit.txt".utf8) } == true
    }
  }

  /// The content of some members, which are small.
  package func texts(of wanted: [Int]) throws -> [Int: [UInt8]] {
    guard !wanted.isEmpty else { return [:] }
    let wanted = Set(wanted)
    var texts: [Int: [UInt8]] = [:]
    switch content {
    case .folder(let paths):
      for index in wanted {
        texts[index] = FileManager.default.contents(atPath: paths[index]).map { [UInt8]($0) }
      }
    case .archive(let path, let entries):
      try walk(path, entries) { index, reader throws(ArchiveError) in
        if wanted.contains(index) { texts[index] = try reader.readAll() }
      }
    }
    return texts
  }

  /// Brings some members to where they can be read, under names of ours; those of a folder are read
  /// where they lie.
  ///
  /// Bytes stream from the archive into the folder, so that memory does not grow with them.
  /// - Returns: The paths by member; a member whose bytes are damaged has none, and a finding.
  package func stage(
    _ wanted: Set<Int>, in staging: URL
  ) throws -> (paths: [Int: String], findings: [Finding]) {
    switch content {
    case .folder(let paths):
      return (Dictionary(uniqueKeysWithValues: wanted.map { ($0, paths[$0]) }), [])
    case .archive(let path, let entries):
      var staged: [Int: String] = [:]
      var findings: [Finding] = []
      try walk(path, entries) { index, reader throws(ArchiveError) in
        guard wanted.contains(index) else { return }
        let target = staging.appending(path: "\(index)").path
        do throws(ArchiveError) {
          try Self.write(&reader, to: target)
          staged[index] = target
        } catch {
          guard case .refused(let found) = error else { throw error }
          try? FileManager.default.removeItem(atPath: target)
          findings += found.map { $0.naming(archive: name) }
        }
      }
      return (staged, findings)
    }
  }

  private func walk(
    _ path: String, _ entries: [Int],
    _ visit: (_ member: Int, _ reader: inout ZipReader) throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    var reader = try ZipReader(path: path, limits: .inbox)
    var place = -1
    var index = 0
    while index < entries.count, try reader.next() != nil {
      place += 1
      guard place == entries[index] else { continue }
      try visit(index, &reader)
      index += 1
    }
  }

  private static func write(
    _ reader: inout ZipReader, to path: String
  ) throws(ArchiveError) {
    guard
      FileManager.default.createFile(
        atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw .system(act: "write", path: path, code: 5) }
    var failed = false
    try reader.read { block in
      do { try handle.write(contentsOf: block) } catch { failed = true }
    }
    if failed { throw .system(act: "write", path: path, code: 28) }
  }
}
