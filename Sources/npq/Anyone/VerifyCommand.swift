import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sealing

/// Tells what each path is and checks it wholly.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Tell what a path is, and check that nothing in it was changed.",
    discussion: """
      Knows whole series, releases (the folder of 'npq publish'), submission packages (ZIP or unzipped), receipts in JSON, marking \
      packs, and BagIt bags (RFC 8493 and the drafts before it; a folder or a ZIP). Everything is read and \
      every checksum computed; nothing is written.

      Of a series it answers six questions: is it complete, unaltered and consistent, did what \
      counts come within its window, was it marked under the mark scheme in force and decided by \
      the rule? A head that was kept elsewhere, as each command prints it after "record:", shows \
      with --head whether the record still goes back to it.

      What was released is held against the record: in out/ of the series with the series, \
      elsewhere as a folder of its own with --series.

      A receipt is checked with the signature beside it, a plain marking pack with the one in it, \
      by the key of --key, else by the signing.pub beside the file, else by that of the series.

        npq verify essay.zip
        npq verify receipt-7Q4M-K2P9.json --key signing.pub
        npq verify --as-bag some-folder
        npq verify ~/npq/spring-2027 --key signing.pub --head "31 5c0d…"
      """)

  @Argument(help: "Packages, receipts, packs, bags, releases or a series; - for stdin.")
  var paths: [Paths]

  @Flag(help: "Judge each path as any BagIt bag, whatever else it is.")
  var asBag = false

  @Option(help: ArgumentHelp("The public key of whoever signed.", valueName: "signing.pub"))
  var key: String?

  @Option(help: "The series folder whose key signed; else found as by the office's commands.")
  var series: String?

  @Option(
    help: ArgumentHelp("A head of the series that was kept elsewhere.", valueName: "number digest"))
  var head: [String] = []
  @OptionGroup var clock: ClockOptions

  @OptionGroup(title: "Limits") var limits: LimitOptions
  @OptionGroup var progress: ProgressOptions
  @OptionGroup var output: OutputOptions

  /// The answer for one path.
  private struct Item: Encodable, Sendable {
    let path: String
    let kind: Verification.Kind
    let verdict: Verdict
    let facts: [String]
    let signature: SignatureAnswer?
    var series: SeriesVerifier.Answer?
  }

  private struct Items: Encodable {
    let paths: [Item]
  }

  func run() throws {
    let given = try key.map(Self.publicKey)
    let folders = Set(paths.all.map(Self.folder))
    let series = Dictionary(uniqueKeysWithValues: folders.map { ($0, seriesFolder(holding: $0)) })
    let answers = try withInputs(paths.all, most: limits.archive.archiveBytes, others: [key]) {
      files in
      // Of one path it is told how far that is, of several how many are done.
      let watch = progress.watch()
      let isOne = files.count == 1
      let verifier = SeriesVerifier(
        evidence: SeriesEvidence(key: given, deposits: head), now: clock.now,
        watch: isOne ? watch : watch.listening)
      return try onAllCores(files, watch: isOne ? watch.listening : watch) {
        [asBag, limits = limits.archive] file in
        func home(of name: String) -> String? { series[Self.folder(of: name)] ?? nil }
        let start = PathStart(file.path)
        if !asBag, start == .folder, let found = try verifier.verify(file.path) {
          let item = Item(
            path: file.name, kind: .series, verdict: found.findings.verdict,
            facts: found.answer.facts,
            signature: nil, series: found.answer)
          return (item: item, findings: found.findings)
        }
        if !asBag, start == .folder,
          let found = try verifier.release(file.path, of: home(of: file.name))
        {
          let item = Item(
            path: file.name, kind: .release, verdict: found.findings.verdict, facts: [found.told],
            signature: nil, series: nil)
          return (item: item, findings: found.findings)
        }
        let keys = ReceiptKeys(given: given, series: home(of: file.name))
        let pack =
          asBag
          ? nil : try verifyMarkingPack(path: file.path, start: start, keys: keys, limits: limits)
        let verification =
          try pack
          ?? verifySubmission(
            path: file.path, start: start, asBag: asBag, keys: keys, limits: limits)
        return (
          item: Item(
            path: file.name, kind: verification.kind, verdict: verification.verdict,
            facts: verification.facts, signature: verification.signature),
          findings: verification.findings.map { $0.within(file.name) }
        )
      }
    }
    let items = answers.map(\.item)
    let findings = answers.flatMap(\.findings)
    let verdict = items.map(\.verdict).reduce(Verdict.accepted) { $0.worse($1) }
    let lines = items.flatMap { item in
      ["\(item.path.escaped): \(item.kind.shown), \(item.verdict.rawValue)"]
        + item.facts.map { "  \($0)" }
    }
    try output.finish(
      "verify", verdict, findings, payload: Items(paths: items),
      text: lines.joined(separator: "\n"))
  }

  static func publicKey(_ path: String) throws -> VerificationKey {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("--key takes the file of a public key: \(path.escaped)")
    }
    return try VerificationKey(publicText: [UInt8](data))
  }

  /// The folder in which a path lies, as it is written.
  private static func folder(of path: String) -> String {
    let parts = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    return parts.map { String(path[...$0]) } ?? "."
  }

  /// The series that is named, that holds the folder, or that the office works in.
  private func seriesFolder(holding place: String) -> String? {
    if let series { return series }
    let place = URL(filePath: place, directoryHint: .isDirectory)
    if let folder = SeriesOptions.series(holding: place) { return folder.path }
    if let named = ProcessInfo.processInfo.environment["NPQ_SERIES"] { return named }
    let here = URL(filePath: FileManager.default.currentDirectoryPath)
    return SeriesOptions.series(holding: here)?.path
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
  fileprivate var shown: String { String(rawValue.map { $0 == "-" ? " " : $0 }) }
}
