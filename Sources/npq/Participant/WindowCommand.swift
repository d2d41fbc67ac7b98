import ArgumentParser
import Assessment
import Findings
import Foundation

/// Shows a submission window, and where a time lies in it.
struct WindowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "window",
    abstract: "Show a submission window and judge a time by it.",
    discussion: """
      Calendar days are counted in the window's zone, the first and the last included. Bank \
      holidays, clock changes and days around Christmas are warned of. An answer of early, late or \
      closed is an answer: the exit code stays 0.

        npq window --opens 2026-03-23 --at 2026-03-30T23:30:00Z
        npq window --assessment Samples/series/assessments/specialist.yaml --extension 2027-03-19
      """)

  @OptionGroup var rules: WindowOptions

  @Option(help: "Judge this time, RFC 3339 with a zone, for example 2026-03-30T22:59:59Z.")
  var at: String?

  @Option(name: .customLong("extension"), help: "A person's own last day, or last time (RFC 3339).")
  var moved: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let instant = try at.map { text in
      guard let instant = Instant(rfc3339: text) else {
        throw ValidationError("--at takes a time with a zone, for example 2026-03-30T22:59:59Z")
      }
      return instant
    }
    let read = try rules.window()
    guard let window = read.value else {
      return try output.finish(
        "window", read.fileVerdict, read.findings, payload: NoPayload(), text: "")
    }
    let extended = try moved.map { try lastSecond($0, in: window) }
    let judgement = instant.map {
      window.judge($0, extension: extended, graceMinutes: rules.grace)
    }
    let page = WindowPage(window, extended: extended, at: instant, judgement)
    try output.finish("window", .accepted, read.findings, payload: page, text: page.text)
  }

  /// A day's last accepted second by the window's rule, or the second of a time.
  private func lastSecond(_ text: String, in window: SubmissionWindow) throws -> Instant {
    if let day = CivilDate(text) { return window.closing(on: day) }
    guard let instant = Instant(rfc3339: text) else {
      throw ValidationError("--extension takes a day like 2026-04-03 or a time with a zone")
    }
    return instant
  }
}
