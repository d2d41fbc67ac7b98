import ArgumentParser

/// A workbook in which people decide: written with `--sheet`, taken back with `--apply`.
struct DecisionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write what waits as a workbook to decide in.", valueName: "file"))
  var sheet: String?
  @Option(help: ArgumentHelp("Take the decisions of such a workbook.", valueName: "file"))
  var apply: String?

  func validate() throws {
    guard sheet == nil || apply == nil else {
      throw ValidationError("--sheet writes, --apply takes back: give one of them")
    }
  }
}
