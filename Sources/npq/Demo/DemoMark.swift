import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sealing
import Sheets

/// `npq demo mark`: plays the assessors of a made-up series.
struct DemoMark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark", abstract: "Make up the marks of all packs in a folder, as returns.",
    discussion: """
      Each made-up assessor is a little severe or lenient, and no two agree on everything. Now and \
      then a script is left for later, or flagged. Never for a real series: nobody has read anything.

        npq demo mark packs --words series/send/passphrases.csv -o returns
      """)

  @Argument(help: "The folder of marking packs.")
  var packs: String
  @Option(help: ArgumentHelp("The list of words that open sealed packs.", valueName: "csv"))
  var words: String?
  @Option(name: .shortAndLong, help: ArgumentHelp("The folder for returns.", valueName: "dir"))
  var output: String
  @Option(help: "A number from which all marks follow.")
  var draw: UInt64 = 1
  @OptionGroup var clock: ClockOptions
  @OptionGroup var progress: ProgressOptions
  @OptionGroup var answer: OutputOptions

  func run() throws {
    let folder = URL(filePath: packs)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".html") || $0.hasSuffix(".zip") }
    let listed = words.map { readBytes($0, passphrases) } ?? Judged([:])
    guard let keys = listed.value else {
      return try answer.refuse("demo mark", listed.findings)
    }
    try FileManager.default.createDirectory(
      at: URL(filePath: output), withIntermediateDirectories: true)
    let now = clock.now
    let made = try onAllCores(names, watch: progress.watch()) { [output, draw] name in
      let read = try opened(folder.appending(path: name), keys)
      guard let pack = read.value else { return Judged<Int>(nil, read.findings) }
      let marks = DemoMarks(pack, draw: draw)
      let file = "\(pack.pack)-\(pack.assessor).json"
      try writeWhole(
        NewReturn(rows: marks.rows, exported: now).file(of: pack, finished: marks.isFinished),
        to: URL(filePath: output).appending(path: file).path, replacing: false)
      return Judged(marks.rows.count)
    }
    let findings = made.flatMap(\.findings)
    let scripts = made.compactMap(\.value)
    try answer.finish(
      "demo mark", findings.verdict == .accepted ? .done : findings.verdict, findings,
      payload: Payload(returns: scripts.count, scripts: scripts.reduce(0, +)),
      text: "\(scripts.count) returns with \(scripts.reduce(0, +)) scripts in \(output.escaped)")
  }

  struct Payload: Encodable {
    let returns, scripts: Int
  }

  /// The words of each pack, by its name.
  private func passphrases(_ bytes: [UInt8], name: String) -> Judged<[String: String]> {
    let read = readCSV(bytes, name: name, required: ["pack", "words"])
    guard let sheet = read.value else { return Judged(nil, read.findings) }
    let pairs = sheet.rows.map { ($0["pack"] ?? "", $0["words"] ?? "") }
    return Judged(Dictionary(pairs) { first, _ in first }, read.findings)
  }
}

/// Opens a pack, sealed or plain; the words of a sealed one go by the pack's name.
private func opened(_ url: URL, _ words: [String: String]) throws -> Judged<OpenedPack> {
  let path = url.path
  guard let sealed = SealedText.find(in: try Data(contentsOf: url)) else {
    let read = try PackIntake(path: path, wordsFile: nil).read()
    return Judged(read.value?.pack, read.findings)
  }
  // A file bears its pack's name, and after that its assessor's.
  let name = url.lastPathComponent
  let pack = words.keys.filter { name.hasPrefix($0 + "-") }.max { $0.utf8.count < $1.utf8.count }
  guard let plain = pack.flatMap({ words[$0] }).flatMap({ SealedText.open(sealed, with: $0) })
  else {
    return Judged(
      nil,
      [
        Finding(
          "words-wrong", .refused, path, "no words in the list open it",
          remedy: "name the list with --words: it is send/passphrases.csv of the series")
      ])
  }
  return OpenedPack.read([UInt8](plain), name: path)
}
