import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// What the paths for `receive` hold: exports of platforms, their lists, and everything else.
struct ExportSearch {
  /// Where what comes in is from, as `--from` says it.
  enum Source: String, ExpressibleByArgument, CaseIterable {
    case package, folder, moodle, canvas, brightspace, blackboard, sakai, csv

    /// The platform, where it names one.
    var platform: Platform? { Platform(rawValue: rawValue) }
  }

  let from: Source?
  let zone: String
  /// The platform's numbers that the roster knows.
  let numbers: Set<String>
  /// Lists that stand among the paths and are no responses.
  let lists: Set<String>

  private(set) var exports: [(place: ExportPlace, platform: Platform)] = []
  private(set) var platformLists: [(list: PlatformList, url: URL)] = []
  private(set) var answers: [(place: ExportPlace, export: PlatformExport)] = []
  private(set) var answerFiles: [URL] = []
  /// Packages and documents, with the names that people know them by.
  private(set) var rest: [(path: String, name: String)] = []
  private(set) var findings: [Finding] = []

  init(from: Source?, zone: String, numbers: Set<String>, lists: [String]) {
    self.from = from
    self.zone = zone
    self.numbers = numbers
    self.lists = Set(lists.map { URL(filePath: $0).standardizedFileURL.path })
  }

  /// Looks through the paths.
  mutating func look(through paths: [String]) {
    for path in paths {
      let found = filesBelow(path)
      if found.isEmpty {
        findings.append(
          Finding(
            "not-found", .refused, path, "is not there, or holds no file",
            remedy: "check the name"))
      }
      let url = URL(filePath: path)
      let isFolder = found.count != 1 || found[0].path != url.path
      take(found, folder: isFolder ? url.lastPathComponent : nil)
    }
  }

  /// Takes the files of one path: archives and tables by themselves, the others together.
  private mutating func take(_ files: [(path: String, name: String)], folder: String?) {
    guard from != .package, from != .folder else {
      rest += files
      return
    }
    var loose: [(path: String, name: String)] = []
    for file in files {
      let ending = URL(filePath: file.path).pathExtension.lowercased()
      guard !lists.contains(URL(filePath: file.path).standardizedFileURL.path) else { continue }
      let isTaken =
        switch ending {
        case "zip": takeArchive(file)
        case "csv": takeTable(file, isInFolder: folder != nil && file.name.utf8.contains(47))
        default: false
        }
      if !isTaken { loose.append(file) }
    }
    takeFolder(loose, named: folder)
  }

  private mutating func takeArchive(_ file: (path: String, name: String)) -> Bool {
    let name = URL(filePath: file.path).lastPathComponent
    // What may not be opened is received as a package, which says why and keeps it.
    guard let place = try? ExportPlace(archive: file.path, name: name), !place.isBag,
      let platform = from?.platform ?? platform(of: place.members, numbers: numbers),
      platform != .answers
    else { return false }
    exports.append((place, platform))
    return true
  }

  /// A table below a person's folder is theirs, and no list.
  private mutating func takeTable(
    _ file: (path: String, name: String), isInFolder: Bool
  ) -> Bool {
    guard !isInFolder, let data = FileManager.default.contents(atPath: file.path),
      data.count <= 50_000_000
    else { return false }
    let bytes = [UInt8](data)
    let url = URL(filePath: file.path)
    if from != .csv, case .list(let list) = platformTable(bytes, name: file.name, zone: zone) {
      platformLists.append((list, url))
      return true
    }
    guard from == .csv || from == nil && isAnswers(bytes, file.name) else { return false }
    let read = readAnswers(bytes, name: file.name, zone: zone)
    findings += read.value == nil ? read.findings : []
    guard let export = read.value else { return true }
    answers.append((ExportPlace(name: file.name, files: []), export))
    answerFiles.append(url)
    return true
  }

  private func isAnswers(_ bytes: [UInt8], _ name: String) -> Bool {
    if case .answers = platformTable(bytes, name: name, zone: zone) { true } else { false }
  }

  /// Files of a folder: an unpacked export, several in folders of their own, or documents.
  private mutating func takeFolder(_ files: [(path: String, name: String)], named folder: String?) {
    guard !files.isEmpty else { return }
    guard let folder else {
      rest += files
      return
    }
    let whole = ExportPlace(name: folder, files: files)
    if let platform = from?.platform ?? platform(of: whole.members, numbers: numbers),
      platform != .answers
    {
      exports.append((whole, platform))
      return
    }
    for (name, part) in Dictionary(grouping: files, by: { $0.name.firstPart }).sorted(by: {
      $0.key < $1.key
    }) {
      let place = ExportPlace(name: name, files: part)
      if !name.isEmpty, let platform = platform(of: place.members, numbers: numbers) {
        exports.append((place, platform))
      } else {
        rest += part
      }
    }
  }
}

extension String {
  /// The folder at the front of a path; empty for a bare name.
  fileprivate var firstPart: String {
    let parts = utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1)
    return parts.count > 1 ? String(Substring(parts[0])) : ""
  }
}

/// The plain files at a path, by name below it; links and hidden files are left alone.
func filesBelow(_ path: String) -> [(path: String, name: String)] {
  let url = URL(filePath: path)
  guard let values = try? url.resourceValues(forKeys: [.isDirectoryKey, .isRegularFileKey])
  else { return [] }
  if values.isRegularFile == true { return [(url.path, url.lastPathComponent)] }
  guard values.isDirectory == true,
    let names = try? FileManager.default.subpathsOfDirectory(atPath: url.path)
  else { return [] }
  return names.sorted().compactMap { name in
    let hidden = name.utf8.split(separator: UInt8(ascii: "/")).contains {
      $0.first == UInt8(ascii: ".")
    }
    let file = url.appending(path: name)
    let values = try? file.resourceValues(forKeys: [.isRegularFileKey, .isSymbolicLinkKey])
    guard !hidden, values?.isRegularFile == true, values?.isSymbolicLink != true else {
      return nil
    }
    return (file.path, name)
  }
}
