import ArgumentParser

/// Shares scripts out among assessors.
struct AllocateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allocate",
    abstract: "Share scripts out among assessors: fairly, and so that severity can be compared.",
    discussion: """
      Nobody gets a script of a qualification that they do not list, of their own school, trust or \
      delivery partner, in which they have declared an interest, whose participant they taught, or \
      twice. Within that, loads are as even as can be; then the fewest markings leave the plan \
      before; then the cost is least (10 for a marking outside the assessor's first qualification, \
      5 in another phase); then the assessors of each qualification are linked by shared scripts. \
      All but the last are exact. What cannot be done is explained, with what would mend it.

        npq allocate --scripts Samples/series/participants.csv --draw 7 -o plan.csv \\
          --assessors Samples/series/assessors.csv --interests Samples/series/interests.csv
        npq allocate --scripts S.csv --assessors A.csv --keep plan.csv --without as-3 -o new.csv
      """)

  @OptionGroup var choices: AllocateChoices

  @OptionGroup(title: "Without a series") var alone: AllocateAlone

  @OptionGroup(title: "In a series") var plan: PlanOptions

  @OptionGroup var series: SeriesOptions

  @OptionGroup var output: OutputOptions

  func run() throws {
    if let files = alone.files {
      guard choices.without.isEmpty || choices.keep != nil else {
        throw ValidationError("--without needs the plan before: give it with --keep")
      }
      return try alone.run(files, choices, output)
    }
    guard !alone.isNamed else {
      throw ValidationError("without a series --scripts, --assessors and -o go together")
    }
    let inputs = [choices.keep, choices.pin].compactMap(\.self)
    try plan.run(series, output, "allocate", inputs: inputs) { step in
      try AllocateSeries(series: series, choices: choices, step: step).run()
    }
  }
}

/// What is chosen in every allocation, in a series or alone.
struct AllocateChoices: ParsableArguments {
  @Option(help: "How many different assessors mark each script.")
  var markings: Int?

  @Option(help: "An assessor who left: exactly their markings move. May be given several times.")
  var without: [String] = []

  @Option(help: "The plan before (CSV: script,assessor,marking): its markings stay where they can.")
  var keep: String?

  @Option(help: "Markings that stay whatever comes (CSV: script,assessor,marking).")
  var pin: String?

  @Flag(help: "Even out loads as shares of capacity instead of as numbers.")
  var inProportion = false

  @Option(help: "The number behind every random choice; drawn and told where it is not given.")
  var draw: UInt64?

  func validate() throws {
    guard (1...9).contains(markings ?? 1) else {
      throw ValidationError("--markings takes a number from 1 to 9")
    }
  }
}
