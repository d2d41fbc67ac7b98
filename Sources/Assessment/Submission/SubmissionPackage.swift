package import Archive
import Findings
import Foundation

/// A package as it will be written: its entries by name, and the digest that names it.
package struct SubmissionPackage: Sendable {
  package let record: SubmissionRecord
  /// SHA-256 of `tagmanifest-sha256.txt`: the same for the same input on every machine.
  package let contentDigest: Digest
  /// Every file with its name in the archive, sorted by the bytes of the names.
  let entries: [(name: String, bytes: [UInt8])]

  /// The one folder at the top of the archive.
  static let root = "submission"

  /// Builds a package of files under the names that the record gives them, in its order.
  init(_ record: SubmissionRecord, _ files: [[UInt8]], title: String, contact: String?) throws {
    self.record = record
    let payload = zip(record.files, files).map { (name: "data/" + $0.name, bytes: $1) }
    let bag = WrittenBag(
      payload: payload,
      tags: [
        (name: "bag-info.txt", bytes: Array(Self.info(record).utf8)),
        (name: "submission.json", bytes: Array(try canonicalJSON(record))),
        (name: "READ-ME.txt", bytes: Array(Self.readMe(record, title, contact).utf8)),
      ])
    contentDigest = Digest(of: bag.tagManifest)
    entries = bag.entries.map { ("\(Self.root)/\($0.name)", $0.bytes) }
  }

  /// Writes the package as a ZIP, whole or not at all.
  /// - Throws: `ArchiveError.exists` where something stands there and is not to be replaced.
  package func write(
    to path: String, replacing: Bool, _ syncing: Syncing = .bytesAndName,
    _ effort: DeflateEffort = .usual
  ) throws(ArchiveError) {
    var writer = try ZipWriter(path: path, replacing: replacing, effort)
    for entry in entries { try writer.add(entry.name, bytes: entry.bytes) }
    try writer.finish(syncing)
  }

  /// No date, no contact and no version of the program: the same input gives the same bag.
  private static func info(_ record: SubmissionRecord) -> String {
    let bytes = record.files.map(\.bytes).reduce(0, +)
    return """
      External-Description: Response to a case-study assessment
      External-Identifier: \(record.assessment)
      Internal-Sender-Identifier: \(record.participant)
      Payload-Oxum: \(bytes).\(record.files.count)

      """
  }
}
