import Findings

/// How much an archive from a stranger may ask of this machine.
///
/// All sizes are bytes, and MB means 10^6. The defaults are those of a submission package; an
/// inbox archive and a document opened as a ZIP set their own.
package struct ArchiveLimits: Sendable, Hashable {
  /// The archive itself.
  package var archiveBytes = Limit.Archive.bytes
  /// One entry when inflated.
  package var entryBytes = Limit.Archive.entryBytes
  /// All entries when inflated.
  package var totalBytes = Limit.Archive.totalBytes
  /// How many times its compressed size an entry, or the whole, may grow.
  ///
  /// A compressed size under `ratioFloor` counts as that, for a page of one repeated letter is
  /// no bomb.
  package var ratio = Limit.Archive.ratio
  package var entries = Limit.Archive.entries
  package var pathBytes = Limit.Archive.pathBytes
  package var componentBytes = Limit.Archive.componentBytes
  /// Folders within folders, the file's own name counted.
  package var depth = Limit.Archive.depth
  /// Wall clock for everything that one reader does.
  package var seconds = Limit.Archive.seconds
  /// Whether something may be written under the names; where nothing ever is, a fault of a name is
  /// a warning, so that one stranger's file name does not refuse the files of all the others.
  package var namesArePaths = true
  /// Whether an entry may have one time in its own header and another in the directory.
  ///
  /// Word Online writes such documents, and other programs on .NET: of 478 public ones 37 have two
  /// times. Nothing that we do depends on either.
  package var takesDifferingTimes = false

  package init() {}

  /// The limits of an export that a learning platform made of everybody's files.
  ///
  /// Nobody's file may refuse the others': sizes are bounded in total, and no ratio is beyond what
  /// deflate can reach (RFC 1951: 1,032).
  package static var inbox: ArchiveLimits {
    var limits = ArchiveLimits()
    limits.archiveBytes = Limit.Inbox.bytes
    limits.entryBytes = Limit.Inbox.entryBytes
    limits.totalBytes = Limit.Inbox.totalBytes
    limits.ratio = Limit.Inbox.ratio
    limits.entries = Limit.Inbox.entries
    limits.pathBytes = Limit.Inbox.pathBytes
    limits.componentBytes = Limit.Inbox.componentBytes
    limits.depth = Limit.Inbox.depth
    limits.seconds = Limit.Inbox.seconds
    limits.namesArePaths = false
    return limits
  }

  /// The least compressed size that the ratio is taken from.
  static let ratioFloor = 4_096

  /// Whether so much came out of so little that it is a bomb.
  func isBomb(bytes: Int, from compressed: Int) -> Bool {
    let (most, overflow) = max(compressed, Self.ratioFloor).multipliedReportingOverflow(by: ratio)
    return !overflow && bytes > most
  }
}
