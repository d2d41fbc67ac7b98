import Archive
import Assessment
import Foundation
import Ledger
import Sealing

/// The folder of a new series, as `init` lays it out.
struct SeriesFolder {
  let url: URL
  let name: Identifier

  /// Makes the keys, then the folder with the assessment files and the record in it.
  ///
  /// The public keys are copied into the folder, so that whoever has it can check what it signs.
  func create(
    _ assessments: [AssessmentInForce], files: [URL], keys: NewSeriesKeys, act: Act
  ) throws -> KeyFolder {
    let made = try keys.create(for: self, act: act)
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    for path in [made.signingPublicPath, made.officePublicPath] {
      try writeWhole(
        [UInt8](try Data(contentsOf: URL(filePath: path))),
        to: url.appending(path: URL(filePath: path).lastPathComponent).path, replacing: false,
        mode: 0o644)
    }
    for (file, item) in zip(files, assessments) { try copy(file, item) }
    let notes = SeriesKeyNotes(
      fingerprint: try made.verificationKey().fingerprint, place: keys.remembered)
    let signing = try made.signingKey(passphrase: keys.protection?.passphrase)
    _ = try Ledger.create(
      in: url, name: name, assessments: assessments, keys: notes, signing: signing, act: act)
    let text = """
      # The series that this folder holds. The record in ledger.sqlite says what is in force; these
      # copies are for people to read, and changing them changes nothing.
      series: 1
      name: \(name)
      assessments:
      \(assessments.map { "  - assessments/\($0.assessment.id)" }.joined(separator: "\n"))

      """
    try writeWhole(
      Array(text.utf8), to: url.appending(path: "series.yaml").path, replacing: false)
    return made
  }

  /// Copies an assessment file and what stands beside it into a folder of its own.
  private func copy(_ file: URL, _ item: AssessmentInForce) throws {
    let folder = url.appending(path: "assessments").appending(path: item.assessment.id.text)
    let beside =
      [item.assessment.caseStudy].compactMap { $0 } + (item.assessment.exemplars ?? [])
      + item.assessment.rubrics.values.sorted()
    let sources =
      [("assessment.yaml", file)]
      + beside.map { ($0, file.deletingLastPathComponent().appending(path: $0)) }
    for (name, source) in sources {
      let target = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      try writeWhole(
        [UInt8](try Data(contentsOf: source)), to: target.path, replacing: false)
    }
  }
}
