import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq publish`: results on their way to participants.
struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Release results: letters, lists, and what the DfE is sent.",
    discussion: """
      Without -o it shows what would go out, what is held by rule and why, and the digest of the \
      list. With -o and that digest the list is released, by an officer whom 'npq import officers' \
      has named; it cannot be undone, since letters may have left: 'npq reopen' opens a result \
      again. An open extension, query, case or clash, a result that is pending, and feedback that \
      nobody has approved (npq review) hold an entry, and no others. Nothing goes out twice.

      Ends with 3, and releases nothing, where nobody's result is there yet, or with --whole where \
      anybody's is missing.

      The folder gets list.csv (what was released, signed), held.csv, results.csv, results.xlsx, \
      results.json (signed), letters/: a letter for each participant as a page and as text, both \
      signed, with send.csv for a mail merge; and dfe/: what is to be posted to the DfE for each, \
      the same as dfe.csv and dfe.jsonl. Send the letters first and post in the same hour, since \
      the DfE writes to each person at once; then npq import dfe-answers. --release writes the \
      files again, with what could not be made for the DfE before or was refused.

      --rates writes pass rates by qualification, cohort and partner of everything that is out; a \
      group from which a person could be told is c, and so are others from which it could be worked \
      out. Give out one such table a series: two of different days can be held against each other.

        npq publish --qualification NPQLT --series ~/npq/spring-2027
        npq publish --qualification NPQLT --list list.csv
        npq publish --qualification NPQLT --digest 3f0a9c51 -o out --as "A. Head"
      """)

  @Option(name: .shortAndLong, help: "The folder to write, which must not exist.")
  var output: String?
  @Option(help: "The assessment or qualification; all without it.") var qualification: String?
  @Option(help: "The cohort, as the roster names it.") var cohort: String?
  @Option(help: "The delivery partner, as the roster names it.") var partner: String?
  @Option(help: "The digest of the list that was looked at, its first 8 digits or more.")
  var digest: String?
  @Option(help: "Write the list to look through here (CSV); its SHA-256 is the digest.")
  var list: String?
  @Option(help: "Write the pass rates of all that is out here (CSV), and release nothing.")
  var rates: String?
  @Flag(help: "Release the group only if everybody in it has a result.") var whole = false
  @Option(help: "Write the files of an earlier release again, by its number.") var release: Int?
  @OptionGroup var series: SeriesOptions
  @OptionGroup var answer: OutputOptions

  func validate() throws {
    guard digest == nil || output != nil else {
      throw ValidationError("--digest goes with -o, the folder to write")
    }
    guard rates == nil || (output == nil && list == nil) else {
      throw ValidationError("--rates goes without -o and --list")
    }
    guard release == nil || (output != nil && digest == nil) else {
      throw ValidationError("--release goes with -o alone")
    }
  }

  func run() throws {
    let ledger = try series.open()
    if let output, FileManager.default.fileExists(atPath: output) {
      throw ArchiveError.exists(path: output)
    }
    if let release, let output { return try publisher(of: ledger).writeAgain(release, to: output) }
    if let rates { return try publisher(of: ledger).writeRates(to: rates) }
    let group = ReleaseGroup(qualification: qualification, cohort: cohort, partner: partner)
    // What is looked at here is let go of before the same is read for the release.
    guard let confirmed = try look(at: group, in: ledger) else { return }
    try publisher(of: ledger).release(group, confirmed.digest, to: confirmed.output)
  }

  /// Shows what a release would put out; answers with what is to be released where that was asked
  /// for and nothing is in its way.
  private func look(
    at group: ReleaseGroup, in ledger: Ledger
  ) throws -> (digest: String, output: String)? {
    let plan = try ledger.releasePlan(group, at: series.clock.now)
    let answer = PublishAnswer(plan: plan)
    let writer = publisher(of: ledger)
    guard !plan.lines.isEmpty else {
      try writer.refuse(
        Finding(
          "nobody-in-group", .refused,
          [qualification, cohort, partner].compactMap(\.self)
            .joined(separator: ", "), "is nobody in this series",
          remedy: "write the qualification, cohort and partner as the roster has them"))
      return nil
    }
    // An interrupted run may have recorded the release, and not written its files.
    if let output, let digest, !plan.list.digest.description.hasPrefix(digest.lowercased()),
      let number = try ledger.release(onList: digest)
    {
      try writer.writeAgain(number, to: output)
      return nil
    }
    if plan.isIncomplete(whole: whole) {
      try writer.finish(.incomplete, answer, answer.text + "\nnothing was released")
      return nil
    }
    if let list {
      try writeWhole(plan.list.bytes, to: list, replacing: false)
    }
    guard let output else {
      try writer.finish(.done, answer, answer.text)
      return nil
    }
    guard !plan.ready.isEmpty else {
      try writer.finish(.done, answer, answer.text + "\nnobody is left to release")
      return nil
    }
    guard let digest else {
      let finding = Finding(
        "list-not-confirmed", .refused, output, "was not written: the list is not confirmed",
        remedy: "look through the list, then give --digest \(answer.digest)")
      try writer.finish(.refused, answer, answer.text, [finding])
      return nil
    }
    return (digest, output)
  }

  private func publisher(of ledger: Ledger) -> PublishWriter {
    PublishWriter(ledger: ledger, series: series, answer: answer)
  }
}
