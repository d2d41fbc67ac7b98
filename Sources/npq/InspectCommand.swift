import Archive
import ArgumentParser
import Assessment
import Findings
import Ledger

/// `npq inspect`: what is in a ZIP, and is it safe to unpack.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "List what a ZIP holds and judge whether it is safe to unpack.",
    discussion: """
      Looks at each archive, whoever made it, and writes nothing. Every entry is read to its end \
      and its SHA-256 shown. Anything but a ZIP is refused by name.

      Example:
        zip essay.zip essay.docx
        npq inspect essay.zip
      """)

  @Argument(help: ArgumentHelp("The archives to look at.", valueName: "archive"))
  var archives: [Paths]

  @Option(help: "The most entries that an archive may hold.")
  var maxEntries = ArchiveLimits().entries

  @Option(help: "The most bytes that all entries may have when unpacked, such as 500MB.")
  var maxBytes = ByteCount(bytes: ArchiveLimits().totalBytes)

  @Option(help: "How many times its compressed size an entry may grow.")
  var maxRatio = ArchiveLimits().ratio

  @Option(help: "The most seconds to spend on one archive.")
  var maxSeconds = ArchiveLimits().seconds

  @OptionGroup var output: OutputOptions

  func validate() throws {
    for (name, value) in [
      ("max-entries", maxEntries), ("max-bytes", maxBytes.bytes), ("max-ratio", maxRatio),
      ("max-seconds", maxSeconds),
    ] where value < 1 {
      throw ValidationError("--\(name) must be 1 or more")
    }
  }

  func run() throws {
    let inspections = try onAllCores(archives.all) { [limits] in ArchiveInspection(of: $0, limits) }
    try output.finish(
      "inspect", inspections.map(\.listed.verdict).reduce(.accepted) { $0.worse($1) },
      inspections.flatMap(\.findings), payload: Payload(archives: inspections.map(\.listed)),
      text: inspections.map(\.text).joined(separator: "\n"))
  }

  /// With the sum of all entries the caps on one entry and on the archive itself move in
  /// proportion, never below their defaults.
  private var limits: ArchiveLimits {
    var limits = ArchiveLimits()
    limits.entryBytes = max(limits.entryBytes, maxBytes.bytes / 5)
    limits.archiveBytes = max(limits.archiveBytes, maxBytes.bytes / 5 * 2)
    limits.totalBytes = maxBytes.bytes
    limits.entries = maxEntries
    limits.ratio = maxRatio
    limits.seconds = maxSeconds
    return limits
  }

  private struct Payload: Encodable {
    let archives: [ArchiveInspection.Listed]
  }
}
