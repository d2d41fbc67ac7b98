import ArgumentParser
import Assessment
import Findings
import Ledger

/// `npq detach`: a name of its own for a copy of the series.
struct DetachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detach", abstract: "Give a copy of the series a name of its own.",
    discussion: """
      For a series folder that was copied so that somebody can work on it apart: from now on what is \
      recorded in it bears its name, and the story tells it from the rest when the copies are \
      joined. 'npq restore --as-copy NAME' does the same with a backup. Copies that never got a name \
      can be joined too; the story then does not tell them apart.

        npq detach anna --series /media/stick/spring
      """)

  @Argument(help: "A short name, such as that of the person or the place.") var name: String
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard let identifier = Identifier(name) else {
      throw ValidationError("'\(name.escaped)' is no name: use letters, digits and . _ @ + -")
    }
    let ledger = try series.open()
    guard try ledger.detach(as: identifier) else {
      return try output.refuse("detach", [.nameIsTaken(identifier)], "nothing was changed")
    }
    try output.finish(
      "detach", .done, [], payload: Payload(series: try ledger.name(), copy: name),
      text: "this copy of \(try ledger.name()) records as \(name) from now on")
  }

  struct Payload: Encodable {
    let series, copy: String
  }
}

extension Finding {
  static func nameIsTaken(_ name: Identifier) -> Finding {
    Finding(
      "copy-name-taken", .refused, name.text, "has recorded in this series before",
      remedy: "choose another name")
  }
}
