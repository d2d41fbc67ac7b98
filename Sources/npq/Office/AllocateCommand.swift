import ArgumentParser
import Assessment

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
      All but the last are exact. Scripts that many mark, such as qualification scripts and seeds, \
      link them too. Who left gets nothing until --with says that they are back. What cannot be done is explained, with what would mend it.

        npq allocate --scripts Samples/series/participants.csv --draw 7 -o plan.csv \\
          --assessors Samples/series/assessors.csv --interests Samples/series/interests.csv
        npq allocate --scripts S.csv --assessors A.csv --keep plan.csv --without as-3 -o new.csv
        npq allocate --draft draft.xlsx      # look at it, change it, then:
        npq allocate --keep draft.xlsx
      """)

  @OptionGroup var choices: AllocateChoices

  @OptionGroup(title: "Without a series") var alone: AllocateAlone

  @OptionGroup(title: "In a series") var plan: PlanOptions

  @OptionGroup var series: SeriesOptions

  @OptionGroup var output: OutputOptions

  func run() throws {
    if let files = alone.files, alone.plan != nil || choices.draft != nil {
      guard choices.without.isEmpty || !choices.keep.isEmpty else {
        throw ValidationError("--without needs the plan before: give it with --keep")
      }
      guard choices.returning.isEmpty, choices.reason == nil else {
        throw ValidationError("--with and --reason are for a series, which remembers who left")
      }
      return try alone.run(files, choices, output)
    }
    guard !alone.isNamed else {
      throw ValidationError(
        "without a series --scripts, --assessors and -o (or --draft) go together")
    }
    if choices.draft != nil, plan.plan != nil || plan.apply != nil {
      throw ValidationError("--draft records nothing: it does not go with --plan or --apply")
    }
    let inputs = choices.keep + (choices.pin.map { [$0] } ?? [])
    try plan.run(series, output, "allocate", inputs: inputs) { step in
      try AllocateSeries(series: series, choices: choices, step: step).run()
    }
  }
}

/// What is chosen in every allocation, in a series or alone.
struct AllocateChoices: ParsableArguments {
  @Option(help: "How many different assessors mark each script.")
  var markings: Int?

  @Option(
    help: """
      An assessor who left: exactly their markings move. A series remembers it. Whoever is \
      only spared for later gets a limit of 0 with --keep. May be given several times.
      """)
  var without: [String] = []

  @Option(
    name: .customLong("with"),
    help: "An assessor who had left and is back. May be given several times.")
  var returning: [String] = []

  @Option(help: "Why somebody left or is back; kept apart from the record.")
  var reason: String?

  @Option(
    help: ArgumentHelp(
      """
      What a person decided by hand, as CSV or a workbook: a draft that may have been changed, a \
      plan (script,assessor), limits (assessor,at least,at most). May be given several times.
      """, valueName: "file"))
  var keep: [String] = []

  @Option(help: "Markings that stay whatever comes (CSV: script,assessor,marking).")
  var pin: String?

  @Option(
    help: ArgumentHelp(
      """
      Write the plan as a spreadsheet to look at and change, and record nothing. A workbook, or a \
      CSV file where the name ends so.
      """, valueName: "file"))
  var draft: String?

  @Flag(help: "Replace the plan or draft that stands there.")
  var force = false

  @Flag(help: "Say of each assessor why their load is what it is.")
  var explain = false

  @Option(
    help: ArgumentHelp(
      "The last day on which scripts are to be marked: who begins later gets nothing.",
      valueName: "yyyy-mm-dd"))
  var markBy: String?

  @Flag(help: "Even out loads as shares of capacity instead of as numbers.")
  var inProportion = false

  @Option(help: "The number behind every random choice; drawn and told where it is not given.")
  var draw: UInt64?

  /// Sets what is chosen; `markings`, where given, holds for every script.
  func set(in request: inout AllocationRequest) {
    if let markings {
      request.markings = markings
      for place in request.scripts.indices { request.scripts[place].markings = nil }
    }
    request.without = without
    request.gone.subtract(returning)
    request.gone.subtract(without)
    request.inProportion = inProportion
    request.markBy = lastDay
  }

  /// The last day of marking, where one is named.
  var lastDay: CivilDate? { markBy.flatMap(CivilDate.init) }

  func validate() throws {
    guard Set(without).isDisjoint(with: returning) else {
      throw ValidationError("nobody can leave (--without) and be back (--with) at once")
    }
    guard reason == nil || !without.isEmpty || !returning.isEmpty else {
      throw ValidationError("--reason says why somebody left (--without) or is back (--with)")
    }
    guard (1...9).contains(markings ?? 1) else {
      throw ValidationError("--markings takes a number from 1 to 9")
    }
    guard markBy == nil || lastDay != nil else {
      throw ValidationError("--mark-by takes a day such as 2027-04-12")
    }
  }
}
