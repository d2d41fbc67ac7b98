import Archive
import Assessment
import Findings
import Foundation
import Ledger

/// Gathers what goes back to each platform, and writes it.
struct FeedbackWriter {
  /// A file that was written, and of how many people.
  struct Written {
    let name: String
    let people: Int
    let digest: Digest
  }

  private enum Content {
    case archive([(name: String, bytes: [UInt8])])
    case sheet([UInt8])
  }

  private(set) var findings: [Finding] = []
  private let results: [ReturnedResult]
  private var outputs: [(name: String, people: Int, content: Content)] = []

  init(results: [ReturnedResult]) {
    self.results = results
    gatherArchives()
  }

  /// One archive for each export, in the platform's layout.
  private mutating func gatherArchives() {
    var groups: [String: [(name: String, bytes: [UInt8])]] = [:]
    var without = 0
    for item in results {
      guard let letter = item.letter else { continue }
      guard let origin = item.origin,
        let path = feedbackPath(origin.platform, besides: origin.path, name: "feedback.txt")
      else {
        without += 1
        continue
      }
      let stem = URL(filePath: origin.export).deletingPathExtension().lastPathComponent
      groups["\(stem)-feedback.zip", default: []].append((path, Array(letter.utf8)))
    }
    if without > 0 {
      findings.append(
        Finding(
          "feedback-not-placed", .note, "",
          "\(without) \(without == 1 ? "result is" : "results are") of responses for which no "
            + "platform takes files back",
          remedy: "fill the platform's sheet with --worksheet, or send letters"))
    }
    for (name, files) in groups.sorted(by: { $0.key < $1.key }) {
      outputs.append((name, files.count, .archive(files)))
    }
  }

  /// Fills a platform's own sheet.
  mutating func fill(sheetAt path: String) {
    let name = URL(filePath: path).lastPathComponent
    guard let data = FileManager.default.contents(atPath: path) else {
      findings.append(
        Finding("not-found", .refused, path, "cannot be read", remedy: "check the name"))
      return
    }
    guard var sheet = GradeSheet([UInt8](data), name: name) else {
      findings.append(
        Finding(
          "sheet-unknown", .refused, name, "is no sheet for grades that npq knows",
          remedy: "give Moodle's grading worksheet, Canvas' grade book or Blackboard's file for "
            + "work offline, as the platform wrote it"))
      return
    }
    let (filled, found) = sheet.fill(entries(for: sheet.platform))
    findings += found
    if filled == 0 {
      findings.append(
        Finding(
          "sheet-nobody", .held, name, "has no row of anybody with a final result",
          remedy: "check that it is the sheet of this assignment"))
    }
    outputs.append((name, filled, .sheet(sheet.bytes)))
  }

  /// What goes into a sheet, by what the platform calls the person.
  private func entries(for platform: Platform) -> [String: GradeSheet.Entry] {
    var entries: [String: GradeSheet.Entry] = [:]
    for item in results {
      guard let release = item.release else { continue }
      let entry = GradeSheet.Entry(
        grade: item.showsMarks ? release.total ?? "" : "",
        maximum: item.row.entry.scheme.rubric.maximum, feedback: release.outcome.told)
      let details = item.entry.details
      var keys = [platform == .blackboard ? details["lms_login"] : details["lms_id"]]
      if platform == .moodle {
        // The number of this one assignment, which stands in the path of the response.
        keys = [item.origin.flatMap { moodleNumber(in: $0.path) }]
      }
      for key in keys.compactMap(\.self) { entries[key] = entry }
    }
    return entries
  }

  mutating func addOneRoster(series: String, day: CivilDate) {
    let outgoing = results.compactMap { item -> OutgoingResult? in
      guard item.release != nil || item.row.decision.outcome == .notSubmitted else { return nil }
      return OutgoingResult(
        item.row.entry, outcome: item.release?.outcome,
        total: item.showsMarks ? item.release?.total : nil)
    }
    let files = oneRosterFiles(outgoing, series: series, day: day)
    let people = results.count { $0.release != nil }
    outputs.append(("oneroster-results.zip", people, .archive(files)))
  }

  /// Writes everything into a new folder.
  ///
  /// A name that no ZIP of ours may hold is left out and named.
  mutating func write(to folder: URL) throws -> [Written] {
    guard !FileManager.default.fileExists(atPath: folder.path) else {
      throw ArchiveError.exists(path: folder.path)
    }
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    var written: [Written] = []
    for output in outputs {
      var people = output.people
      let path = folder.appending(path: output.name).path
      switch output.content {
      case .sheet(let bytes): try writeWhole(bytes, to: path, replacing: false)
      case .archive(let files):
        var writer = try ZipWriter(path: path, replacing: false)
        for file in files {
          do throws(ArchiveError) {
            try writer.add(file.name, bytes: file.bytes)
          } catch {
            guard case .refused(let found) = error else { throw error }
            findings += found.map { $0.naming(archive: output.name) }
            people -= 1
          }
        }
        try writer.finish()
      }
      let bytes = FileManager.default.contents(atPath: path) ?? Data()
      written.append(Written(name: output.name, people: people, digest: Digest(of: bytes)))
    }
    return written
  }
}

extension Decision.Outcome {
  /// The outcome in one sentence, for a cell of a sheet.
  fileprivate var told: String {
    self == .passed ? "You met the standard." : "You did not meet the standard on this occasion."
  }
}
