package import Findings

/// One thing in an archive, as the directory of the archive describes it.
package struct ArchiveEntry: Sendable, Hashable {
  /// What an entry may be; everything else is refused.
  package enum Kind: String, Sendable, Hashable, Codable {
    case file, folder
  }

  /// The name as the archive has it, never a path to write to; a folder's ends in a slash.
  package let name: String
  package let kind: Kind
  /// The size when inflated.
  package let bytes: Int
  package let crc32: UInt32
  /// What it says of the computer that it was packed on.
  package let marks: Set<EntryMark>
}

/// What the container check of an archive came to.
package struct ContainerReport: Sendable {
  /// The entries in the order in which they lie in the file; those of a refused archive as far
  /// as they could be told.
  package let entries: [ArchiveEntry]
  /// The subject of a finding is the entry's name, or empty where it is about the whole.
  package let findings: [Finding]
}

extension Finding {
  /// The finding with the archive's name in its subject.
  package func naming(archive: String) -> Finding {
    Finding(
      code, severity, subject.isEmpty ? archive : "\(archive): \(subject)", message, remedy: remedy)
  }
}
