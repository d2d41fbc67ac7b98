import ArgumentParser
import Findings
import Foundation

/// `npq demo`: a whole made-up series, to try everything on.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Make up a whole series, and marks for it, to try npq on.",
    discussion: """
      Everybody and everything in it is made up: schools, people with awkward names, assessors, \
      three assessments, and responses as Word, OpenDocument, PDF, text and Markdown, with pictures, \
      replacements, late ones, missing ones, and one in a thousand that is broken. The same numbers \
      give the same bytes. It ends with the commands that carry it to its results, and writes them \
      into the folder as run.sh.

        npq demo big --participants 10000 --assessors 300
        sh big/run.sh
      """,
    subcommands: [DemoMake.self, DemoMark.self], defaultSubcommand: DemoMake.self)
}

/// `npq demo DIR`.
struct DemoMake: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make", abstract: "Make up a series (what 'npq demo DIR' does).")

  @Argument(help: "The folder to be made.")
  var folder: String
  @Option(help: "How many participants, to 1,000,000.")
  var participants = 200
  @Option(help: "How many assessors, to 10,000.")
  var assessors = 8
  @Option(help: "A number from which everything follows.")
  var draw: UInt64 = 1
  @OptionGroup var progress: ProgressOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...1_000_000).contains(participants), (2...10_000).contains(assessors) else {
      throw ValidationError("--participants is 1 to 1,000,000 and --assessors is 2 to 10,000")
    }
  }

  func run() throws {
    let target = URL(filePath: folder)
    let held = (try? FileManager.default.contentsOfDirectory(atPath: target.path)) ?? []
    guard held.isEmpty else {
      let finding = Finding(
        "not-empty", .refused, folder, "is there and not empty",
        remedy: "name a folder that does not exist yet")
      return try output.refuse("demo", [finding])
    }
    let series = DemoSeries(
      folder: target, participants: participants, assessors: assessors, draw: draw)
    let counts = try series.write(watch: progress.watch())
    let steps = DemoSteps(folder: folder)
    try series.save(Array(steps.script.utf8), "run.sh")
    let text = """
      \(counts.participants) participants, \(counts.assessors) assessors, \(counts.responses) files \
      (\(counts.resubmitted) replace an earlier one, \(counts.late) late, \(counts.hostile) broken), \
      \(counts.missing) never came
      to carry it to its results: sh \(folder.escaped)/run.sh
      """
    try output.finish("demo", .done, [], payload: counts, text: text)
  }
}
