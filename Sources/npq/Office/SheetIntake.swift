import Assessment
import Findings
import Foundation
import Ledger

/// Reads a returned sheet against the pack that it names.
struct SheetIntake: Sendable {
  private let ledger: Ledger
  /// What is looked up for each sheet, read once for all of them.
  private let shelf: PackShelf

  init(_ ledger: Ledger) throws {
    self.ledger = ledger
    shelf = try ledger.packShelf()
  }

  /// Every sheet that a file holds: a page with several packs saves a return of each in one file.
  ///
  /// The file has another name where it is kept under its digest. With `keeping` each return that is
  /// taken is kept as it came.
  func read(
    _ url: URL, as given: String? = nil, keeping: Bool = false
  ) throws -> [Judged<ReturnedSheet>] {
    let name = given ?? url.lastPathComponent
    guard let data = FileManager.default.contents(atPath: url.path) else {
      return [refuse(name, "not-found", "cannot be read", "check the name of the file")]
    }
    let bytes = [UInt8](data)
    guard Self.isReturn(bytes) else {
      return [try kept(readSheet(bytes, of: data, name), bytes, keeping)]
    }
    let parts = returns(in: bytes)
    return try parts.enumerated().map { place, part in
      let name = parts.count > 1 ? "\(name) (return \(place + 1))" : name
      return try kept(readReturn(part, of: Data(part), name), part, keeping)
    }
  }

  private func kept(
    _ read: Judged<ReturnedSheet>, _ bytes: [UInt8], _ keeping: Bool
  ) throws -> Judged<ReturnedSheet> {
    guard keeping, read.findings.verdict != .refused, let sheet = read.value else { return read }
    return Judged(try ledger.keep(sheet, bytes: bytes), read.findings)
  }

  private func readSheet(
    _ bytes: [UInt8], of data: Data, _ name: String
  ) throws -> Judged<ReturnedSheet> {
    let named = packsNamed(in: bytes, name: name)
    guard let packs = named.value else { return Judged(nil, named.findings) }
    guard let text = packs.first else {
      return refuse(
        name, "no-pack", "has no row that names its pack",
        "leave the columns pack, revision and script as they were")
    }
    guard packs.count == 1 else {
      return refuse(
        name, "several-packs", "holds rows of \(packs.joined(separator: " and ").escaped)",
        "send one sheet for each pack")
    }
    guard let pack = Identifier(text), let contents = try ledger.contents(of: pack, on: shelf)
    else {
      return refuse(
        name, "unknown-pack", "names the pack \(text.escaped), which this series did not give out",
        "check that it belongs to this series, and that the column pack was not changed")
    }
    let read = readMarkSheet(bytes, name: name, pack: contents)
    guard let rows = read.value else { return Judged(nil, read.findings) }
    let value = ReturnedSheet(name: name, digest: Digest(of: data), pack: pack, rows: rows)
    return Judged(value, read.findings)
  }

  /// Whether a file may hold marks, by its name; what a spreadsheet program keeps beside an open
  /// file does not.
  static func isTaken(_ name: String) -> Bool {
    let file = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
    return [".csv", ".json", ".xlsx"].contains { file.hasSuffix($0) }
      && ![".", "~$"].contains { file.hasPrefix($0) }
  }

  /// Whether a file is a return of the marking page or of `npq return`, by its first sign.
  private static func isReturn(_ bytes: [UInt8]) -> Bool {
    bytes.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
  }

  private func readReturn(
    _ bytes: [UInt8], of data: Data, _ name: String
  ) throws -> Judged<ReturnedSheet> {
    let answer = Assessment.readReturn(bytes, name: name)
    guard let value = answer.value else { return Judged(nil, answer.findings) }
    guard let contents = try ledger.contents(of: value.pack, on: shelf) else {
      return refuse(
        name, "unknown-pack",
        "names the pack \(value.pack.text.escaped), which this series did not give out",
        "check that it belongs to this series")
    }
    let signature = value.signature(for: contents)
    let judged = judge(value, name: name, pack: contents, signature: signature)
    guard let rows = judged.value else { return Judged(nil, judged.findings) }
    let sheet = ReturnedSheet(
      name: name, digest: Digest(of: data), pack: value.pack, rows: rows,
      isSigned: signature == .valid, isFinished: value.isFinished)
    return Judged(sheet, judged.findings)
  }

  private func refuse(
    _ name: String, _ code: String, _ message: String, _ remedy: String
  ) -> Judged<ReturnedSheet> {
    Judged(nil, [Finding(code, .refused, name, message, remedy: remedy)])
  }
}
