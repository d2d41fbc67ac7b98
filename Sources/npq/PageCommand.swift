import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation

/// `npq page`: the pages that people use who can install nothing.
struct PageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "page", abstract: "Write a page for people who can install nothing.",
    subcommands: [Marking.self])

  /// `npq page marking`: the marking page without a pack.
  struct Marking: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "marking", abstract: "Write the marking page without a pack in it.",
      discussion: """
        Put it on any https address. It opens a marking pack that is chosen from the device, which \
        then never leaves it; an iPad shows a pack itself without running it, and needs this.

          npq page marking -o marking.html
        """)

    @Option(name: .shortAndLong, help: ArgumentHelp("The page's file.", valueName: "file"))
    var output: String
    @Flag(help: "Replace a file that is there.") var force = false
    @OptionGroup var answer: OutputOptions

    func run() throws {
      let page = Array(markingPage(title: "Marking").utf8)
      do throws(ArchiveError) {
        try writeWhole(page, to: output, replacing: force, mode: 0o644)
      } catch {
        guard case .exists = error else { throw error }
        let finding = Finding(
          "output-exists", .refused, output, "stands there already",
          remedy: "choose another name, or replace it with --force")
        return try answer.finish("page", .refused, [finding], payload: NoPayload(), text: "")
      }
      try answer.finish(
        "page", .done, [], payload: Payload(file: output), text: "the page lies in \(output)")
    }

    struct Payload: Encodable { let file: String }
  }
}
