import ArgumentParser
import Assessment
import Findings

/// `npq agreement`: how far raters agree, of any table.
struct AgreementCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agreement",
    abstract: "Say how far raters agree: five plain sentences, then the statistics.",
    discussion: """
      The first column names the unit, each other column is a rater, a blank cell is a rating that \
      is missing. Each statistic comes with its 95 % interval; one that does not apply is left out \
      with a note. Numbers are taken as distances and words as names unless --level says less or \
      --categories gives an order. List what a mark scheme allows in --categories: coefficients and \
      neighbours depend on levels that nobody used.

        printf 'script,A,B\\nS1,0,1\\nS2,3,3\\nS3,2,2\\n' | npq agreement - --categories 0,1,2,3
        npq agreement ratings.csv --level ordinal --draw 7 --format json
      """)

  @Argument(help: "The ratings (CSV); - reads stdin.")
  var ratings: String

  @Option(help: "What the ratings are: names, an order, or distances.")
  var level: AgreementLevel?

  @Option(
    help: ArgumentHelp(
      "The categories, rising, with commas between them (otherwise those seen).",
      valueName: "list"))
  var categories: String?

  @Option(help: "How often units are drawn again for intervals; 0 makes none of these.")
  var bootstrap = 2_000

  @Option(help: "The number behind every random choice; drawn and told where it is not given.")
  var draw: UInt64?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard bootstrap == 0 || (40...1_000_000).contains(bootstrap) else {
      throw ValidationError("--bootstrap takes 0, or a number from 40 to 1000000")
    }
  }

  func run() throws {
    let listed = categories?.split(separator: ",", omittingEmptySubsequences: false).map(
      String.init)
    let read = readBytes(ratings) { bytes, name in
      readAgreementTable(bytes, name: name, level: level, categories: listed)
    }
    guard let (table, level) = read.value else {
      return try output.finish(
        "agreement", read.fileVerdict, read.findings, payload: NoPayload(), text: "")
    }
    let report = agreement(
      of: table, level: level, resamples: bootstrap,
      draw: draw ?? UInt64.random(in: 0..<1 << 32))
    let answer = AgreementAnswerPage(
      report, severity: level == .interval ? SeverityFit(table) : nil)
    // A machine finds each statistic that is left out by its name; people read each reason once.
    let left = output.format == .json ? answer.omissions : answer.omissionsByReason
    try output.finish(
      "agreement", .accepted, read.findings + left, payload: answer, text: answer.text)
  }
}

extension AgreementLevel: ExpressibleByArgument {}
