import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Sealing

/// `npq open`: a marking pack becomes a plain folder.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open a marking pack into a folder of plain files.",
    discussion: """
      A pack is the sealed page that the office sent, or a ZIP of plain files. The page asks for \
      the six words; in a script they are read from a file. The folder holds the scripts as text, \
      the mark schemes, the brief, and the sheet of marks as marks.xlsx and marks.csv; mark there, \
      or with 'npq mark DIR', then run 'npq return DIR'. Delete the folder when you have finished.

        npq open M0001-as-1.html -o M0001
      """)

  @Argument(help: "The sealed page (HTML) or the plain pack (ZIP).")
  var pack: String
  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to be made.", valueName: "dir"))
  var output: String
  @Option(help: "A file that holds the six words.")
  var wordsFile: String?
  @OptionGroup var answer: OutputOptions

  func run() throws {
    let target = URL(filePath: output)
    let held = (try? FileManager.default.contentsOfDirectory(atPath: target.path)) ?? []
    guard held.isEmpty else {
      return try refuse([
        Finding(
          "not-empty", .refused, output, "is there and not empty",
          remedy: "name a folder that does not exist yet")
      ])
    }
    let read = try PackIntake(path: pack, wordsFile: wordsFile).read()
    guard let opened = read.value else { return try refuse(read.findings) }
    try write(opened, to: target)
    let pack = opened.pack
    let due = pack.due.map { ", due \($0)" } ?? ""
    try answer.finish(
      "open", .done, read.findings,
      payload: Payload(
        pack: pack.pack.text, folder: output, scripts: pack.scripts.map(\.script.text)),
      text: """
        \(pack.pack) for \(pack.name.escaped): \(pack.scripts.count) scripts\(due)
        opened into \(output.escaped)
        mark in marks.xlsx or marks.csv, or with: npq mark \(output.escaped)
        then: npq return \(output.escaped) -o RETURN.json\(news(in: pack))
        """)
  }

  /// What the brief tells that is new, so that nobody passes over it.
  private func news(in pack: OpenedPack) -> String {
    let lines = [
      pack.withdrawn.isEmpty
        ? nil : "scripts of earlier packs that are no longer yours: \(pack.withdrawn.count)",
      pack.answers.isEmpty
        ? nil : "answers of the office to what you flagged: \(pack.answers.count)",
    ].compactMap { $0 }
    return lines.map { "\n\($0), see brief.txt" }.joined()
  }

  /// The folder appears whole, under its own name, or not at all.
  private func write(_ opened: PackIntake.Opened, to target: URL) throws {
    let part = target.deletingLastPathComponent()
      .appending(path: ".\(target.lastPathComponent).part")
    try? FileManager.default.removeItem(at: part)
    try FileManager.default.createDirectory(
      at: part.appending(path: "scripts"), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    do {
      for file in try opened.pack.files(page: opened.page) + opened.originals {
        try writeWhole(file.bytes, to: part.appending(path: file.name).path, replacing: false)
      }
      try? FileManager.default.removeItem(at: target)
      try FileManager.default.moveItem(at: part, to: target)
    } catch {
      try? FileManager.default.removeItem(at: part)
      throw error
    }
  }

  private func refuse(_ findings: [Finding]) throws {
    try answer.refuse("open", findings)
  }

  struct Payload: Encodable {
    let pack, folder: String
    let scripts: [String]
  }
}

/// Reads a marking pack in either of its forms.
struct PackIntake {
  struct Opened {
    let pack: OpenedPack
    /// What names the pack by its digest.
    let page: [UInt8]
    /// The scripts as files, which a plain pack holds.
    var originals: [(name: String, bytes: [UInt8])] = []
  }

  let path: String
  let wordsFile: String?

  func read() throws -> Judged<Opened> {
    guard let data = FileManager.default.contents(atPath: path) else {
      return refuse("not-found", "cannot be read", "check the name of the file")
    }
    if let sealed = SealedText.find(in: data) { return try unseal(sealed) }
    guard data.starts(with: [0x50, 0x4B]) else {
      return refuse(
        "pack-unreadable", "is no marking pack", "name the page or ZIP that the office sent")
    }
    return try unpack()
  }

  private func unseal(_ sealed: String) throws -> Judged<Opened> {
    if let plain = openContent(of: sealed) {
      let read = OpenedPack.read(plain, name: path)
      return Judged(read.value.map { Opened(pack: $0, page: plain) }, read.findings)
    }
    var slips: [Finding] = []
    for _ in 0..<(wordsFile == nil ? 3 : 1) {
      guard let typed = try words() else { break }
      let (words, slip) = SixWords.typed(typed)
      if slip == nil, let plain = SealedText.open(sealed, with: words) {
        let read = OpenedPack.read([UInt8](plain), name: path)
        return Judged(read.value.map { Opened(pack: $0, page: [UInt8](plain)) }, read.findings)
      }
      let reason = slip ?? "the words do not open this pack"
      slips = [
        Finding(
          "words-wrong", .refused, path, reason,
          remedy: "compare them with the list; the office can read them out")
      ]
      if wordsFile == nil { Terminal.note(reason) }
    }
    guard slips.isEmpty else { return Judged(nil, slips) }
    return refuse(
      "words-wrong", "the six words are needed, and nobody is there to be asked",
      "run it on a terminal, or name a file with --words-file")
  }

  private func words() throws -> String? {
    guard let wordsFile else { return Terminal.asked("The six words: ") }
    // A pipe has no length, by which a file would be read.
    guard let bytes = try? FileHandle(forReadingAtPath: wordsFile)?.read(upToCount: 4_096),
      let text = String(data: bytes, encoding: .utf8)
    else {
      throw ValidationError("--words-file takes a file that can be read: \(wordsFile.escaped)")
    }
    return text
  }

  /// A plain pack: nothing in it is written where the archive says.
  private func unpack() throws -> Judged<Opened> {
    var page: [UInt8]?
    var originals: [(name: String, bytes: [UInt8])] = []
    var papers: [(name: String, bytes: [UInt8])] = []
    do throws(ArchiveError) {
      var reader = try ZipReader(path: path, limits: ArchiveLimits())
      while let entry = try reader.next() {
        let steps = entry.name.utf8.split(separator: UInt8(ascii: "/")).map {
          String(decoding: Array($0), as: UTF8.self)
        }
        guard steps.count > 2, steps[1] == "data" else { continue }
        if steps.count == 3, steps[2] == PackFolder.page { page = try reader.readAll() }
        if steps.count == 3, steps[2] == PackFolder.allScripts {
          papers.append((PackFolder.allScripts, try reader.readAll()))
        }
        if steps.count == 4, steps[2] == "scripts" {
          originals.append((steps[3], try reader.readAll()))
        }
      }
    } catch {
      guard case .refused(let findings) = error else { throw error }
      return Judged(nil, findings.map { $0.naming(archive: path) })
    }
    guard let page else {
      return refuse(
        "pack-unreadable", "holds no \(PackFolder.page)", "ask the office for the pack again")
    }
    let read = OpenedPack.read(page, name: path)
    guard let pack = read.value else { return Judged(nil, read.findings) }
    let codes = Set(pack.scripts.map(\.script.text))
    let known = originals.filter { file in
      codes.contains(String(file.name.prefix(10))) && Self.isPlain(file.name)
        && !file.name.hasSuffix(".txt")
    }
    return Judged(
      Opened(
        pack: pack, page: page, originals: papers + known.map { ("scripts/\($0.name)", $0.bytes) }))
  }

  /// A script's name is its code, perhaps a number, and a short ending.
  private static func isPlain(_ name: String) -> Bool {
    name.utf8.count <= 24
      && name.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      }
  }

  private func refuse(_ code: String, _ message: String, _ remedy: String) -> Judged<Opened> {
    Judged(nil, [Finding(code, .refused, path, message, remedy: remedy)])
  }
}
