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
      A pack is a ZIP with the anonymous scripts, the mark schemes, a brief, the case study and a \
      mark sheet. Nothing in it names a participant. Running it again makes packs only of what has \
      been allocated since.

        npq distribute -o packs --series ~/npq/spring-2027
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder for the packs.", valueName: "dir"))
  var output: String
  @OptionGroup var series: SeriesOptions
  @OptionGroup var answer: OutputOptions

  func run() throws {
    let ledger = try series.open()
    let folder = URL(filePath: output)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let made = try ledger.distribute(act: series.act("distribute"))
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
          pack: pack.pack, assessor: pack.assessor.id, scripts: pack.scripts, file: target.path))
    }
    let text = made.packs.isEmpty ? "nothing new to distribute" : table.text
    let verdict: Verdict = findings.verdict == .accepted ? .done : findings.verdict
    try answer.finish(
      "distribute", verdict, findings, payload: payload,
      text: text + "\nrecord: \(try ledger.head())")
  }

  struct Payload: Encodable {
    struct Pack: Encodable {
      let pack, assessor: String
      let scripts: Int
      let file: String
    }

    var packs: [Pack] = []
  }

  private static func bytes(of url: URL) throws(ArchiveError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: url.path) else {
      throw .changed(path: url.path)
    }
    return [UInt8](data)
  }
}
