import Archive
import ArgumentParser
import Assessment
import Documents
import Findings
import Foundation
import Ledger
import Sealing

/// `npq distribute`: one marking pack per assessor.
struct DistributeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "distribute", abstract: "Make one marking pack per assessor, of what is new.",
    discussion: """
      A pack is one web page that holds the anonymous scripts, the mark schemes, the brief and the \
      case study, sealed. It opens itself with six words, in any browser, without a network; the \
      words stand in send/passphrases.csv and should go another way than the packs. Nothing in a \
      pack names a participant. Running it again makes packs only of what has been allocated \
      since; such a pack also says which scripts of earlier ones are no longer its assessor's, and \
      what was answered to their flags, and joins the page that they have open. A run that was cut \
      off is gone on with. Each pack is for one round: 'npq moderate' asks for second and third \
      markings, for an adjudicator's, for samples, for an external moderator and for appeals; \
      without --for the packs of every round are made.

      Each script is in its pack as a PDF too, with its code and page number on every page and a \
      wide margin to write in, and all of them as one PDF for printing on both sides. --no-pdf \
      leaves them out, for packs of half the size.

        npq distribute -o packs --series ~/npq/spring-2027 --due 2027-04-12 --due as-7=2027-04-20
        npq distribute --for second -o packs --series ~/npq/spring-2027
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder for the packs.", valueName: "dir"))
  var output: String
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "Only the packs of one round.",
      valueName: "round"))
  var round: MarkingRound?
  @Flag(help: "Make ZIPs of plain files, which anyone can open, in place of sealed pages.")
  var plain = false
  @Option(
    help: ArgumentHelp(
      "The day by which marks should come back; that of one assessor as as-7=2027-04-20.",
      valueName: "day"),
    transform: Self.dueDay)
  var due: [(assessor: String?, day: CivilDate)] = []
  @Option(
    help: "The day by which an assessor deletes the pack; else by keep-until of its assessment.",
    transform: Self.day)
  var deleteBy: CivilDate?
  @Flag(name: .customLong("no-pdf"), help: "Leave the scripts out as PDF: nobody wants to print.")
  var noPDF = false
  @Flag(help: "Never show an assessor total and outcome, even of a script marked in full.")
  var hideTotals = false
  @OptionGroup var series: SeriesOptions
  @OptionGroup var answer: OutputOptions

  func run() throws {
    let ledger = try series.open()
    let form: PackForm
    if plain {
      var keys = try series.seriesKeys(of: ledger)
      let signing = try keys.signingKey(of: ledger)
      guard let key = signing.value else {
        return try answer.refuse("distribute", signing.findings)
      }
      form = .plain(settings, signing: key)
    } else {
      form = .page(settings)
    }
    let folder = URL(filePath: output)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var random = SystemRandom()
    var findings: [Finding] = []
    let made = try ledger.distribute(
      as: form, for: round, act: series.act("distribute"), using: &random,
      hand: { packs in
        let found = try packs.hand(to: folder)
        findings += found.compactMap(\.self)
        return found.map { $0 == nil }
      })
    findings += made.findings
    var table = TextTable(["pack", "assessor", "scripts", "file"], numbers: [2])
    var payload = Payload(gaps: try ledger.packGaps(at: series.clock.now).count)
    for pack in made.packs {
      let target = folder.appending(path: pack.url.lastPathComponent)
      table.add([pack.pack, pack.assessor.name, "\(pack.scripts)", target.path])
      payload.packs.append(
        Payload.Pack(
          pack: pack.pack, assessor: pack.assessor.id, round: pack.round.rawValue,
          scripts: pack.scripts, file: target.path))
    }
    var text = made.packs.isEmpty ? "nothing new to distribute" : table.text
    if !plain, !made.packs.isEmpty {
      text += "\nwords to open them: \(ledger.folder.appending(path: "send/passphrases.csv").path)"
    }
    if payload.gaps > 0 { text += "\nin no pack: \(payload.gaps), see npq status --unpacked" }
    let verdict: Verdict = findings.verdict == .accepted ? .done : findings.verdict
    try answer.finish(
      "distribute", verdict, findings, payload: payload,
      text: text + "\nrecord: \(try ledger.head())")
  }

  private var settings: PageSettings {
    let own = due.compactMap { item in item.assessor.map { ($0, item.day) } }
    return PageSettings(
      due: due.last { $0.assessor == nil }?.day, dueOf: Dictionary(own) { _, last in last },
      deleteBy: deleteBy, showsTotal: !hideTotals, paper: noPDF ? nil : Self.paperMaker)
  }

  /// The program that sets PDFs lies beside this one.
  private static var paperMaker: PaperMaker? {
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return own.map {
      PaperMaker(
        program: URL(filePath: $0).deletingLastPathComponent().appending(path: "npq-paper"))
    }
  }

  struct Payload: Encodable {
    struct Pack: Encodable {
      let pack, assessor, round: String
      let scripts: Int
      let file: String
    }

    var packs: [Pack] = []
    /// Scripts that are in no pack.
    let gaps: Int
  }

  private static func dueDay(_ text: String) throws -> (assessor: String?, day: CivilDate) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return (nil, try day(text)) }
    return (parts[0], try day(parts[1]))
  }

  private static func day(_ text: String) throws -> CivilDate {
    guard let day = CivilDate(text) else {
      throw ValidationError("'\(text)' is no day: write it as 2027-04-12")
    }
    return day
  }
}

extension MarkingRound: ExpressibleByArgument {
  static var allValueStrings: [String] { distributed.map(\.rawValue) }
}
