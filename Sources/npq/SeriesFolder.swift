import Archive
import Assessment
import Foundation
import Ledger

/// The folder of a new series, as `init` lays it out.
struct SeriesFolder {
  let url: URL
  let name: Identifier

  /// Makes the folder, copies the assessment files into it, and makes record and keys.
  func create(
    _ assessments: [AssessmentInForce], files: [URL], keys: URL, act: Act
  ) throws {
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try SeriesKeys(folder: keys).create()
    for (file, item) in zip(files, assessments) { try copy(file, item) }
    _ = try Ledger.create(in: url, name: name, assessments: assessments, act: act)
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
  }

  /// Copies an assessment file and what stands beside it into a folder of its own.
  private func copy(_ file: URL, _ item: AssessmentInForce) throws {
    let folder = url.appending(path: "assessments").appending(path: item.assessment.id.text)
    let beside =
      [item.assessment.caseStudy].compactMap { $0 }
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
