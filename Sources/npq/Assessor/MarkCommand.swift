import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation

/// `npq mark`: marking in the terminal.
struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark", abstract: "Read and mark an opened pack in the terminal.",
    discussion: """
      The script stands above, the criterion below; a digit marks it. Everything is saved in \
      marks.csv after every key, so that you can stop at any moment and go on with the same \
      command. ? shows the keys. Marks that stand in marks.xlsx are taken over into marks.csv.

        npq mark M0001
      """)

  @Argument(help: "The folder of an opened pack.")
  var folder: String
  @OptionGroup var answer: OutputOptions

  func run() throws {
    let found = PackPlace.find(folder)
    guard let place = found.value else { return try refuse(found.findings) }
    let read = place.rows(in: place.sheets)
    let last = place.lastReturn()
    let findings = read.judged.findings + last.findings
    guard findings.verdict != .refused, let rows = read.judged.value, let sent = last.value else {
      return try refuse(findings)
    }
    guard let terminal = MarkTerminal() else {
      throw ValidationError("'npq mark' needs a terminal; fill in marks.csv or marks.xlsx instead")
    }
    let sheet = MarkSheetFile(place: place)
    var desk = MarkDesk(place.pack, rows: rows, later: read.later, sent: sent)
    do {
      defer { terminal.leave() }
      try sheet.takeOver(desk, from: rows)
      try work(&desk, terminal, sheet)
    }
    let left = place.pack.scripts.count - desk.doneCount
    try answer.finish(
      "mark", .done, [], payload: Payload(scripts: place.pack.scripts.count, done: desk.doneCount),
      text: """
        \(place.pack.pack): \(desk.doneCount) of \(place.pack.scripts.count) scripts marked, saved in \
        \(folder.escaped)
        \(left == 0 ? "finished: " : "when you have finished: ")npq return \(folder.escaped) -o RETURN.json
        """)
  }

  private func work(
    _ desk: inout MarkDesk, _ terminal: MarkTerminal, _ sheet: MarkSheetFile
  ) throws {
    var rest: [UInt8] = []
    while !desk.isFinished {
      let (width, height) = terminal.size
      let shown = MarkScreen(desk: desk, width: width, height: height).lines(saved: "saved")
      (desk.page, desk.top) = (shown.page, shown.top)
      terminal.draw(shown.lines, width: width)
      guard let keys = terminal.keys(after: &rest) else { return }
      for key in keys where !desk.isFinished {
        if desk.press(key) { try sheet.save(desk) }
      }
    }
  }

  private func refuse(_ findings: [Finding]) throws {
    try answer.refuse("mark", findings)
  }

  struct Payload: Encodable {
    let scripts, done: Int
  }
}

/// The sheets in which the desk keeps everything.
struct MarkSheetFile {
  let place: PackPlace

  /// Marks that were made in the workbook go on in the CSV, and the workbook is put aside.
  func takeOver(_ desk: MarkDesk, from rows: [ScriptMarks]) throws {
    let workbook = place.folder.appending(path: PackFolder.workbook)
    guard FileManager.default.fileExists(atPath: workbook.path),
      place.rows(in: [workbook]).judged.value?.isEmpty == false
    else { return }
    try save(desk)
    let aside = place.folder.appending(path: "taken-over-\(PackFolder.workbook)")
    try? FileManager.default.removeItem(at: aside)
    try FileManager.default.moveItem(at: workbook, to: aside)
  }

  /// Writes every sheet of the pack whole.
  func save(_ desk: MarkDesk) throws {
    let pack = place.pack
    for (qualification, scheme) in pack.schemes {
      let scripts = pack.scripts.filter { $0.qualification == qualification }.map(\.script)
      let bytes = writeMarkSheet(
        pack: pack.pack, revision: pack.revision, scripts: scripts, rubric: scheme.rubric,
        recorded: desk.saved, later: desk.later)
      let path = place.folder.appending(path: place.sheetName(for: qualification)).path
      try writeWhole(bytes, to: path, replacing: true)
    }
  }
}
