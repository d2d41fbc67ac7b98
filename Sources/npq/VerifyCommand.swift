import ArgumentParser
import Assessment
import Findings

/// Tells what each path is and checks it wholly.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Tell what a path is, and check that nothing in it was changed.",
    discussion: """
      Knows submission packages (ZIP or unzipped), receipts in JSON, and BagIt bags (RFC 8493 and \
      the drafts before it; a folder or a ZIP). Everything is read and every checksum computed; \
      nothing is written.

        npq verify essay.zip
        npq verify --as-bag some-folder
      """)

  @Argument(help: "Packages, receipts or bags.")
  var paths: [String]

  @Flag(help: "Judge each path as any BagIt bag, whatever else it is.")
  var asBag = false

  @OptionGroup var output: OutputOptions

  /// The answer for one path.
  private struct Item: Encodable {
    let path: String
    let kind: Verification.Kind
    let verdict: Verdict
    let facts: [String]
  }

  private struct Items: Encodable {
    let paths: [Item]
  }

  func run() throws {
    var items: [Item] = []
    var findings: [Finding] = []
    for path in paths {
      let verification = try verifySubmission(path: path, asBag: asBag)
      items.append(
        Item(
          path: path, kind: verification.kind, verdict: verification.verdict,
          facts: verification.facts))
      findings += verification.findings.map { $0.within(path) }
    }
    let verdict = items.map(\.verdict).reduce(Verdict.accepted) { $0.worse($1) }
    let lines = items.flatMap { item in
      ["\(item.path.escaped): \(item.kind.shown), \(item.verdict.rawValue)"]
        + item.facts.map { "  \($0)" }
    }
    try output.finish(
      "verify", verdict, findings, payload: Items(paths: items),
      text: lines.joined(separator: "\n"))
  }
}

extension Finding {
  /// The finding with the path in front of what it is about.
  fileprivate func within(_ path: String) -> Finding {
    let place = subject.isEmpty ? path.escaped : "\(path.escaped): \(subject)"
    return Finding(code, severity, place, message, remedy: remedy)
  }
}

extension Verification.Kind {
  fileprivate var shown: String { rawValue.replacing("-", with: " ") }
}
