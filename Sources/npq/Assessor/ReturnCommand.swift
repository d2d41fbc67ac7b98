import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation

/// `npq return`: marks leave for the office, checked and signed.
struct ReturnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "return", abstract: "Check marks and make the one file that goes to the office.",
    discussion: """
      Everything that is wrong is named by file, cell and remedy, and nothing is written until it \
      is put right. A blank cell is a mark still to come, never zero: send half of it, as often as \
      you like. What has changed since the return before counts as later; what was sent and is \
      blank now stands, unless --take-back says otherwise. The file is signed with the pack's key.

        npq return M0001 -o marks-M0001.json
      """)

  @Argument(help: "The folder of an opened pack, or a sheet of marks in it.")
  var marks: String
  @Option(name: .shortAndLong, help: ArgumentHelp("The file to be made.", valueName: "file"))
  var output: String
  @Flag(help: "Say that nothing more will come and that your copies of the pack are deleted.")
  var finished = false
  @Flag(help: "Take back what was sent before and is blank now.")
  var takeBack = false
  @Flag(help: "Replace the file if it is there.")
  var force = false
  @OptionGroup var clock: ClockOptions
  @OptionGroup var answer: OutputOptions

  func run() throws {
    let found = PackPlace.find(marks)
    guard let place = found.value else { return try refuse(found.findings) }
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: marks, isDirectory: &isFolder)
    let read = place.rows(in: isFolder.boolValue ? place.sheets : [URL(filePath: marks)])
    let last = place.lastReturn()
    var findings = read.judged.findings + last.findings
    guard findings.verdict != .refused, let rows = read.judged.value, let sent = last.value else {
      return try refuse(findings)
    }
    let revised = revised(rows, since: sent, takingBack: takeBack)
    let pack = place.pack
    findings += revised.standing.map { .stillStanding(pack.pack.text, $0.script, $0.fields) }
    guard !revised.rows.isEmpty else {
      return try refuse(findings + unfinished([], name: marks, pack: pack.contents))
    }
    let bytes = try NewReturn(
      rows: revised.rows, later: read.later, exported: clock.now
    ).file(of: pack, finished: finished)
    try writeWhole(bytes, to: output, replacing: force)
    try writeWhole(
      bytes, to: place.folder.appending(path: PackFolder.lastReturn).path, replacing: true)
    try tell(pack, revised.rows, findings)
  }

  private func tell(_ pack: OpenedPack, _ rows: [ScriptMarks], _ findings: [Finding]) throws {
    let open = unfinished(rows, name: pack.pack.text, pack: pack.contents)
    let partly = open.count { $0.code == "marks-in-part" }
    let begun = rows.count { !$0.marks.isEmpty || !$0.flags.isEmpty }
    let done = begun - partly
    let signed = pack.key == nil ? "not signed: the pack holds no key" : "signed"
    try answer.finish(
      "return", .done, findings + open,
      payload: Payload(
        pack: pack.pack.text, file: output, scripts: pack.scripts.count, done: done,
        signed: pack.key != nil),
      text: """
        \(pack.pack): \(done) of \(pack.scripts.count) scripts done, \(signed)
        send \(output.escaped) to \((pack.contact ?? "the office").escaped)
        """)
  }

  private func refuse(_ findings: [Finding]) throws {
    try answer.refuse("return", findings, "nothing was written")
  }

  struct Payload: Encodable {
    let pack, file: String
    let scripts, done: Int
    let signed: Bool
  }
}
