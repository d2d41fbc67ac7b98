import Assessment
import Documents
import Findings
import Foundation
import Ledger

/// One script that is compared: where its files lie and how it is shown.
struct SimilarSource: Sendable {
  /// A script code, or the path of a document.
  let label: String
  var files: [(path: String, name: String)]
  /// Whether it was named by itself, and not found in a folder or a series.
  var isNamed = false
  /// The participant, where the record knows them; personal data.
  var person: String?
  var name: String?

  init(label: String, files: [(path: String, name: String)]) {
    self.label = label
    self.files = files
  }

  /// A script of a series; `series` stands before the code of another one.
  init(_ script: SeriesScript, series: String? = nil) {
    label = (series.map { "\($0)/" } ?? "") + script.script
    files = script.copies.map { ($0.path, "\(script.script).\($0.format.rawValue)") }
    person = script.person
    name = script.name
  }
}

extension SimilarSource {
  /// The documents that paths mean: files as they are named, and whatever a folder holds that has
  /// the ending of a document, in the order of their names.
  static func documents(at paths: [String]) -> [SimilarSource] {
    paths.flatMap { path -> [SimilarSource] in
      guard isFolder(path) else {
        var source = SimilarSource(label: path, files: [(path, path)])
        source.isNamed = true
        return [source]
      }
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
      return names.filter(isDocument)
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        .map { name in
          let whole = URL(filePath: path).appending(path: name).relativePath
          return SimilarSource(label: whole, files: [(whole, name)])
        }
    }
  }

  /// Earlier work: the scripts of another series, or documents.
  static func earlier(at path: String) throws -> [SimilarSource] {
    let folder = URL(filePath: path)
    let record = folder.appending(path: Ledger.fileName).path
    guard FileManager.default.fileExists(atPath: record) else { return documents(at: [path]) }
    let ledger = try Ledger(opening: folder)
    let name = try ledger.name()
    return try ledger.scripts().map { SimilarSource($0, series: name) }
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// Whether a path within a folder has the ending of a document and is not hidden.
  private static func isDocument(_ path: String) -> Bool {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"))
    guard !parts.contains(where: { $0.first == UInt8(ascii: ".") }) else { return false }
    let ending = path.lowercased().utf8.split(separator: UInt8(ascii: ".")).last
    return ending.flatMap { DocumentFormat(rawValue: String(Substring($0))) } != nil
  }

  /// The paragraphs of all its files, and what stands against reading them.
  func read() -> (paragraphs: [Paragraph], findings: [Finding]) {
    var paragraphs: [Paragraph] = []
    var unread = files.isEmpty
    for file in files {
      let reading = readDocument(path: file.path, name: file.name)
      paragraphs += reading.paragraphs
      if reading.format == nil || reading.findings.gravest == .refused { unread = true }
    }
    guard unread || paragraphs.isEmpty else { return (paragraphs, []) }
    let what = files.isEmpty ? "has no clean copy" : "has no text that can be read"
    let finding = Finding(
      "not-compared", isNamed ? .refused : .warning, label, "\(what), and was not compared",
      remedy: "look at the file itself, with 'npq check' or in the program that made it")
    return (paragraphs, [finding])
  }
}
