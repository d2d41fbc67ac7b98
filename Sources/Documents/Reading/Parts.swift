import Archive
import Findings

/// The parts of a document that is a ZIP, inflated and held in memory.
///
/// The container check has been passed before anything is inflated. Names are compared without
/// regard to the case of ASCII letters, as OPC (ISO/IEC 29500-2, 6.3.5) has it.
struct Parts: Sendable {
  /// The names, in the order in which they lie in the file; folders are left out.
  private(set) var names: [String] = []
  private var contents: [String: [UInt8]] = [:]
  /// What the container says of the computer that it was packed on.
  private(set) var marks: Set<EntryMark> = []
  /// Whether the container holds files of its maker's system.
  private(set) var hasLitter = false

  /// What one document may hold: a response with pictures is far below this.
  static var limits: ArchiveLimits {
    var limits = ArchiveLimits()
    limits.archiveBytes = Limit.Document.bytes
    limits.totalBytes = Limit.Document.totalBytes
    limits.ratio = Limit.Document.ratio
    limits.takesDifferingTimes = true
    return limits
  }

  init(_ bytes: [UInt8]) throws(ArchiveError) {
    var reader = try ZipReader(bytes: bytes, limits: Self.limits)
    hasLitter = reader.report.findings.contains { $0.code == "litter" }
    for entry in reader.report.entries { marks.formUnion(entry.marks) }
    while let entry = try reader.next() {
      guard entry.kind == .file else { continue }
      names.append(entry.name)
      contents[entry.name.lowercased()] = try reader.readAll()
    }
  }

  /// Parts given in code.
  init(_ parts: [(name: String, bytes: [UInt8])]) {
    names = parts.map(\.name)
    for part in parts { contents[part.name.lowercased()] = part.bytes }
  }

  subscript(_ name: String) -> [UInt8]? { contents[name.lowercased()] }
}
