import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sealing

/// `npq join`: what another copy of the series recorded.
struct JoinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Join what another copy of the series recorded.",
    discussion: """
      Two offices, or two laptops, that worked apart on copies of one series bring them together. \
      OTHER is a copy's folder, or a backup of it; it is verified wholly first and never changed. \
      Its events come in as they were recorded there, with the rows and files that they made, all or \
      nothing; joining again changes nothing, and when OTHER then joins this one both hold the same.

      What both recorded of one matter in two ways is a clash: the earlier holds, both are kept, \
      and 'npq status' reminds until 'npq settle' or the same command again says which is right (two \
      versions of a mark are for 'npq moderate clashes'). It may be a script that went to different \
      assessors: both keep what they marked, and only the plan that holds counts. A query that one \
      answered and the other opened again is open, an assessor whom one stopped is stopped. A late \
      response, or one that came when marking had begun in the other copy, is held, and \
      'npq send requests' writes to its participant. A result that went out is never changed: where \
      it would come out otherwise now, or went out twice, that is said.

      Packs, samples and releases of a copy with a name bear numbers of its own. Nothing is joined, \
      and each matter is named, where two copies without names of their own gave one number twice, \
      where one moved a script on which the other worked, and where one erased.

      To undo a join, restore the backup that --backup writes before it: \
      'npq restore BEFORE.age -o FOLDER'.

        npq restore spring.age -o ~/npq/spring --as-copy anna --identity anna.key
        npq join /media/stick/spring --series ~/npq/spring-2027 --plan plan.json
        npq join anna.age --backup before.age --series ~/npq/spring-2027
      """)

  @Argument(help: "The folder of the other copy, or a backup; none to list open clashes.")
  var other: String?
  @Option(
    help: ArgumentHelp(
      "A file with an age identity that opens the backup; else the office's key.",
      valueName: "file"))
  var identity: [String] = []
  @Option(help: ArgumentHelp("A file whose first line opens the backup.", valueName: "file"))
  var wordsFile: String?
  @Option(
    help: ArgumentHelp(
      "Write a backup of this series to this file first, sealed to the office.",
      valueName: "file"))
  var backup: String?
  @OptionGroup var plan: PlanOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard let other else { return try list() }
    guard FileManager.default.fileExists(atPath: other) else {
      throw ValidationError("no such folder or backup: \(other.escaped)")
    }
    try plan.run(series, output, "join", inputs: [other]) { step in
      if let backup, !step.rehearsing, try !back(up: step.ledger, to: backup) { return }
      try join(other, in: step)
    }
  }

  /// The clashes of earlier joins that wait for a decision.
  private func list() throws {
    let clashes = try series.openToRead().joinClashes()
    let count = clashes.count == 1 ? "1 clash waits" : "\(clashes.count) clashes wait"
    try output.finish(
      "join", clashes.isEmpty ? .done : .held, clashes.map(\.finding),
      payload: ClashPayload(clashes: clashes.map(ClashPayload.Clash.init)),
      text: clashes.isEmpty ? "no clash of a join is open" : "\(count) for a decision")
  }

  /// Whether the backup is there by which the join can be undone.
  private func back(up ledger: Ledger, to file: String) throws -> Bool {
    var keys = try series.seriesKeys(of: ledger)
    let signing = try keys.signingKey(of: ledger)
    guard let key = signing.value else {
      try output.refuse("join", signing.findings, "nothing was joined")
      return false
    }
    var random = SystemRandom()
    _ = try ledger.backUp(
      to: file, for: .recipients([try keys.folder.officeRecipient()]), signing: key,
      at: series.clock.now, using: &random)
    return true
  }

  private func join(_ other: String, in step: PlannedStep) throws {
    let url = URL(filePath: other)
    let isFolder = try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true
    let act = series.act("join")
    let key = try publicKey()
    let judged =
      isFolder
      ? try join(url, key, in: step, act)
      : try step.ledger.withBackup(other, keys: ageKeys(of: step.ledger), key: key, at: act.time) {
        try join($0, key, in: step, act)
      }
    guard let outcome = judged.value else {
      return try step.refuse("join", judged.findings, "nothing was joined")
    }
    let verdict: Verdict =
      judged.findings.verdict == .accepted ? .done : judged.findings.verdict
    try step.finish(
      "join", verdict, judged.findings, payload: Payload(outcome), text: Self.text(outcome),
      recorded: !outcome.isNothing)
  }

  private func join(
    _ folder: URL, _ key: VerificationKey?, in step: PlannedStep, _ act: Act
  ) throws -> Judged<JoinOutcome> {
    guard Ledger.isHere(folder) else {
      throw ValidationError("no series in \(folder.path.escaped)")
    }
    return try step.ledger.join(
      JoinRequest(other: folder, key: key, takesFiles: !step.rehearsing), act: act)
  }

  /// The key that signs for this series, as it lies in its folder.
  private func publicKey() throws -> VerificationKey? {
    let file = try series.folder().appending(path: "signing.pub")
    return try FileManager.default.contents(atPath: file.path).map {
      try VerificationKey(publicText: [UInt8]($0))
    }
  }

  private func ageKeys(of ledger: Ledger) throws -> AgeKeys {
    var identities = try identity.flatMap(SeriesKeys.identities)
    if identities.isEmpty && wordsFile == nil {
      var keys = try series.seriesKeys(of: ledger)
      identities.append(try keys.officeIdentity())
    }
    return AgeKeys(identities: identities, passphrase: try wordsFile.map(PassphraseSource.words))
  }

  private static func text(_ outcome: JoinOutcome) -> String {
    let lacks = outcome.own == 1 ? "1 event" : "\(outcome.own) events"
    guard !outcome.isNothing else {
      let back = "\nit lacks \(lacks) of this one: npq join there takes them over"
      return "nothing to join: it has nothing that this copy lacks" + (outcome.own > 0 ? back : "")
    }
    let count = outcome.events == 1 ? "1 event" : "\(outcome.events) events"
    var lines = ["\(count) came in from \(outcome.copies.joined(separator: ", ").escaped)"]
    for (kind, word) in [("added", "added"), ("changed", "changed"), ("removed", "taken out")] {
      let rows = outcome.rows.filter { $0.kind == kind && $0.record != "join_clash" }.map(\.words)
      if !rows.isEmpty { lines.append("  \(word): \(rows.joined(separator: ", "))") }
    }
    lines.append(
      outcome.isTakeover
        ? "this copy had nothing that the other lacks: both hold the same now"
        : "the other lacks \(lacks) of this one: npq join there takes them over")
    return lines.joined(separator: "\n")
  }

  struct Payload: Encodable {
    let copies: [String]
    let events, own: Int
    let rows: [ChangeCount]
    let clashes: [ClashPayload.Clash]

    init(_ outcome: JoinOutcome) {
      copies = outcome.copies
      events = outcome.events
      own = outcome.own
      rows = outcome.rows
      clashes = outcome.clashes.map(ClashPayload.Clash.init)
    }
  }

  struct ClashPayload: Encodable {
    struct Clash: Encodable {
      let number: Int
      let record, subject: String
      let held, other: Int

      init(_ clash: JoinClash) {
        number = clash.number
        record = clash.record
        subject = clash.subject
        held = clash.held.event
        other = clash.other.event
      }
    }

    let clashes: [Clash]
  }
}
