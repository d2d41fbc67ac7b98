import Assessment
import Findings
import Foundation
import Ledger

/// What the lists say of each file: whose it is, and when it was handed in.
struct ReceiveLists {
  let ledger: Ledger

  func read(match: String?, times: String?) throws -> Judged<[String: HandedInRow]> {
    let people = try ledger.personIndex()
    let zone = try ledger.assessments().first?.assessment.window.zone ?? "Europe/London"
    var findings: [Finding] = []
    var rows: [String: HandedInRow] = [:]
    for path in Set([match, times].compactMap { $0 }).sorted() {
      let read = readBytes(path) {
        readHandedIn($0, name: $1, participants: people, zone: zone)
      }
      findings += read.findings
      for row in read.value?.rows ?? [] {
        var whole = rows[row.file] ?? HandedInRow(line: row.line, file: row.file)
        if path == match { whole.participant = row.participant }
        if path == match { whole.assessment = row.assessment }
        if path == times { whole.received = row.received }
        rows[row.file] = whole
      }
    }
    return Judged(rows, findings)
  }
}

/// Finds the files under the paths that are given and joins them with what the lists say.
struct ReceiveSearch {
  let lists: [String: HandedInRow]
  /// Whose all of them are, where the office says so.
  let person: String?

  /// What is to be received, in the order of names; and what is listed but not there.
  func incoming(_ paths: [String]) -> Judged<[Incoming]> {
    var files: [(path: String, name: String)] = []
    var findings: [Finding] = []
    for path in paths {
      let found = Self.files(at: path)
      if found.isEmpty {
        findings.append(
          Finding(
            "not-found", .refused, path, "is not there, or holds no file",
            remedy: "check the name"))
      }
      files += found
    }
    guard findings.isEmpty else { return Judged(nil, findings) }
    var used: Set<String> = []
    var groups: [String: Incoming] = [:]
    for file in files {
      let row = lists[file.name] ?? lists[URL(filePath: file.path).lastPathComponent]
      if let row { used.insert(row.file) }
      let whose = person ?? row?.participant?.text
      // One person's documents of one moment are one response; packages stand alone.
      let alone = [".zip", ".age"].contains { file.name.lowercased().hasSuffix($0) }
      let together = whose != nil && row?.received != nil && !alone
      let key =
        together
        ? "\(whose ?? "")\n\(row?.assessment ?? "")\n\(row?.received?.seconds ?? 0)" : file.path
      var group =
        groups[key]
        ?? Incoming(
          files: [], person: whose, assessment: row?.assessment, received: row?.received)
      group.files.append(file)
      groups[key] = group
    }
    findings += lists.keys.filter { !used.contains($0) }.sorted().map {
      Finding(
        "listed-without-file", .warning, $0, "stands in the list, but there is no such file",
        remedy: "ask for the file before anyone is told that nothing came")
    }
    let sorted = groups.values.sorted { left, right in
      (left.received?.seconds ?? .max, left.files[0].name)
        < (right.received?.seconds ?? .max, right.files[0].name)
    }
    return Judged(sorted, findings)
  }

  /// The plain files at a path, by name below it; links and hidden files are left alone.
  private static func files(at path: String) -> [(path: String, name: String)] {
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
}
