import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq distribute`: one marking pack per assessor.
struct DistributeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "distribute", abstract: "Make one marking pack per assessor, of what is new.",
    discussion: """
      A pack is one web page that holds the anonymous scripts, the mark schemes, the brief and the \
      case study, sealed. It opens itself with six words, in any browser, without a network; the \
      words stand in send/passphrases.csv and should go another way than the packs. Nothing in a \
      pack names a participant. Running it again makes packs only of what has been allocated since. \
      Each pack is for one round: 'npq moderate' asks for second and third markings, for an \
      adjudicator's and for samples; without --for the packs of every round are made.

        npq distribute -o packs --series ~/npq/spring-2027 --due 2027-04-12
        npq distribute --for second -o packs --series ~/npq/spring-2027
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder for the packs.", valueName: "dir"))
  var output: String
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "Only the packs of one round: marking, second, third, adjudication, sample ….",
      valueName: "round"))
  var round: MarkingRound?
  @Flag(help: "Make ZIPs of plain files, which anyone can open, in place of sealed pages.")
  var plain = false
  @Option(help: "The day by which marks should come back, as 2027-04-12.", transform: Self.day)
  var due: CivilDate?
  @Option(help: "The day by which an assessor deletes the pack.", transform: Self.day)
  var deleteBy: CivilDate?
  @Flag(help: "Never show an assessor total and outcome, even of a script marked in full.")
  var hideTotals = false
  @OptionGroup var series: SeriesOptions
  @OptionGroup var answer: OutputOptions

  func run() throws {
    let ledger = try series.open()
    let folder = URL(filePath: output)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var random = SystemRandomNumberGenerator()
    let settings = PageSettings(due: due, deleteBy: deleteBy, showsTotal: !hideTotals)
    let made = try ledger.distribute(
      as: plain ? .plain(settings) : .page(settings), for: round, act: series.act("distribute"),
      using: &random)
    var findings = made.findings
    var table = TextTable(["pack", "assessor", "scripts", "file"], numbers: [2])
    var payload = Payload()
    for pack in made.packs {
      let target = folder.appending(path: pack.url.lastPathComponent)
      do throws(ArchiveError) {
        try writeWhole(Self.bytes(of: pack.url), to: target.path, replacing: false)
      } catch {
        guard case .exists = error else { throw error }
        findings.append(
          Finding(
            "output-exists", .held, target.path, "stands there already and was not replaced",
            remedy: "take the new pack from \(pack.url.path)"))
      }
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
    let verdict: Verdict = findings.verdict == .accepted ? .done : findings.verdict
    try answer.finish(
      "distribute", verdict, findings, payload: payload,
      text: text + "\nrecord: \(try ledger.head())")
  }

  struct Payload: Encodable {
    struct Pack: Encodable {
      let pack, assessor, round: String
      let scripts: Int
      let file: String
    }

    var packs: [Pack] = []
  }

  private static func day(_ text: String) throws -> CivilDate {
    guard let day = CivilDate(text) else {
      throw ValidationError("'\(text)' is no day: write it as 2027-04-12")
    }
    return day
  }

  private static func bytes(of url: URL) throws(ArchiveError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: url.path) else {
      throw .changed(path: url.path)
    }
    return [UInt8](data)
  }
}

extension MarkingRound: ExpressibleByArgument {}
