import Archive
package import Assessment
import Foundation
import Sheets

/// One letter on its way into `send/`.
package struct OutgoingLetter: Sendable {
  /// The participant's or assessor's identifier.
  package let person: String
  package let email: String
  /// The delivery partner of a participant.
  package let partner: String
  /// The name of the file that holds it.
  package let file: String
  package let letter: LetterText
  /// The entry or the assessor that it is about, for the record.
  package var entry: Int?
  package var assessor: String?
}

/// The place for everything that goes to people: a folder of letters with a list that a mail merge
/// takes.
struct SendFolder {
  let url: URL

  /// The folder of a kind of thing that an act sends, in a series.
  init(in series: URL, _ kind: String, _ act: Act) {
    let stamp = act.time.description.filter { $0 != ":" && $0 != "-" }
    url = series.appending(path: "send/\(kind)-\(stamp)")
  }

  init(url: URL) { self.url = url }

  /// Writes letters and their lists.
  func write(_ letters: [OutgoingLetter], byPartner: Bool) throws {
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let disk = try DiskBarrier(over: [url.path])
    _ = try onAllCores(letters) { item in
      try writeWhole(
        Array(item.letter.text.utf8), to: url.appending(path: item.file).path, replacing: true,
        syncing: .later)
    }
    var lists = SendLists(byPartner: byPartner)
    for item in letters {
      lists.add(
        SendRow(
          person: item.person, email: item.email, partner: item.partner, file: item.file,
          subject: item.letter.subject, firstLine: item.letter.firstLine))
    }
    try write(lists)
    try disk.sync()
  }

  /// Writes `send.csv`, and a list for each delivery partner where those are kept.
  func write(_ lists: SendLists) throws {
    try writeWhole(lists.all, to: url.appending(path: "send.csv").path, replacing: true)
    var names: Set<String> = []
    for (partner, bytes) in lists.ofPartners.sorted(by: { $0.key < $1.key }) {
      var name = Self.slug(partner)
      while !names.insert(name).inserted { name += "-" }
      try writeWhole(bytes, to: url.appending(path: "send-\(name).csv").path, replacing: true)
    }
  }

  /// The name of a partner as it can stand in the name of a file.
  private static func slug(_ partner: String) -> String {
    let words = partner.lowercased().utf8.split { byte in
      !(97...122).contains(byte) && !(48...57).contains(byte)
    }
    let name = words.map { String(decoding: Array($0), as: UTF8.self) }.joined(separator: "-")
    return name.isEmpty ? "without-partner" : String(name.prefix(60))
  }
}

/// One row of a list for a mail merge.
struct SendRow: Sendable {
  let person, email, partner, file, subject, firstLine: String
  /// What a kind of letter has besides.
  var more: [String] = []

  fileprivate var cells: [CSVCell] {
    ([person, email, file, subject, firstLine] + more).map { .text($0) }
  }
}

/// Lists for a mail merge as they grow row by row: of a national series the rows themselves would
/// fill the memory.
struct SendLists {
  /// The list of everybody, as CSV.
  private(set) var all: [UInt8]
  /// The lists of delivery partners, where they are asked for.
  private(set) var ofPartners: [String: [UInt8]] = [:]
  private let start: [UInt8]
  private let isByPartner: Bool

  /// `more` names what a kind of letter has besides.
  init(more: [String] = [], byPartner: Bool) {
    start = writeCSV(
      header: ["person", "email", "file", "subject", "first_line"] + more, rows: [[CSVCell]]())
    all = start
    isByPartner = byPartner
  }

  mutating func add(_ row: SendRow) {
    appendCSV(row.cells, to: &all)
    if isByPartner { appendCSV(row.cells, to: &ofPartners[row.partner, default: start]) }
  }
}
