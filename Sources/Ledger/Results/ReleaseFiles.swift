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
    let release = try queue.read { try $0.release(number) }
    let working = try PrivateFolder(
      in: place.deletingLastPathComponent(), named: ".\(place.lastPathComponent).part-")
    let part = working.url
    try FileManager.default.createDirectory(
      at: part.appending(path: "letters"), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try FileManager.default.createDirectory(
      at: part.appending(path: "dfe"), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let results = ReleasedResults(
      series: try name(), release: number, officer: release.officer, released: release.time,
      list: Digest(of: release.list), results: release.letters.map(\.result))
    let writer = ReleaseWriter(
      folder: part, series: results.series, number: number, key: key, watch: watch)
    try writer.write("list.csv", release.list, signed: true)
    try writer.write("held.csv", release.held)
    try writer.write("results.csv", results.csv())
    try writer.write("results.xlsx", try results.workbook())
    try writer.write("results.json", try results.json(), signed: true)
    try writer.write(
      "letters/signing.pub", try key.verificationKey.publicText(comment: "npq \(results.series)"))
    try writer.write(release.letters.filter { !$0.text.isEmpty })
    try writer.write(release.requests)
    for folder in [part.appending(path: "letters"), part.appending(path: "dfe"), part] {
      try syncFolder(folder.path)
    }
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
      bytes, to: folder.appending(path: name).path, replacing: false, syncing: .bytes)
    guard signed else { return }
    let text = try sign(bytes, with: key, comment: "npq release \(number) of the series \(series)")
    try write(name + ".sig", Array(text.utf8))
  }

  /// Writes what is to be posted to the DfE, as bodies and as two lists.
  func write(_ requests: [DfELine]) throws {
    _ = try onAllCores(requests) { try write("dfe/\($0.fileName)", $0.payload.body) }
    try write("dfe.csv", writeDfEList(requests))
    try write("dfe.jsonl", writeDfELines(requests))
  }

  /// Writes letters as text and as pages, both signed, with the list that a mail merge takes.
  func write(_ letters: [ReleasedLetter]) throws {
    _ = try onAllCores(letters, watch: watch) { letter in
      let name = "letters/\(letter.fileName)"
      try write("\(name).txt", Array(letter.text.utf8), signed: true)
      let page = letter.page(series: series, release: number, key: key.verificationKey)
      try write("\(name).html", page, signed: true)
    }
    let rows = letters.map { letter in
      SendRow(
        person: letter.entry.person, email: letter.entry.details["email"] ?? "",
        partner: letter.entry.details["partner"] ?? "", file: "\(letter.fileName).html",
        subject: letter.subject,
        firstLine: LetterText(subject: letter.subject, lines: letter.lines).firstLine,
        more: [
          "\(letter.fileName).txt", "\(letter.fileName).html.sig;\(letter.fileName).txt.sig",
        ])
    }
    try SendFolder(url: folder.appending(path: "letters"))
      .writeList(rows, more: ["text", "proof"], byPartner: false)
  }
}
