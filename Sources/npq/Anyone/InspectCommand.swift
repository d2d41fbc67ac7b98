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

  @Argument(help: ArgumentHelp("The archives to look at; - for stdin.", valueName: "archive"))
  var archives: [Paths]

  @OptionGroup(title: "Limits") var limits: LimitOptions
  @OptionGroup var cores: CoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let limits = limits.archive
    let inspections = try withInputs(archives.all, most: limits.archiveBytes) { files in
      try onAllCores(files) { [limits] in ArchiveInspection(of: $0, limits) }
    }
    try output.finish(
      "inspect", inspections.map(\.listed.verdict).reduce(.accepted) { $0.worse($1) },
      inspections.flatMap(\.findings), payload: Payload(archives: inspections.map(\.listed)),
      text: inspections.map(\.text).joined(separator: "\n"))
  }

  private struct Payload: Encodable {
    let archives: [ArchiveInspection.Listed]
  }
}
