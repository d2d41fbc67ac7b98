import Archive
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
    let manifest = Self.manifest(of: payload)
    var tags = [
      (name: "bagit.txt", bytes: Array(Self.declaration.utf8)),
      (name: "bag-info.txt", bytes: Array(Self.info(record).utf8)),
      (name: "manifest-sha256.txt", bytes: manifest),
      (name: "submission.json", bytes: Array(try canonicalJSON(record))),
      (name: "READ-ME.txt", bytes: Array(Self.readMe(record, title, contact).utf8)),
    ]
    let tagManifest = Self.manifest(of: tags)
    contentDigest = Digest(of: tagManifest)
    tags.append((name: "tagmanifest-sha256.txt", bytes: tagManifest))
    entries = Self.sorted(payload + tags).map { ("\(Self.root)/\($0.name)", $0.bytes) }
  }

  /// Writes the package as a ZIP, whole or not at all.
  /// - Throws: `ArchiveError.exists` where something stands there and is not to be replaced.
  func write(to path: String, replacing: Bool) throws(ArchiveError) {
    var writer = try ZipWriter(path: path, replacing: replacing)
    for entry in entries { try writer.add(entry.name, bytes: entry.bytes) }
    try writer.finish()
  }

  private static let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

  private static func sorted(
    _ files: [(name: String, bytes: [UInt8])]
  ) -> [(name: String, bytes: [UInt8])] {
    files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func manifest(of files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    let lines = sorted(files).map { "\(Digest(of: $0.bytes))  \($0.name)\n" }
    return Array(lines.joined().utf8)
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
