import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// `npq moderate external`: somebody from outside reads scripts.
struct ExternalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "external",
    abstract: "Give scripts to an external moderator, and see what they came to.",
    discussion: """
      An external moderator stands in the roster of assessors, with capacity 0 if they mark nothing \
      else. They read scripts without the marks, those that are named here or those of a sample; \
      their markings change no result. 'npq distribute --for external' makes their pack. Without \
      scripts it lists what they came to beside what stands.

        npq moderate external S227RGP3BK S1D67QY0CW --by ex-1 --series ~/npq/spring-2027
        npq moderate external --of-sample 2 --by ex-1
        npq moderate external
      """)

  @Argument(help: "The scripts, by their codes.") var scripts: [String] = []
  @Option(help: ArgumentHelp("All scripts of this sample.", valueName: "number"))
  var ofSample: Int?
  @OptionGroup var options: RoundOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  private var isList: Bool { scripts.isEmpty && ofSample == nil }

  func validate() throws {
    guard isList || !options.names.isEmpty else {
      throw ValidationError("say with --by who reads them")
    }
  }

  func run() throws {
    if isList {
      let ledger = try series.openToRead()
      let readings = try ledger.readings(for: .external, at: series.clock.now)
      let answer = ReadingsAnswer(readings)
      return try output.finish(
        "moderate external", .done, [], payload: answer,
        text: readings.isEmpty ? "no script is with an external moderator" : answer.text)
    }
    try options.plan.run(series, output, "moderate external", inputs: []) { step in
      let asked = try asked(step)
      guard let codes = asked.value else {
        return try step.refuse("moderate external", asked.findings, "nothing was allocated")
      }
      try RoundPlacing(
        round: .external, options: options, series: series, step: step, verb: "external"
      ).run(codes, none: "the sample holds no script")
    }
  }

  /// The codes that are meant, each that of a script that can be read.
  private func asked(_ step: PlannedStep) throws -> Judged<Set<String>> {
    var findings: [Finding] = []
    var codes = Set<String>()
    let named = Set(scripts.compactMap { ScriptCode($0)?.text })
    let entries = try step.ledger.entries(at: series.clock.now, with: named)
    let open = Set(entries.filter(\.isToBeMarked).map(\.script))
    let released = Set(entries.filter(\.facts.released).map(\.script))
    for name in scripts {
      if let code = ScriptCode(name), open.contains(code.text) {
        codes.insert(code.text)
      } else if let code = ScriptCode(name), released.contains(code.text) {
        findings.append(.released(code))
      } else {
        findings.append(.noScript(name))
      }
    }
    if let ofSample {
      if let sample = try step.ledger.samples().first(where: { $0.number == ofSample }) {
        codes.formUnion(sample.scripts.map(\.script))
      } else {
        findings.append(
          Finding(
            "no-such-sample", .refused, "sample \(ofSample)", "was never drawn",
            remedy: "npq moderate sample lists them"))
      }
    }
    return Judged(findings.isEmpty ? codes : nil, findings)
  }
}

extension Finding {
  fileprivate static func released(_ code: ScriptCode) -> Finding {
    Finding(
      "result-released", .refused, code.text, "is released: external moderation comes before that",
      remedy: "npq reopen opens one result again, and npq moderate appeal has it marked afresh")
  }

  static func noScript(_ name: String) -> Finding {
    Finding(
      "marks-unknown-script", .refused, name.excerpt, "is no script of this series",
      remedy: "npq status --csv --by-script has every code")
  }
}
