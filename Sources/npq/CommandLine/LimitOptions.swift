import Archive
import ArgumentParser
import Findings

/// How much an archive may ask of this machine, in the same words for every command that reads one.
struct LimitOptions: ParsableArguments {
  @Option(help: "The most entries that an archive may hold.")
  var maxEntries = Limit.Archive.entries

  @Option(help: "The most bytes that all entries may have when unpacked, such as 500MB.")
  var maxBytes = ByteCount(bytes: Limit.Archive.totalBytes)

  @Option(help: "How many times its compressed size an entry may grow.")
  var maxRatio = Limit.Archive.ratio

  @Option(help: "The most seconds to spend on one archive.")
  var maxSeconds = Limit.Archive.seconds

  func validate() throws {
    for (name, value) in [
      ("max-entries", maxEntries), ("max-bytes", maxBytes.bytes), ("max-ratio", maxRatio),
      ("max-seconds", maxSeconds),
    ] where value < 1 {
      throw ValidationError("--\(name) must be 1 or more")
    }
  }

  /// With the sum of all entries the caps on one entry and on the archive itself move in
  /// proportion, never below their defaults.
  var archive: ArchiveLimits {
    var limits = ArchiveLimits()
    limits.entryBytes = max(limits.entryBytes, maxBytes.bytes / 5)
    limits.archiveBytes = max(limits.archiveBytes, maxBytes.bytes / 5 * 2)
    limits.totalBytes = maxBytes.bytes
    limits.entries = maxEntries
    limits.ratio = maxRatio
    limits.seconds = maxSeconds
    return limits
  }
}
