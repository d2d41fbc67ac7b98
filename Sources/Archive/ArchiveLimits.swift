/// How much an archive from a stranger may ask of this machine.
///
/// All sizes are bytes, and MB means 10^6. The defaults are those of a submission package; an
/// inbox archive and a document opened as a ZIP set their own.
package struct ArchiveLimits: Sendable, Hashable {
  /// The archive itself.
  package var archiveBytes = 200_000_000
  /// One entry when inflated.
  package var entryBytes = 100_000_000
  /// All entries when inflated.
  package var totalBytes = 500_000_000
  /// How many times its compressed size an entry, or the whole, may grow.
  ///
  /// A compressed size under `ratioFloor` counts as that, for a page of one repeated letter is
  /// no bomb.
  package var ratio = 200
  package var entries = 1_000
  package var pathBytes = 1_024
  package var componentBytes = 255
  /// Folders within folders, the file's own name counted.
  package var depth = 16
  /// Wall clock for everything that one reader does.
  package var seconds = 60
  /// Whether an entry may have one time in its own header and another in the directory.
  ///
  /// Word Online writes such documents, and other programs on .NET: of 478 public ones 37 have two
  /// times. Nothing that we do depends on either.
  package var takesDifferingTimes = false

  package init() {}

  /// The least compressed size that the ratio is taken from.
  static let ratioFloor = 4_096

  /// Whether so much came out of so little that it is a bomb.
  func isBomb(bytes: Int, from compressed: Int) -> Bool {
    let (most, overflow) = max(compressed, Self.ratioFloor).multipliedReportingOverflow(by: ratio)
    return !overflow && bytes > most
  }
}
