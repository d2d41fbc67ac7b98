import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq access`: what is held about one person.
struct AccessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access",
    abstract: "Write what is held about one person, as it may be handed to them.",
    discussion: """
      The file is JSON with plain words; it names no assessor and nobody else, and says what is \
      left out and why. Read the office's own reasons in it through before you hand it out: they \
      may speak of others. That it was asked for is recorded. Auditors get everything: \
      'npq backup --to' seals the whole series for them.

        npq access grace.hope@kestrelroad.example.org -o about-grace.json --series ~/npq/spring-2027
      """)

  @Argument(help: "Any identifier of a participant.") var words: [String]
  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String
  @OptionGroup var series: SeriesOptions
  @OptionGroup var answer: OutputOptions

  func run() throws {
    let ledger = try series.open()
    let act = series.act("access")
    let text = words.joined(separator: " ")
    let found = try EntrySearch(for: text, ledger: ledger, at: act.time).all(text)
    guard let person = found.value?.first?.person else {
      return try answer.refuse("access", found.findings, "nothing was written")
    }
    if FileManager.default.fileExists(atPath: output) { throw ArchiveError.exists(path: output) }
    let access = try ledger.subjectAccess(to: person, act: act)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try writeWhole([UInt8](try encoder.encode(access)) + [10], to: output, replacing: false)
    try answer.finish(
      "access", .done, [],
      payload: Payload(participant: person, file: output, leftOut: access.leftOut),
      text: """
        what is held about \(person) stands in \(output.escaped)
        left out:
        \(access.leftOut.map { "  \($0)" }.joined(separator: "\n"))
        record: \(try ledger.head())
        """)
  }

  struct Payload: Encodable {
    let participant, file: String
    let leftOut: [String]
  }
}
