import Archive
import Assessment
package import Foundation
import GRDB
package import Sealing
import Sheets

extension Ledger {
  /// Writes everything of a release into a new folder, which appears whole or not at all.
  ///
  /// Letters and lists that are written again are the same to the byte; of what is for the DfE only
  /// that is written which it has not answered.
  package func writeRelease(_ number: Int, to place: URL, signing key: SigningKey) throws {
    letGoOfWork()
    let release = try queue.read { try $0.release(number, withWords: false) }
    let working = try PrivateFolder(
      in: place.deletingLastPathComponent(), named: ".\(place.lastPathComponent).part-")
    let part = working.url
    let disk = try DiskBarrier(over: [part.path])
    try FileManager.default.createDirectory(
      at: part.appending(path: "letters"), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try FileManager.default.createDirectory(
      at: part.appending(path: "dfe"), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let series = try name()
    let writer = ReleaseWriter(folder: part, series: series, number: number, key: key, watch: watch)
    try writer.writeLists(of: release)
    try writer.write(
      "letters/signing.pub", try key.verificationKey.publicText(comment: "npq \(series)"))
    try writer.write(release.letters) { some in try queue.read { try $0.words(of: some) } }
    try writer.write(release.requests)
    try disk.sync()
    try moveWhole(part.path, to: place.path)
    try syncFolder(place.deletingLastPathComponent().path)
  }
}

/// Writes the files of one release.
private struct ReleaseWriter: Sendable {
  let folder: URL
  let series: String
  let number: Int
  let key: SigningKey
  let watch: Watch

  func write(_ name: String, _ bytes: [UInt8], signed: Bool = false) throws {
    try writeWhole(
      bytes, to: folder.appending(path: name).path, replacing: false, syncing: .later)
    guard signed else { return }
    let text = try sign(bytes, with: key, comment: "npq release \(number) of the series \(series)")
    try write(name + ".sig", Array(text.utf8))
  }

  /// Writes what was released and what was held, as lists.
  func writeLists(of release: RecordedRelease) throws {
    let results = ReleasedResults(
      series: series, release: number, officer: release.officer, released: release.time,
      list: Digest(of: release.list), results: release.letters.map(\.result))
    try write("list.csv", release.list, signed: true)
    try write("held.csv", release.held)
    try write("results.csv", results.csv())
    try write("results.xlsx", try results.workbook())
    try write("results.json", try results.json(), signed: true)
  }

  /// Writes what is to be posted to the DfE, as bodies and as two lists.
  func write(_ requests: [DfELine]) throws {
    _ = try onAllCores(requests) { try write("dfe/\($0.fileName)", $0.payload.body) }
    try write("dfe.csv", writeDfEList(requests))
    try write("dfe.jsonl", writeDfELines(requests))
  }

  /// How many letters are held at once.
  private static let atOnce = 1_024

  /// Writes letters as text and as pages, both signed, with the list that a mail merge takes; their
  /// words are read some at a time.
  func write(
    _ letters: [ReleasedLetter],
    reading words: (ArraySlice<ReleasedLetter>) throws -> [ReleasedLetter]
  ) throws {
    var lists = SendLists(more: ["text", "proof"], byPartner: false)
    watch.tell(0, of: letters.count)
    for start in stride(from: 0, to: letters.count, by: Self.atOnce) {
      let end = min(start + Self.atOnce, letters.count)
      let some = try words(letters[start..<end]).filter { !$0.text.isEmpty }
      let rows = try onAllCores(some) { letter in
        try watch.mayStop()
        return try write(letter)
      }
      for row in rows { lists.add(row) }
      watch.tell(end, of: letters.count)
    }
    try SendFolder(url: folder.appending(path: "letters")).write(lists)
  }

  private func write(_ letter: ReleasedLetter) throws -> SendRow {
    let name = "letters/\(letter.fileName)"
    try write("\(name).txt", Array(letter.text.utf8), signed: true)
    let page = letter.page(series: series, release: number, key: key.verificationKey)
    try write("\(name).html", page, signed: true)
    return SendRow(
      person: letter.result.participant, email: letter.email, partner: letter.result.partner,
      file: "\(letter.fileName).html",
      subject: letter.subject,
      firstLine: LetterText(subject: letter.subject, lines: letter.lines).firstLine,
      more: [
        "\(letter.fileName).txt", "\(letter.fileName).html.sig;\(letter.fileName).txt.sig",
      ])
  }
}
